/** Days and zones as people choose them. */
import { offsetAt } from '../../zone';

/** Whether the text is a day of the calendar: 2026-02-30 is none. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const at = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
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

/** Every zone the browser knows, the person's own and UTC first. */
export function zones(own: string): string[] {
  return [...new Set([own, 'UTC', ...Intl.supportedValuesOf('timeZone')])];
}
