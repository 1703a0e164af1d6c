import { describe, expect, it } from 'vitest';
import { precision } from './words';

describe('how exact percentiles of quality are', () => {
  it('is said of answers from every sample and of answers from classes', () => {
    expect(precision({ exact: true })).toContain('from every sample');
    expect(precision({ exact: false })).toContain('within 2 %');
  });

  it('is not said before there is an answer', () => {
    expect(precision(undefined)).toBe('');
  });
});
