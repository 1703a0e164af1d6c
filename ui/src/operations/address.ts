/** What of the time machine stands in the address bar, so that a link shows another operator the same. */
import type { Zoom } from './timeline';
import { isZone } from '../zone';

export interface Place {
  readonly guild: string | null;
  /** Milliseconds since the epoch; null: now. */
  readonly at: number | null;
  readonly zone: string;
  readonly zoom: Zoom;
  /** The person whose trace is open. */
  readonly user: string | null;
  /** The channel whose events are shown, of all. */
  readonly channel: string | null;
  /** The moment that another one is compared with. */
  readonly mark: number | null;
}

/** What the address does not say, or says in a way that means nothing, is left to the defaults. */
export function placeOf(query: Readonly<Record<string, string>>, localZone: string): Place {
  const zone = query['tz'];
  return {
    guild: query['guild'] ?? null,
    at: momentIn(query['at']),
    zone: zone !== undefined && isZone(zone) ? zone : localZone,
    zoom: query['zoom'] === 'hour' ? 'hour' : 'day',
    user: query['user'] ?? null,
    channel: query['channel'] ?? null,
    mark: momentIn(query['mark']),
  };
}

export function momentIn(text: string | undefined): number | null {
  const at = text === undefined ? NaN : Date.parse(text);
  return Number.isNaN(at) ? null : at;
}

export const written = (at: number) => new Date(at).toISOString();
