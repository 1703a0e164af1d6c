/** Days, and where they begin, in any time zone. A day of 23 or 25 hours is a day like any other. */

/** A day of the calendar, as 2026-11-25; days compare as text. */
export type Day = string;

export const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const formats = new Map<string, Intl.DateTimeFormat>();

function wallClock(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formats.set(zone, made);
  return made;
}

/** How far the zone's clocks are ahead of UTC at this moment, in ms. */
export function offsetMs(at: number, zone: string): number {
  const part: Record<string, number> = {};
  for (const { type, value } of wallClock(zone).formatToParts(at)) part[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000;
}

export function dayIn(zone: string, at: number): Day {
  return new Date(at + offsetMs(at, zone)).toISOString().slice(0, 10);
}

export function addDays(day: Day, days: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** The first moment of the day, also where its midnight is skipped or comes twice. */
export function startOfDay(day: Day, zone: string): number {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  const candidates = [midnight - DAY_MS, midnight + DAY_MS].map((near) => midnight - offsetMs(near, zone));
  const within = candidates.filter((at) => dayIn(zone, at) === day);
  return within.length > 0 ? Math.min(...within) : midnight - offsetMs(midnight, zone);
}

/** Whether the text is a day of the calendar: 2026-02-30 is none. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const at = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

export function isZone(text: string): boolean {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: text });
    return true;
  } catch {
    return false;
  }
}

export const browserZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** As people know it: `Europe/Berlin (UTC+1)`. */
export function zoneName(zone: string, at: number): string {
  const name = zone.replaceAll('_', ' ');
  const minutes = Math.round(offsetMs(at, zone) / 60_000);
  if (minutes === 0) return zone === 'UTC' ? 'UTC' : `${name} (UTC)`;
  const hours = Math.floor(Math.abs(minutes) / 60);
  const rest = Math.abs(minutes) % 60;
  return `${name} (UTC${minutes < 0 ? '−' : '+'}${hours}${rest === 0 ? '' : `:${String(rest).padStart(2, '0')}`})`;
}

/** Every zone the browser knows, the person's own and UTC first. */
export function zones(own: string): string[] {
  return [...new Set([own, 'UTC', ...Intl.supportedValuesOf('timeZone')])];
}
