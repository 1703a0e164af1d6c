import { describe, expect, it } from 'vitest';
import type { Concurrency, Quality } from '../api';
import { heatSentenceOf, isCold, isEmpty, sentenceOf } from './plot';
import { concurrencyPlot, heatPlot, lengthsPlot, minutesPlot, qualityPlot, speakersPlot } from './plots';
import { windowOf } from './range';

const BERLIN = 'Europe/Berlin';
/** 25 hours. */
const autumn = windowOf({ from: '2026-10-25', to: '2026-10-25' }, BERLIN, 0);
const week = windowOf({ from: '2026-11-19', to: '2026-11-25' }, BERLIN, 0);

const at = (iso: string, peak: number, channelId: string | null = null): Concurrency => ({
  at: iso,
  channelId,
  peak,
  average: peak / 2,
});

describe('people in voice over time', () => {
  it('has a point for every hour, and 0 where the answer has none', () => {
    const plot = concurrencyPlot([at('2026-10-25T00:00:00+02:00', 4)], null, autumn, 'hour', BERLIN);
    expect(plot.labels).toHaveLength(25);
    expect(plot.series.map(({ values }) => values.slice(0, 2))).toEqual([
      [2, 0],
      [4, 0],
    ]);
  });

  it('keeps the two hours of the same name apart when clocks go back', () => {
    const answer = [at('2026-10-25T02:00:00+02:00', 1), at('2026-10-25T02:00:00+01:00', 7)];
    const peaks = concurrencyPlot(answer, null, autumn, 'hour', BERLIN).series[1]?.values;
    expect(peaks?.slice(1, 5)).toEqual([0, 1, 7, 0]);
  });

  it('shows the guild or one channel of it', () => {
    const answer = [at('2026-10-25T00:00:00+02:00', 4), at('2026-10-25T00:00:00+02:00', 3, 'lounge')];
    const peakOf = (channel: string | null) =>
      concurrencyPlot(answer, channel, autumn, 'hour', BERLIN).series[1]?.values[0];
    expect([peakOf(null), peakOf('lounge'), peakOf('music')]).toEqual([4, 3, 0]);
  });

  it('says at midnights which day begins', () => {
    const { ticks } = concurrencyPlot([], null, week, 'hour', BERLIN);
    expect(ticks.filter((tick) => tick !== null)).toEqual([
      '19 Nov',
      '20 Nov',
      '21 Nov',
      '22 Nov',
      '23 Nov',
      '24 Nov',
      '25 Nov',
    ]);
    expect(ticks[24]).toBe('20 Nov');
  });

  it('is empty if nobody was there', () => {
    expect(isEmpty(concurrencyPlot([], null, week, 'hour', BERLIN))).toBe(true);
    expect(isEmpty(concurrencyPlot([at('2026-11-20T00:00:00+01:00', 1)], null, week, 'hour', BERLIN))).toBe(
      false,
    );
  });

  it('can be told on the telephone', () => {
    const plot = concurrencyPlot([at('2026-10-25T05:00:00+01:00', 4)], null, autumn, 'hour', BERLIN);
    expect(sentenceOf(plot)).toBe(
      '25 values by hour. Average: highest 2 people (Sun 25 Oct, 05:00), last 0 people. ' +
        'Peak: highest 4 people (Sun 25 Oct, 05:00), last 0 people.',
    );
  });
});

it('time in voice has a bar for every day of the calendar', () => {
  const day = { label: '', people: 1, calls: 1, secondsSpoken: 0, secondsMuted: 0 };
  const plot = minutesPlot([{ ...day, key: '2026-11-21', minutes: 90 }], week, BERLIN);
  expect(plot.series[0]?.values).toEqual([0, 0, 1.5, 0, 0, 0, 0]);
  expect(plot.say(1.5)).toBe('1 h 30 min');
});

describe('quality by hour', () => {
  const three = (p95: number) => ({ p50: p95 / 2, p95, p99: p95 * 2 });
  const hour: Quality = {
    key: '2026-10-25T05:00:00+01:00',
    label: '',
    samples: 9,
    poor: 1,
    jitterMs: three(20),
    lossRatio: three(0.02),
    roundTripMs: { p50: null, p95: null, p99: null },
    bitrateBps: three(40_000),
    mos: { p50: 4.2, p05: 3.9 },
  };

  it('has gaps where nothing was measured, for a zero would be perfect', () => {
    const plot = qualityPlot([hour], 'lossRatio', autumn, BERLIN);
    expect(plot.series.map(({ name }) => name)).toEqual(['p50', 'p95', 'p99']);
    expect(plot.series[1]?.values.slice(5, 8)).toEqual([null, 0.02, null]);
    expect(isEmpty(qualityPlot([hour], 'roundTripMs', autumn, BERLIN))).toBe(true);
  });

  it('looks at the worse end of opinions, which is the lower one', () => {
    expect(qualityPlot([hour], 'mos', autumn, BERLIN).series.map(({ name }) => name)).toEqual(['p50', 'p05']);
  });
});

describe('the hours of the week', () => {
  const cells = [{ weekday: 7, hour: 21, joins: 3, minutes: 80 }];

  it('begin with Monday, and are 0 where nobody came', () => {
    const { rows, values } = heatPlot(cells, 'joins');
    expect([rows[0], rows[6]]).toEqual(['Monday', 'Sunday']);
    expect(values.flat()).toHaveLength(7 * 24);
    expect(values[6]?.[21]).toBe(3);
    expect(isCold(heatPlot([], 'joins'))).toBe(true);
  });

  it('can be told on the telephone', () => {
    expect(heatSentenceOf(heatPlot(cells, 'minutes'))).toBe(
      'Weekdays by hours. Busiest: Sunday at 21:00 with 1 h 20 min.',
    );
  });
});

it('lengths of calls name both ends, and the last has only one', () => {
  const plot = lengthsPlot({
    items: [
      { fromSeconds: 0, toSeconds: 60, calls: 2 },
      { fromSeconds: 60, toSeconds: null, calls: 1 },
    ],
    p50: 1,
    p95: 2,
    p99: 3,
  });
  expect(plot.labels).toEqual(['0 s to 1 min', '1 min or more']);
  expect([plot.say(1), plot.say(2)]).toEqual(['1 call', '2 calls']);
});

it('speakers of a week are named by its first day', () => {
  const plot = speakersPlot({ items: [{ at: '2026-11-23T00:00:00+01:00', speakers: 5 }] }, 'week', BERLIN);
  expect(plot.labels).toEqual(['Week of Mon 23 Nov']);
});
