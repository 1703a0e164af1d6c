/** The seat of our session, as the views show it: where it is, and why it went. */
import type { LeaveReason } from '../protocol/frames';
import type { Channel } from './call';
import type { OwnSession } from './OwnSession';
import { seatOf, type GuildView, type Seat } from './presence';

export interface OwnSeatParts {
  userId: string;
  session: Pick<OwnSession, 'now' | 'ready'>;
  /** The view of a guild, if it has caught up on the socket that is open now. */
  liveView(guildId: string): GuildView | null;
}

export class OwnSeat {
  /** Where our session was last seen seated, until that seat is known to be gone. */
  at: Channel | null;
  private lastGuild: string | null;
  private lastLeave: LeaveReason | null = null;
  /** A session whose seat is no longer ours to leave: it was replaced, or the server does not know it. */
  private abandoned: string | null = null;

  constructor(
    private readonly parts: OwnSeatParts,
    saved: Channel | null,
  ) {
    this.at = saved;
    this.lastGuild = saved?.guildId ?? null;
  }

  /** The person asks for a seat in this guild. It may be seen there only when they have thought better of it. */
  askedIn(guildId: string): void {
    this.lastGuild = guildId;
    this.abandoned = null;
  }

  /** Whether who sits in this guild is known as of now. */
  isKnownIn(guildId: string): boolean {
    return this.viewOf(guildId) !== null;
  }

  /** On the way from one guild to another our seat is still in the first, and so it stays if the join there is refused. */
  find(wanted: Channel | null): (Seat & Channel) | null {
    for (const guildId of [wanted?.guildId, this.at?.guildId, this.lastGuild]) {
      const seat = guildId ? this.seatIn(guildId) : null;
      if (guildId && seat?.participant.sessionId === this.sessionId) return { guildId, ...seat };
    }
    return null;
  }

  get mayBeLeft(): boolean {
    return this.abandoned !== this.sessionId;
  }

  /** Told before the view shows it. */
  userLeft(userId: string, reason: LeaveReason): void {
    if (userId === this.parts.userId) this.lastLeave = reason;
  }

  /** It is where we want it: why an earlier one went does not matter any more. */
  settled(): void {
    this.lastLeave = null;
  }

  /** It was here and is not seen any more. `taken`: another session of the same person has it; null: nobody said why. */
  gone({ guildId }: Channel): LeaveReason | 'taken' | null {
    const why = this.seatIn(guildId) ? 'taken' : this.lastLeave;
    this.forget();
    return why;
  }

  forget(): void {
    this.at = this.lastLeave = null;
  }

  abandon(): void {
    this.at = null;
    this.abandoned = this.sessionId;
  }

  private get sessionId(): string | null {
    return this.parts.session.now?.id ?? null;
  }

  private seatIn(guildId: string): Seat | null {
    return seatOf(this.viewOf(guildId), this.parts.userId);
  }

  /** Until our session is settled on a new socket nobody can say which seat is ours. */
  private viewOf(guildId: string): GuildView | null {
    return this.parts.session.ready ? this.parts.liveView(guildId) : null;
  }
}
