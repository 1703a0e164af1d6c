/** Spans of days, and times of day as they are typed and shown. */
import { addDays, DAY_MS, offsetAt, startOfDay, wallClock } from '../zone';

export interface Span {
  /** Milliseconds since the epoch, inclusive. */
  readonly from: number;
  /** Milliseconds since the epoch, exclusive. */
  readonly to: number;
}

/** The time of day, as `14:05:07`. */
export function timeOf(at: number, zone: string): string {
  return wallClock(at, zone).slice(11, 19);
}

/** From the first moment of the day to the first one of the next. */
export function daySpan(day: string, zone: string): Span {
  return { from: startOfDay(day, zone), to: startOfDay(addDays(day, 1), zone) };
}

/**
 * When the clocks of that zone showed this. Of a time that comes twice the first one is meant, and of one that was left out the
 * moment as long after the change.
 */
export function instantOf(day: string, time: string, zone: string): number {
  const asUtc = Date.parse(`${day}T${time.length === 5 ? `${time}:00` : time}Z`);
  const before = asUtc - offsetAt(asUtc - DAY_MS, zone);
  if (wallClock(before, zone) === new Date(asUtc).toISOString().slice(0, 19)) return before;
  const after = asUtc - offsetAt(asUtc + DAY_MS, zone);
  return wallClock(after, zone) === new Date(asUtc).toISOString().slice(0, 19) ? after : before;
}

/** What somebody typed as a time of day, as `14:05:07`; null if it is none. */
export function timeTyped(text: string): string | null {
  const [, hour = '', minute = '', second = '00'] =
    /^\s*(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?\s*$/.exec(text) ?? [];
  if (hour === '' || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  return `${hour.padStart(2, '0')}:${minute}:${second}`;
}
