import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { connectionGrade, opinionScore, type Figures } from './opinion';

const golden = JSON.parse(
  readFileSync(new URL('../../../voice-events/golden/opinion.json', import.meta.url), 'utf8'),
) as (Figures & { score: number | null })[];

const figures = (percentLost: number, jitterMs: number, roundTripMs: number) => ({
  lossRatio: percentLost / 100,
  jitterMs,
  roundTripMs,
});

describe('the estimate of what listeners think', () => {
  it.each(golden)(
    'of $lossRatio lost, $jitterMs ms of jitter, $roundTripMs ms there and back is $score',
    (one) => {
      const score = opinionScore(one);
      if (one.score === null) expect(score).toBeNull();
      else expect(score).toBeCloseTo(one.score, 3);
    },
  );

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
