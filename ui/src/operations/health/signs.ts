/** How old a sign of life is, and what that means. Both times are the server's, so this browser's clock does not matter. */
export type Life = 'fresh' | 'late' | 'silent';

/** A client's heartbeat is due after 15 s, and its lease ends after 30. */
const SESSION_MS = { late: 20_000, silent: 30_000 };
/** A gateway ticks every second, and is lost after three. */
const GATEWAY_MS = { late: 2_000, silent: 3_000 };

export const lifeOfSession = (ageMs: number) => life(ageMs, SESSION_MS);
export const lifeOfGateway = (ageMs: number) => life(ageMs, GATEWAY_MS);

function life(ageMs: number, { late, silent }: { late: number; silent: number }): Life {
  if (ageMs >= silent) return 'silent';
  return ageMs >= late ? 'late' : 'fresh';
}

/** The age now, of what was so old when the server answered. */
export function ageOf(lastHeard: string, answeredAt: string, sinceAnswerMs: number): number {
  return Math.max(0, Date.parse(answeredAt) - Date.parse(lastHeard) + Math.max(0, sinceAnswerMs));
}
