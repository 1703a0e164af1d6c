import type { Participant } from '../protocol/frames';
import type { Call } from '../presence/call';
import type { GuildView } from '../presence/presence';

/** The document's client state: one entry per channel that somebody is in. */
export interface ChannelVoice {
  readonly isJoinedBySelf: boolean;
  readonly participants: readonly (Participant & { readonly isSelf: boolean })[];
}
export type Person = ChannelVoice['participants'][number];
export type VoiceState = Readonly<Record<string, ChannelVoice>>;

/** People stand in the order in which they came, in every browser alike. */
const byArrival = (a: Participant, b: Participant) =>
  inOrder(a.joinedAt, b.joinedAt) || inOrder(a.userId, b.userId);

// As the server orders them, and a tenth of what comparing by a language costs.
const inOrder = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

export function voiceStateOf(view: GuildView | undefined, selfId: string, call: Call | null): VoiceState {
  return Object.fromEntries(
    Object.entries(view?.channels ?? {}).map(([channelId, people]) => [
      channelId,
      {
        isJoinedBySelf:
          call?.phase === 'in' && call.guildId === view?.guildId && call.channelId === channelId,
        participants: inOrderOfArrival(people, selfId),
      },
    ]),
  );
}

export function inOrderOfArrival(people: readonly Participant[], selfId: string): Person[] {
  return [...people].sort(byArrival).map((person) => withSelf(person, person.userId === selfId));
}

/** The same object for the same row, so that a change to one person renders one person. */
const known = new WeakMap<Participant, Person>();

function withSelf(row: Participant, isSelf: boolean): Person {
  const person = known.get(row) ?? { ...row, isSelf };
  known.set(row, person);
  return person;
}
