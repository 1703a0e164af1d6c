/** The arithmetic of the time slider: which span it shows, where a moment lies on it, and how far a key moves it. */
import { dayOf } from '../zone';
import { daySpan, type Span } from './zone';

export type Zoom = 'day' | 'hour';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** The day of the moment, or the hour of that day: hours are counted from the day's beginning. */
export function spanOf(at: number, zoom: Zoom, zone: string): Span {
  const day = daySpan(dayOf(at, zone), zone);
  if (zoom === 'day') return day;
  const from = day.from + Math.floor((at - day.from) / HOUR_MS) * HOUR_MS;
  return { from, to: Math.min(from + HOUR_MS, day.to) };
}

/** 0 at the span's beginning, 1 at its end. */
export function fractionOf(at: number, { from, to }: Span): number {
  return clamp((at - from) / (to - from), 0, 1);
}

/** The last millisecond still belongs to the span, so that the slider's end does not turn the page. */
export function momentAt(fraction: number, { from, to }: Span): number {
  return Math.min(Math.round(from + clamp(fraction, 0, 1) * (to - from)), to - 1);
}

export function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(value, high));
}

/** Where a key takes the slider; null for keys that are not its own. */
export function moved(key: string, at: number, span: Span, zoom: Zoom): number | null {
  const [small, large] = zoom === 'day' ? [MINUTE_MS, HOUR_MS] : [1_000, MINUTE_MS];
  switch (key) {
    case 'ArrowRight':
    case 'ArrowUp':
      return at + small;
    case 'ArrowLeft':
    case 'ArrowDown':
      return at - small;
    case 'PageUp':
      return at + large;
    case 'PageDown':
      return at - large;
    case 'Home':
      return span.from;
    case 'End':
      return span.to - 1;
    default:
      return null;
  }
}

/** Five minutes of a day and fifteen seconds of an hour each have a bar. */
export function bucketsOf({ from, to }: Span, zoom: Zoom): number {
  return Math.max(1, Math.round((to - from) / (zoom === 'day' ? 5 * MINUTE_MS : 15_000)));
}

/** The marks under the slider: every third hour of a day, every ten minutes of an hour. */
export function ticksOf({ from, to }: Span, zoom: Zoom): number[] {
  const step = zoom === 'day' ? 3 * HOUR_MS : 10 * MINUTE_MS;
  const count = Math.ceil((to - from) / step);
  return Array.from({ length: count }, (_, i) => from + i * step);
}

/** Small bars must be seen beside large ones, so the height is the root of the share. */
export function heightOf(count: number, most: number): number {
  return count === 0 || most === 0 ? 0 : Math.max(0.06, Math.sqrt(count / most));
}
