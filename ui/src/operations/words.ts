/** Moments, lengths and places of the past in words. English throughout, as the whole page is. */
import { dayOf } from '../zone';

const long: Intl.DateTimeFormatOptions = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' };

/** `Wednesday 25 November 2026`. */
export function dayInWords(at: number, timeZone: string): string {
  return format(timeZone, long).format(at).replace(',', '');
}

/** `14:05:07`; with `.123` where two events of one second must be told apart. */
export function timeInWords(at: number, timeZone: string, { millis = false } = {}): string {
  const seconds: Intl.DateTimeFormatOptions = {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  };
  return format(timeZone, millis ? { ...seconds, fractionalSecondDigits: 3 } : seconds).format(at);
}

/** `14:05`, for the marks of the slider. */
export function hourInWords(at: number, timeZone: string): string {
  return format(timeZone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at);
}

/** `Wednesday 25 November 2026, 14:05:07`. */
export function momentInWords(at: number, timeZone: string): string {
  return `${dayInWords(at, timeZone)}, ${timeInWords(at, timeZone)}`;
}

/** The time alone if it was on the day that is shown, else the day too: for entries beside a slider. */
export function shortMoment(at: number, timeZone: string, day: string): string {
  const time = timeInWords(at, timeZone);
  if (dayOf(at, timeZone) === day) return time;
  return `${format(timeZone, { day: 'numeric', month: 'short', year: 'numeric' }).format(at)}, ${time}`;
}

/** `1 h 5 min`, `12 min`, `48 s`: the two largest units that say something. */
export function lengthInWords(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  const parts: [number, string][] = [
    [Math.floor(seconds / 86_400), 'd'],
    [Math.floor((seconds % 86_400) / 3600), 'h'],
    [Math.floor((seconds % 3600) / 60), 'min'],
    [seconds % 60, 's'],
  ];
  const first = parts.findIndex(([count]) => count > 0);
  if (first < 0) return '0 s';
  return parts
    .slice(first, first === 2 && seconds >= 600 ? 3 : first + 2)
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(' ');
}

/** `just now`, `12 s ago`. */
export function agoInWords(at: number, now: number): string {
  return now - at < 2_000 ? 'just now' : `${lengthInWords(now - at)} ago`;
}

/** `nobody`, `1 person`, `3 people`. */
export function peopleInWords(count: number): string {
  return count === 0 ? 'nobody' : counted(count, 'person', 'people');
}

export function counted(count: number, one: string, many: string): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function format(timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${timeZone} ${JSON.stringify(options)}`;
  const known = formats.get(key) ?? new Intl.DateTimeFormat('en-GB', { ...options, timeZone });
  formats.set(key, known);
  return known;
}
