/** The first try comes within a second: a lease of 30 s leaves room for several more. */
const FIRST_MS = 1_000;
const LONGEST_MS = 15_000;
const SHORTEST_MS = 100;

/** Full jitter, so that everyone whom one gateway loses does not return in the same second. `random` is in [0, 1). */
export function backoffMs(attempt: number, random: number): number {
  const ceiling = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempt, 10));
  return Math.round(SHORTEST_MS + random * (ceiling - SHORTEST_MS));
}
