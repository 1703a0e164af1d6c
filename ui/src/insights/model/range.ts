/** Which time a page speaks of: what was chosen, and the moments it means now. */
import { addDays, dayOf, HOUR_MS, offsetAt, startOfDay, type Day } from '../../zone';
import { isDay } from './zone';

export const presets = ['today', 'yesterday', '7d', '30d', '90d', 'month'] as const;
export type Preset = (typeof presets)[number];
/** Both days are part of it. */
export interface Days {
  readonly from: Day;
  readonly to: Day;
}
export type Range = Preset | Days;

export const presetNames: Readonly<Record<Preset, string>> = {
  today: 'Today',
  yesterday: 'Yesterday',
  '7d': 'Last 7 days',
  '30d': 'Last 30 days',
  '90d': 'Last 90 days',
  month: 'This month',
};

/** [from, to) in ms since 1970. */
export interface Window {
  readonly from: number;
  readonly to: number;
  /** When its last day is over: what is read page by page keeps this end, while `to` moves with the clock. */
  readonly end: number;
  /** It reaches to now, and so its figures still move. */
  readonly live: boolean;
}

export const DEFAULT_RANGE: Preset = '7d';
/** The server answers no longer questions. */
export const MAX_DAYS = 366;

export function daysOf(range: Range, zone: string, now: number): Days {
  if (typeof range !== 'string') return range;
  const today = dayOf(now, zone);
  switch (range) {
    case 'today':
      return { from: today, to: today };
    case 'yesterday':
      return { from: addDays(today, -1), to: addDays(today, -1) };
    case '7d':
      return { from: addDays(today, -6), to: today };
    case '30d':
      return { from: addDays(today, -29), to: today };
    case '90d':
      return { from: addDays(today, -89), to: today };
    case 'month':
      return { from: `${today.slice(0, 8)}01`, to: today };
  }
}

/**
 * A range that holds now ends now: compared with a period before, hours that are still to come would count as silent ones. Whole
 * minutes, so that one question is asked once a minute and not anew at every look.
 */
export function windowOf(range: Range, zone: string, now: number): Window {
  const days = daysOf(range, zone, now);
  const from = startOfDay(days.from, zone);
  const end = startOfDay(addDays(days.to, 1), zone);
  const nextMinute = (Math.floor(now / 60_000) + 1) * 60_000;
  const live = from <= now && now < end;
  return { from, to: live ? Math.min(nextMinute, end) : end, end, live };
}

/** Why these days cannot be asked for; null if they can. */
export function problemOf({ from, to }: Days): string | null {
  if (!isDay(from) || !isDay(to)) return 'Choose both days.';
  if (from > to) return 'The first day comes after the last.';
  if (addDays(from, MAX_DAYS) <= to) return `At most ${MAX_DAYS} days can be shown at once.`;
  return null;
}

/** The window of the same length that ends where this one begins, in words. */
export function beforeName(range: Range, { from, to }: Window): string {
  if (range === 'today') return 'hours before';
  const days = Math.max(1, Math.round((to - from) / (24 * HOUR_MS)));
  return days === 1 ? 'day before' : `${days} days before`;
}

/** Longer windows are not answered hour by hour. */
export const MAX_HOURLY_DAYS = 92;

export const isHourly = ({ from, to }: Window): boolean => to - from <= MAX_HOURLY_DAYS * 24 * HOUR_MS;

export type Bucket = 'minute' | 'hour' | 'day';

/** Fine enough to see an evening, and never more points than a screen has. */
export function bucketOf({ from, to }: Window): Bucket {
  if (to - from <= 12 * HOUR_MS) return 'minute';
  return to - from <= 31 * 24 * HOUR_MS + HOUR_MS ? 'hour' : 'day';
}

/** The beginnings of all buckets that touch the window, empty ones too. */
export function bucketStarts(
  { from, to }: Pick<Window, 'from' | 'to'>,
  bucket: Bucket,
  zone: string,
): number[] {
  const starts: number[] = [];
  if (bucket === 'day') {
    for (let day = dayOf(from, zone); startOfDay(day, zone) < to; day = addDays(day, 1))
      starts.push(startOfDay(day, zone));
    return starts;
  }
  const step = bucket === 'hour' ? HOUR_MS : 60_000;
  const offset = offsetAt(from, zone);
  for (let at = Math.floor((from + offset) / step) * step - offset; at < to; at += step) starts.push(at);
  return starts;
}
