/**
 * Days and times of day as they are in a time zone. A day has 23, 24 or 25 hours, and in some zones it does not begin at 00:00,
 * so its bounds are looked for and never reckoned from the offset.
 */
export interface Span {
  /** Milliseconds since the epoch, inclusive. */
  readonly from: number;
  /** Milliseconds since the epoch, exclusive. */
  readonly to: number;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** No zone is further from UTC than that. */
const FURTHEST_MS = 15 * HOUR_MS;

export const localZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** False for names that this browser does not know; they may come from the address bar. */
export function isZone(name: string): boolean {
  try {
    formatter(name);
    return true;
  } catch {
    return false;
  }
}

/** The day, as `2026-11-25`, on which the moment lies. */
export function dayOf(at: number, zone: string): string {
  return wallClock(at, zone).slice(0, 10);
}

/** The time of day, as `14:05:07`. */
export function timeOf(at: number, zone: string): string {
  return wallClock(at, zone).slice(11, 19);
}

/** From the first moment of the day to the first one of the next. */
export function daySpan(day: string, zone: string): Span {
  return { from: beginOf(day, zone), to: beginOf(nextDay(day, 1), zone) };
}

export function nextDay(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
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

/** How far the zone's clocks are ahead of UTC at that moment, in milliseconds. */
export function offsetAt(at: number, zone: string): number {
  return Date.parse(`${wallClock(at, zone)}Z`) - Math.floor(at / 1000) * 1000;
}

function beginOf(day: string, zone: string): number {
  const middle = Date.parse(`${day}T00:00:00Z`);
  let before = middle - FURTHEST_MS;
  let first = middle + FURTHEST_MS;
  while (first - before > 1) {
    const half = Math.floor((before + first) / 2);
    if (dayOf(half, zone) >= day) first = half;
    else before = half;
  }
  return first;
}

/** What the zone's clocks show, as `2026-11-25T14:05:07`. */
function wallClock(at: number, zone: string): string {
  const part = Object.fromEntries(
    formatter(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  return `${part['year']}-${part['month']}-${part['day']}T${part['hour']}:${part['minute']}:${part['second']}`;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(timeZone: string): Intl.DateTimeFormat {
  let known = formatters.get(timeZone);
  if (!known) {
    known = new Intl.DateTimeFormat('en-CA', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    formatters.set(timeZone, known);
  }
  return known;
}
