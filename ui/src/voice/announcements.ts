import { sameChannel, type Call } from '../presence/call';
import type { Participant } from '../protocol/frames';
import { comings } from './comings';

/** The person's call, and who is in its channel; null while that is not known. */
export interface Moment {
  readonly call: Call | null;
  readonly people: readonly Participant[] | null;
}

/** A sentence for screen readers and the sound that goes with it. */
export interface Announcement {
  readonly text: string;
  readonly sound: 'join' | 'leave';
}

/**
 * What is to be told of the comings and goings between two moments: others', while one is there to meet them, and one's own. A
 * seat that was lost and came back is the same stay, one's own and another's alike: of that nothing is told.
 */
export function announcements(
  before: Moment,
  after: Moment,
  selfId: string,
  nameOf: (channel: Call) => string,
): Announcement[] {
  const now = after.call;
  const stays = isStay(before.call) && isStay(now) && sameChannel(before.call, now);
  if (isStay(before.call) && !isOn(now)) return [{ text: 'You left the call', sound: 'leave' }];
  if (now?.phase !== 'in') return [];
  if (!stays) return [{ text: `You are in ${nameOf(now)}`, sound: 'join' }];
  if (before.call.phase !== 'in' || !before.people || !after.people) return [];
  const { came, went } = comings(before.people, after.people);
  return [
    ...others(came, selfId).map((name) => ({ text: `${name} joined`, sound: 'join' }) as const),
    ...others(went, selfId).map((name) => ({ text: `${name} left`, sound: 'leave' }) as const),
  ];
}

/** In a channel, also while the seat there is being restored. */
function isStay(call: Call | null): call is Call {
  return call?.phase === 'in' || call?.phase === 'rejoining';
}

/** The person wants to be in a call. */
function isOn(call: Call | null): boolean {
  return call !== null && call.phase !== 'leaving';
}

function others(people: readonly Participant[], selfId: string): string[] {
  return people.filter((person) => person.userId !== selfId).map((person) => person.username);
}
