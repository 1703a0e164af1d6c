import { describe, expect, it } from 'vitest';
import { connectionGrade, opinionScore } from './opinion';

const figures = (percentLost: number, jitterMs: number, roundTripMs: number) => ({
  lossRatio: percentLost / 100,
  jitterMs,
  roundTripMs,
});

describe('the estimate of what listeners think', () => {
  // Computed apart from the code, with the formula in opinion.ts.
  it.each([
    [0, 0, 0, 4.4],
    [0, 0, 200, 4.35],
    [1, 5, 40, 4.3],
    [5, 30, 200, 3.73],
    [2, 10, 600, 3.11],
    [20, 50, 300, 1.8],
    [100, 0, 0, 1.16],
  ])('with %d %% lost, %d ms of jitter and %d ms there and back is %d', (lost, jitter, roundTrip, mos) => {
    expect(opinionScore(figures(lost, jitter, roundTrip))).toBeCloseTo(mos, 1);
  });

  it('is never below 1, and gets no better when anything gets worse', () => {
    let last = Infinity;
    for (let step = 0; step <= 100; step++) {
      const score = opinionScore(figures(step, step * 5, step * 20)) ?? NaN;
      expect(score).toBeGreaterThanOrEqual(1);
      expect(score).toBeLessThanOrEqual(last);
      last = score;
    }
  });

  it('takes what is not known as perfect, and says nothing of nothing', () => {
    expect(opinionScore({ roundTripMs: 200 })).toBe(opinionScore(figures(0, 0, 200)));
    expect(opinionScore({})).toBeNull();
    expect(connectionGrade({})).toBeNull();
  });

  it('is a word for the person', () => {
    expect(connectionGrade(figures(0, 2, 30))).toBe('excellent');
    expect(connectionGrade(figures(3, 10, 100))).toBe('good');
    expect(connectionGrade(figures(5, 30, 200))).toBe('fair');
    expect(connectionGrade(figures(10, 30, 200))).toBe('poor');
    expect(connectionGrade(figures(20, 50, 300))).toBe('bad');
  });
});
