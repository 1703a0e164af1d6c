import { describe, expect, it } from 'vitest';
import { precision, reason, reasonNames } from './words';

describe('how exact percentiles of quality are', () => {
  it('is said of answers from every sample and of answers from classes', () => {
    expect(precision({ exact: true })).toContain('from every sample');
    expect(precision({ exact: false })).toContain('within 2 %');
  });

  it('is not said before there is an answer', () => {
    expect(precision(undefined)).toBe('');
  });
});

describe('why a call ended', () => {
  it('is said of one that a correction of the clock cut in two', () => {
    expect(reason('clock-set-back')).toBe('Clock corrected');
    expect(reasonNames).toContain('clock-set-back');
  });
});
