/** Answers of the service as plots. */
import type { Concurrency, HeatCell, Items, Lengths, Minutes, Percentiles, Quality, Speakers } from '../api';
import * as format from './format';
import type { HeatPlot, Plot } from './plot';
import { bucketStarts, type Bucket, type Window } from './range';
import { ticksOf } from './ticks';
import { dayOf } from '../../zone';
import { weekdays } from './words';

const alongs: Readonly<Record<Bucket, string>> = { minute: 'Minute', hour: 'Hour', day: 'Day' };

/** The guild as a whole, or one channel. A bucket without an answer had nobody in it. */
export function concurrencyPlot(
  items: readonly Concurrency[],
  channelId: string | null,
  window: Window,
  bucket: Bucket,
  zone: string,
): Plot {
  const starts = bucketStarts(window, bucket, zone);
  const found = new Map(
    items.filter((item) => item.channelId === channelId).map((item) => [Date.parse(item.at), item]),
  );
  return {
    ...timeAxis(starts, bucket, zone),
    series: [
      { name: 'Average', look: 'area', colour: 1, values: starts.map((at) => found.get(at)?.average ?? 0) },
      { name: 'Peak', look: 'line', colour: 2, values: starts.map((at) => found.get(at)?.peak ?? 0) },
    ],
    say: (value) => `${format.oneDecimal(value)} ${value === 1 ? 'person' : 'people'}`,
    sayAxis: format.short,
  };
}

/** `minutes?by=day`, whose keys are days of the zone's calendar. */
export function minutesPlot(items: readonly Minutes[], window: Window, zone: string): Plot {
  const starts = bucketStarts(window, 'day', zone);
  const found = new Map(items.map((item) => [item.key.slice(0, 10), item]));
  return {
    ...timeAxis(starts, 'day', zone),
    series: [
      {
        name: 'Time in voice',
        look: 'bar',
        colour: 1,
        // Hours, so that the axis is divided by full ones.
        values: starts.map((at) => (found.get(dayOf(at, zone))?.minutes ?? 0) / 60),
      },
    ],
    say: (hours) => format.duration(hours === null ? null : hours * 3600),
    sayAxis: (hours) =>
      hours > 0 && hours < 1 ? format.duration(hours * 3600) : `${format.oneDecimal(hours)} h`,
  };
}

export type Period = 'day' | 'week' | 'month';

export function speakersPlot({ items }: Items<Speakers>, period: Period, zone: string): Plot {
  const starts = items.map(({ at }) => Date.parse(at));
  const name = (at: number) => {
    if (period === 'month') return format.time(at, zone, 'month');
    return `${period === 'week' ? 'Week of ' : ''}${format.time(at, zone, 'day')}`;
  };
  return {
    along: { day: 'Day', week: 'Week', month: 'Month' }[period],
    labels: starts.map(name),
    ticks:
      period === 'day'
        ? ticksOf(starts, 'day', zone)
        : starts.map((at) => format.time(at, zone, period === 'month' ? 'month' : 'dayMonth')),
    series: [
      { name: 'People who spoke', look: 'bar', colour: 1, values: items.map(({ speakers }) => speakers) },
    ],
    say: (value) => `${format.count(value)} ${value === 1 ? 'person' : 'people'}`,
    sayAxis: format.short,
  };
}

export function lengthsPlot({ items }: Lengths): Plot {
  const labels = items.map(({ fromSeconds, toSeconds }) =>
    toSeconds === null
      ? `${format.duration(fromSeconds)} or more`
      : `${format.duration(fromSeconds)} to ${format.duration(toSeconds)}`,
  );
  return {
    along: 'Length',
    labels,
    ticks: items.map(({ fromSeconds }) => format.duration(fromSeconds)),
    series: [{ name: 'Calls', look: 'bar', colour: 3, values: items.map(({ calls }) => calls) }],
    say: (value) => `${format.count(value)} ${value === 1 ? 'call' : 'calls'}`,
    sayAxis: format.short,
  };
}

export const measures = ['lossRatio', 'jitterMs', 'roundTripMs', 'bitrateBps', 'mos'] as const;
export type Measure = (typeof measures)[number];

interface Meaning {
  readonly name: string;
  /** What it is, for whoever is no engineer. */
  readonly hint: string;
  readonly say: (value: number | null) => string;
}

export const meanings: Readonly<Record<Measure, Meaning>> = {
  lossRatio: {
    name: 'Packet loss',
    hint: 'Sound that never arrived. Below 1 % nobody notices.',
    say: format.percent,
  },
  jitterMs: {
    name: 'Jitter',
    hint: 'How unevenly sound arrives. Below 30 ms is good.',
    say: format.milliseconds,
  },
  roundTripMs: {
    name: 'Round trip',
    hint: 'There and back. Above 300 ms people talk over each other.',
    say: format.milliseconds,
  },
  bitrateBps: { name: 'Bitrate', hint: 'How much sound comes in.', say: format.kilobits },
  mos: {
    name: 'MOS estimate',
    hint: 'Estimated opinion of listeners, from 1 (bad) to 4.4 (excellent).',
    say: format.score,
  },
};

/** `quality?by=hour`: an hour without samples is a gap and not a zero. */
export function qualityPlot(items: readonly Quality[], measure: Measure, window: Window, zone: string): Plot {
  const starts = bucketStarts(window, 'hour', zone);
  const found = new Map(items.map((item) => [Date.parse(item.key), item]));
  const values = (pick: (item: Quality) => number | null) =>
    starts.map((at) => {
      const item = found.get(at);
      return item === undefined ? null : pick(item);
    });
  const say = meanings[measure].say;
  if (measure === 'mos')
    return {
      ...timeAxis(starts, 'hour', zone),
      series: [
        { name: 'p50', look: 'area', colour: 1, values: values(({ mos }) => mos.p50) },
        { name: 'p05', look: 'dashed', colour: 2, values: values(({ mos }) => mos.p05) },
      ],
      say,
      sayAxis: say,
    };
  const percentile = (name: keyof Percentiles) => values((item) => item[measure][name]);
  return {
    ...timeAxis(starts, 'hour', zone),
    series: [
      { name: 'p50', look: 'area', colour: 1, values: percentile('p50') },
      { name: 'p95', look: 'line', colour: 2, values: percentile('p95') },
      { name: 'p99', look: 'dotted', colour: 4, values: percentile('p99') },
    ],
    say,
    sayAxis: say,
  };
}

export function heatPlot(items: readonly HeatCell[], show: 'joins' | 'minutes'): HeatPlot {
  const values = weekdays.map(() => Array.from({ length: 24 }, () => 0));
  for (const cell of items) {
    const row = values[cell.weekday - 1];
    if (row) row[cell.hour] = cell[show];
  }
  return {
    rows: weekdays,
    columns: Array.from({ length: 24 }, (_, hour) => `${String(hour).padStart(2, '0')}:00`),
    values,
    say: (value) =>
      show === 'minutes' ? format.minutes(value) : `${format.count(value)} ${value === 1 ? 'join' : 'joins'}`,
  };
}

function timeAxis(starts: readonly number[], bucket: Bucket, zone: string) {
  return {
    along: alongs[bucket],
    labels: starts.map((at) => format.bucketName(at, bucket, zone)),
    ticks: ticksOf(starts, bucket, zone),
  };
}
