/** The playhead's clock: values in, values out. Real time comes in, so a test moves it. */
export const speeds = [1, 10, 60, 600] as const;
export type Speed = (typeof speeds)[number];

export interface Playback {
  /** The moment at `since`, or for good while it stands: milliseconds since the epoch. */
  readonly at: number;
  /** Since when, in real time, it plays; null: it stands. */
  readonly since: number | null;
  readonly speed: Speed;
}

/** How often, in real time, a moment is asked for while it plays. */
const LOOK_MS = 200;

/** Where the playhead is. It cannot run into the future: nothing is written there yet. */
export function momentOf({ at, since, speed }: Playback, now: number): number {
  return Math.min(since === null ? at : at + (now - since) * speed, now);
}

export function play(playback: Playback, now: number): Playback {
  return { ...playback, at: momentOf(playback, now), since: now };
}

export function pause(playback: Playback, now: number): Playback {
  return { ...playback, at: momentOf(playback, now), since: null };
}

/** Goes there, and goes on playing if it played. */
export function seek(playback: Playback, at: number, now: number): Playback {
  return { ...playback, at: Math.min(at, now), since: playback.since === null ? null : now };
}

export function atSpeed(playback: Playback, speed: Speed, now: number): Playback {
  return { ...seek(playback, momentOf(playback, now), now), speed };
}

/** Faster than time it comes to the present, and has nothing more to play. */
export function hasArrived(playback: Playback, now: number): boolean {
  return playback.since !== null && playback.speed > 1 && momentOf(playback, now) >= now;
}

/**
 * The moment whose state is worth asking for. Standing, the very moment. Playing, the last one of a raster as wide as the speed,
 * so that each is asked once, found again in the cache, and the next ones can be fetched before they are due.
 */
export function lookedAt(playback: Playback, now: number): number {
  const at = momentOf(playback, now);
  return playback.since === null ? at : at - (at % (LOOK_MS * playback.speed));
}

/** The moments that will be looked at next. */
export function lookedAtNext(playback: Playback, now: number, count: number): number[] {
  if (playback.since === null) return [];
  const step = LOOK_MS * playback.speed;
  const first = lookedAt(playback, now);
  return Array.from({ length: count }, (_, i) => first + (i + 1) * step).filter((at) => at < now);
}
