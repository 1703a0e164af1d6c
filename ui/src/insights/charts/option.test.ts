import { describe, expect, it } from 'vitest';
import type { Plot } from '../model/plot';
import { heatOption, plotOption } from './option';
import { paletteOf } from './palette';

const palette = paletteOf((name) => name, 'sans');
const plot: Plot = {
  along: 'Day',
  labels: ['Monday', 'Tuesday'],
  ticks: ['Mon', null],
  series: [
    { name: 'p50', look: 'area', colour: 1, values: [1, 2] },
    { name: 'p99', look: 'dotted', colour: 4, values: [3, null] },
  ],
  say: (value) => `${value ?? '–'} ms`,
  sayAxis: String,
};

describe('a picture', () => {
  const option = plotOption(plot, palette, 'Jitter');

  it('tells screen readers its title and what is in it', () => {
    expect(option.aria).toMatchObject({
      enabled: true,
      label: {
        description:
          'Jitter. 2 values by day. p50: highest 2 ms (Tuesday), last 2 ms. p99: highest 3 ms (Monday), last 3 ms.',
      },
    });
  });

  it('takes its colours from the theme, and tells lines apart by dashes too', () => {
    expect(option.series).toMatchObject([
      { type: 'line', lineStyle: { color: '--c-chart-1', type: 'solid' } },
      { type: 'line', lineStyle: { color: '--c-chart-4', type: 'dotted' } },
    ]);
  });

  it('keeps a gap a gap', () => {
    expect(option.series).toMatchObject([{ data: [1, 2] }, { data: [3, null] }]);
  });
});

it('the warmest hour has the last colour, and a week of nothing the first', () => {
  const heat = { rows: ['Monday'], columns: ['00:00', '01:00'], say: String };
  expect(heatOption({ ...heat, values: [[0, 5]] }, palette, '').visualMap).toMatchObject({ min: 0, max: 5 });
  expect(heatOption({ ...heat, values: [[0, 0]] }, palette, '').visualMap).toMatchObject({ min: 0, max: 1 });
});
