/**
 * The twin of the server's view: who is in which channel of one guild, built from a snapshot and the changes after it.
 *
 * The handoff, as in the gateway's GuildFeed. Every frame says which stretch of the guild's versions it covers. A snapshot holds
 * everything below its version and replaces what was known, epoch included. Changes cover `from` (inclusive) to `version`
 * (exclusive): they apply if they begin at or before our version and end after it. If they end at or before it we have seen them;
 * if they begin after it something is missing, and only the server can tell what: that is a hole, and the client subscribes again
 * with the epoch and version it has. Values are whole, so a change that arrives in two frames is harmless.
 */
import type {
  Change,
  Changes,
  Channels,
  Join,
  Move,
  Participant,
  StateChange,
  UserList,
} from '../protocol/frames';

export interface GuildView {
  readonly guildId: string;
  readonly epoch: string;
  readonly version: number;
  /** Channels that nobody is in are absent. */
  readonly channels: Channels;
}

/** A snapshot replaces everything, never partially. */
export function fromSnapshot(frame: UserList): GuildView {
  const occupied = Object.entries(frame.channels).filter(([, people]) => people.length > 0);
  return {
    guildId: frame.guildId,
    epoch: frame.epoch,
    version: frame.version,
    channels: Object.fromEntries(occupied),
  };
}

/** Applies one frame. The same view comes back if the frame holds nothing new. */
export function apply(view: GuildView, frame: Changes): GuildView | 'hole' {
  if (frame.guildId !== view.guildId) return view;
  if (frame.from > view.version) return 'hole';
  if (frame.version <= view.version) return view;
  return {
    ...view,
    version: frame.version,
    channels: frame.changes.reduce(applyChange, view.channels),
  };
}

export function applyChange(channels: Channels, change: Change): Channels {
  switch (change.type) {
    case 'voice:join':
      return put(channels, change.channelId, rowOf(change));
    case 'voice:move':
      return put(without(channels, change.fromChannelId, change.userId), change.channelId, rowOf(change));
    case 'voice:leave':
      return without(channels, change.channelId, change.userId);
    case 'voice:state':
      return update(channels, change.channelId, change.userId, changedFields(change));
    case 'voice:speaking':
      return update(channels, change.channelId, change.userId, { speaking: change.speaking });
    default:
      // A newer server's change, that this client cannot know: the compiler has checked the ones it can.
      change satisfies never;
      return channels;
  }
}

export interface Seat {
  readonly channelId: string;
  readonly participant: Participant;
}

/** Where a user sits: a user is in at most one channel of a guild. */
export function seatOf(view: GuildView | null, userId: string): Seat | null {
  for (const [channelId, people] of Object.entries(view?.channels ?? {})) {
    const participant = people.find((person) => person.userId === userId);
    if (participant) return { channelId, participant };
  }
  return null;
}

/** The whole row that a join or a move carries. */
function rowOf(change: Join | Move): Participant {
  const row = Object.fromEntries(rowFields.map((field) => [field, change[field]]));
  return row as unknown as Participant;
}

const stateFields = [
  'sessionId',
  'username',
  'avatarUrl',
  'muted',
  'deafened',
  'serverMuted',
  'serverDeafened',
  'speaking',
  'camera',
  'screen',
  'joinedAt',
  'connection',
  'audio',
] as const satisfies readonly (keyof Participant)[];
const rowFields = ['userId', ...stateFields] as const;

function changedFields(change: StateChange): Partial<Participant> {
  return Object.fromEntries(stateFields.filter((f) => f in change).map((f) => [f, change[f]]));
}

/** Own members only: `__proto__` is a legal channel id. */
export function peopleIn(channels: Channels, channelId: string): readonly Participant[] {
  return (Object.hasOwn(channels, channelId) ? channels[channelId] : undefined) ?? [];
}

function put(channels: Channels, channelId: string, person: Participant): Channels {
  const people = peopleIn(channels, channelId);
  const at = people.findIndex((p) => p.userId === person.userId);
  return { ...channels, [channelId]: at < 0 ? [...people, person] : people.with(at, person) };
}

function update(
  channels: Channels,
  channelId: string,
  userId: string,
  fields: Partial<Participant>,
): Channels {
  const person = peopleIn(channels, channelId).find((p) => p.userId === userId);
  return person ? put(channels, channelId, { ...person, ...fields }) : channels;
}

function without(channels: Channels, channelId: string, userId: string): Channels {
  const people = peopleIn(channels, channelId);
  if (!people.some((p) => p.userId === userId)) return channels;
  const rest = people.filter((p) => p.userId !== userId);
  if (rest.length > 0) return { ...channels, [channelId]: rest };
  return Object.fromEntries(Object.entries(channels).filter(([id]) => id !== channelId));
}
