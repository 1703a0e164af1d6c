/** Figures as people read them. What is unknown is a dash, never a zero. */
import type { Bucket, Window } from './range';
import { HOUR_MS, dayOf } from '../../zone';

const LOCALE = 'en-GB';
export const UNKNOWN = '–';

const whole = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 0 });
const oneDigit = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 1 });
const compact = new Intl.NumberFormat(LOCALE, { notation: 'compact', maximumFractionDigits: 1 });

type Figure = number | null | undefined;
const known = (value: Figure): value is number =>
  value !== null && value !== undefined && !Number.isNaN(value);

export const count = (value: Figure) => (known(value) ? whole.format(value) : UNKNOWN);
export const short = (value: Figure) => (known(value) ? compact.format(value) : UNKNOWN);
export const oneDecimal = (value: Figure) => (known(value) ? oneDigit.format(value) : UNKNOWN);
/** An opinion from 1 to 5, always with its digit: 4.0. */
export const score = (value: Figure) => (known(value) ? value.toFixed(1) : UNKNOWN);
export const milliseconds = (value: Figure) => (known(value) ? `${oneDigit.format(value)} ms` : UNKNOWN);
export const kilobits = (bitsPerSecond: Figure) =>
  known(bitsPerSecond) ? `${oneDigit.format(bitsPerSecond / 1000)} kbit/s` : UNKNOWN;

/** Of a share from 0 to 1; small ones keep a digit that is not 0. */
export function percent(share: Figure): string {
  if (!known(share)) return UNKNOWN;
  const digits = share !== 0 && share < 0.01 ? 2 : share < 0.1 ? 1 : 0;
  return `${new Intl.NumberFormat(LOCALE, { maximumFractionDigits: digits }).format(share * 100)} %`;
}

/** The two largest units: `3 h 12 min`, `4 min 5 s`, `2 d 4 h`. */
export function duration(seconds: Figure): string {
  if (!known(seconds)) return UNKNOWN;
  let rest = Math.round(Math.max(0, seconds));
  if (rest >= 2 * 86_400) rest = Math.round(rest / HOUR_S) * HOUR_S;
  else if (rest >= HOUR_S) rest = Math.round(rest / 60) * 60;
  const parts = [
    [Math.floor(rest / 86_400), 'd'],
    [Math.floor((rest % 86_400) / HOUR_S), 'h'],
    [Math.floor((rest % HOUR_S) / 60), 'min'],
    [rest % 60, 's'],
  ] as const;
  const first = parts.findIndex(([amount]) => amount > 0);
  if (first < 0) return '0 s';
  return parts
    .slice(first, first + 2)
    .filter(([amount]) => amount > 0)
    .map(([amount, unit]) => `${whole.format(amount)} ${unit}`)
    .join(' ');
}
const HOUR_S = HOUR_MS / 1000;

export const minutes = (value: Figure) => (known(value) ? duration(value * 60) : UNKNOWN);

export function bytes(value: number): string {
  if (value < 1000) return `${value} B`;
  if (value < 1_000_000) return `${oneDigit.format(value / 1000)} kB`;
  return `${oneDigit.format(value / 1_000_000)} MB`;
}

export type Style = keyof typeof styles;
const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
const styles = {
  day: { weekday: 'short', day: 'numeric', month: 'short' },
  date: { day: 'numeric', month: 'short', year: 'numeric' },
  dayMonth: { day: 'numeric', month: 'short' },
  month: { month: 'short', year: 'numeric' },
  clock,
  moment: { day: 'numeric', month: 'short', ...clock },
  exact: { day: 'numeric', month: 'short', year: 'numeric', ...clock, second: '2-digit' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

const formats = new Map<string, Intl.DateTimeFormat>();

/** The moment by the zone's clocks. */
export function time(at: number | string | null, zone: string, style: Style = 'moment'): string {
  if (at === null) return UNKNOWN;
  const key = `${style} ${zone}`;
  const format = formats.get(key) ?? new Intl.DateTimeFormat(LOCALE, { ...styles[style], timeZone: zone });
  formats.set(key, format);
  return format.format(typeof at === 'string' ? Date.parse(at) : at);
}

/** What a bucket is called in a tooltip and a table. */
export function bucketName(at: number, bucket: Bucket, zone: string): string {
  return bucket === 'day' ? time(at, zone, 'day') : `${time(at, zone, 'day')}, ${time(at, zone, 'clock')}`;
}

/** A calendar's day, which is the same wherever one is. */
export const dayName = (day: string, style: Style = 'dayMonth') => time(`${day}T00:00:00Z`, 'UTC', style);

/** Both ends of a window, the last day included: `19 Nov 2026`, `19 Nov – 25 Nov 2026`. */
export function windowName({ from, to }: Window, zone: string): string {
  const [first, last] = [dayOf(from, zone), dayOf(to - 1, zone)];
  if (first === last) return dayName(last, 'date');
  return `${dayName(first, first.slice(0, 4) === last.slice(0, 4) ? 'dayMonth' : 'date')} – ${dayName(last, 'date')}`;
}

export interface Change {
  readonly text: string;
  readonly direction: 'up' | 'down' | 'same';
}

/** How a figure compares with the same figure of the period before; null if that one says nothing. */
export function changeSince(now: Figure, before: Figure): Change | null {
  if (!known(now) || !known(before)) return null;
  if (before === 0) return now === 0 ? { text: 'as before', direction: 'same' } : null;
  const share = (now - before) / before;
  if (Math.abs(share) < 0.005) return { text: 'as before', direction: 'same' };
  const direction = share > 0 ? 'up' : 'down';
  const text =
    share > 10 ? `${oneDigit.format(now / before)} times` : percent(Math.abs(Math.round(share * 100) / 100));
  return { text, direction };
}
