import type { SavedSession } from '../presence/call';

/**
 * A page that is reloaded in a call leaves its session to its successor, which takes it over while the lease runs. It is written
 * only as the page goes and taken away as the next one comes, so that a duplicated tab finds nothing to take.
 */
const KEY = 'earshot.call';
/** Twice the lease. Whoever comes back later than that has left, and must not find their microphone open. */
const FRESH_MS = 60_000;

export function leaveBehind(session: SavedSession | null, now: number): void {
  if (session) sessionStorage.setItem(KEY, JSON.stringify({ session, at: now }));
}

export function takeUp(now: number): SavedSession | null {
  const text = sessionStorage.getItem(KEY);
  sessionStorage.removeItem(KEY);
  if (text === null) return null;
  const { session, at } = JSON.parse(text) as { session: SavedSession; at: number };
  return now - at < FRESH_MS ? session : null;
}
