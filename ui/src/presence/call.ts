import type { LeaveReason } from '../protocol/frames';

/** The person's place in a call, as PresenceClient tells it. */
export interface Channel {
  readonly guildId: string;
  readonly channelId: string;
}

export function sameChannel(one: Channel, other: Channel | null): boolean {
  return one.guildId === other?.guildId && one.channelId === other.channelId;
}

export type CallPhase = 'joining' | 'in' | 'rejoining' | 'leaving';
export interface Call extends Channel {
  readonly phase: CallPhase;
}

/** A call that ended without the person's doing, and the sentence that says why. It stays until they act. */
export interface Ended extends Channel {
  readonly why: 'replaced' | 'removed' | 'closed' | 'hidden' | 'refused';
  readonly message: string;
}

export interface OwnAudio {
  readonly muted: boolean;
  readonly deafened: boolean;
}

/** What a page leaves behind so that its successor after a reload can take the session over. */
export interface SavedSession extends Channel {
  readonly sessionId: string;
  readonly secret: string;
}

export interface Notice {
  readonly code: string;
  readonly message: string;
}

/** What a departure that the person did not ask for means to them. An expiry means a rejoin instead. */
export const departures: Readonly<Record<Exclude<LeaveReason, 'expired'>, [Ended['why'], string]>> = {
  left: ['removed', 'You left the call from somewhere else.'],
  removed: ['removed', 'You were removed from this channel.'],
  closed: ['closed', 'This channel was closed.'],
  hidden: ['hidden', 'You can no longer see this channel.'],
  'moved-hidden': ['hidden', 'You were moved to a channel that you cannot see.'],
};
