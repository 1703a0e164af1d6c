/** What the clocks of a time zone show. A day of 23 or 25 hours is a day like any other, and in some zones it begins at 01:00. */

/** A day of the calendar, as 2026-11-25; days compare as text. */
export type Day = string;

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

export const browserZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** False for names that this browser does not know; they may come from the address bar. */
export function isZone(name: string): boolean {
  try {
    formatter(name);
    return true;
  } catch {
    return false;
  }
}

/** As 2026-11-25T14:05:07. */
export function wallClock(at: number, zone: string): string {
  return new Date(at + offsetAt(at, zone)).toISOString().slice(0, 19);
}

/** The day on which the moment lies. */
export function dayOf(at: number, zone: string): Day {
  return wallClock(at, zone).slice(0, 10);
}

export function addDays(day: Day, days: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** The first moment of the day, also where its midnight is skipped or comes twice. */
export function startOfDay(day: Day, zone: string): number {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  const candidates = [midnight - DAY_MS, midnight + DAY_MS].map((near) => midnight - offsetAt(near, zone));
  const within = candidates.filter((at) => dayOf(at, zone) === day);
  return within.length > 0 ? Math.min(...within) : midnight - offsetAt(midnight, zone);
}

/** How far the zone's clocks are ahead of UTC at this moment, in ms. */
export function offsetAt(at: number, zone: string): number {
  const part: Record<string, number> = {};
  for (const { type, value } of formatter(zone).formatToParts(at)) part[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000;
}

/** As people know it: `Europe/Berlin (UTC+1)`. */
export function zoneName(zone: string, at: number): string {
  const name = zone.replaceAll('_', ' ');
  const minutes = Math.round(offsetAt(at, zone) / 60_000);
  if (minutes === 0) return zone === 'UTC' ? 'UTC' : `${name} (UTC)`;
  const hours = Math.floor(Math.abs(minutes) / 60);
  const rest = Math.abs(minutes) % 60;
  return `${name} (UTC${minutes < 0 ? '−' : '+'}${hours}${rest === 0 ? '' : `:${String(rest).padStart(2, '0')}`})`;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formatters.set(timeZone, made);
  return made;
}
