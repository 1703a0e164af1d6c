/**
 * One person's stay: from what they want (a channel, or none) and what the guild's view shows (the seat of our session, or none),
 * `step` decides the one next command. It runs after everything that may have changed either, and holds back while a command is
 * on its way, so that fast clicks become one command after another and an unknown outcome corrects itself:
 *
 * - a seat that nobody wants is left (also one that appears unasked, after an error that told us nothing);
 * - a wanted channel without a seat is joined; if the seat was lost to an expiry, the join says which session it continues;
 * - a seat that moved without our asking was moved by a moderator: we follow;
 * - a seat taken by another session of the same person is theirs: `replaced`, and we do not come back by ourselves.
 *
 * Which session is ours, OwnSession knows; where it sits, OwnSeat; what is on its way, InFlight.
 */
import type { Hello, Refused } from '../protocol/frames';
import {
  departures,
  sameChannel,
  type Call,
  type Channel,
  type Ended,
  type Notice,
  type SavedSession,
} from './call';
import type { Commands, Failure } from './Commands';
import type { Clock } from './clock';
import { InFlight } from './InFlight';
import { OwnSeat, type OwnSeatParts } from './OwnSeat';
import { OwnSession } from './OwnSession';
import { OwnState } from './OwnState';
import type { Seat } from './presence';
import { isAbout, whyRefused } from './refusals';

export interface CallParts extends Omit<OwnSeatParts, 'session'> {
  clock: Clock;
  commands: Commands;
  changed(): void;
  tell(notice: Notice): void;
}

export class CallSession {
  readonly own: OwnState;
  readonly seat: OwnSeat;
  ended: Ended | null = null;
  private readonly session: OwnSession;
  private readonly flight: InFlight;
  private wanted: Channel | null = null;
  /** The person asked for `wanted` themselves and has not got it yet. */
  private asked = false;
  /** The session that a rejoin continues. */
  private continues: string | null = null;

  constructor(
    private readonly parts: CallParts,
    saved: SavedSession | null,
  ) {
    this.flight = new InFlight(parts.clock, parts.commands);
    this.own = new OwnState(parts.clock, parts.commands, (notice) => parts.tell(notice));
    const events = { resumed: () => this.look(), begun: (lost: string | null) => this.begun(lost) };
    const session = saved && { id: saved.sessionId, secret: saved.secret };
    this.session = new OwnSession(parts.clock, parts.commands, events, session);
    this.wanted = saved && { guildId: saved.guildId, channelId: saved.channelId };
    this.seat = new OwnSeat({ ...parts, session: this.session }, this.wanted);
  }

  get sessionId(): string | null {
    return this.session.now?.id ?? null;
  }

  get call(): Call | null {
    const { wanted, asked, seat } = this;
    if (!wanted) return seat.at && { ...seat.at, phase: 'leaving' };
    if (asked) return { ...wanted, phase: 'joining' };
    return { ...wanted, phase: this.session.ready && sameChannel(wanted, seat.at) ? 'in' : 'rejoining' };
  }

  get saved(): SavedSession | null {
    const { now } = this.session;
    return now && this.wanted && this.seat.at
      ? { ...this.wanted, sessionId: now.id, secret: now.secret }
      : null;
  }

  join(channel: Channel): void {
    this.wanted = channel;
    this.asked = true;
    this.continues = this.ended = null;
    this.seat.askedIn(channel.guildId);
    this.stepNow();
  }

  leave(): void {
    this.asked = false;
    this.wanted = this.continues = this.ended = null;
    this.stepNow();
  }

  /** A socket is open. */
  hello(hello: Hello): void {
    this.session.hello(hello, this.seat.at !== null);
  }

  lost(): void {
    this.session.lost();
    this.flight.end();
    this.own.pause();
    // A join may have reached the log before the socket went: its seat can be taken over as well.
    if (this.asked && this.session.now && this.wanted) this.seat.at ??= this.wanted;
    this.parts.changed();
  }

  /** The server has said stop: this page is out of the call until the person acts. */
  stopped(): void {
    this.lost();
    this.session.forget();
    this.wanted = this.seat.at = this.continues = null;
    this.asked = false;
    this.parts.changed();
  }

  refused(frame: Refused): void {
    this.flight.refused(frame);
    if (isAbout(frame, this.wanted)) this.giveUp(whyRefused(frame.code), frame.message);
    else this.step();
  }

  replaced({ guildId, channelId }: Channel): void {
    if (!this.wanted) return;
    this.wanted = { guildId, channelId };
    this.seat.abandon();
    this.giveUp('replaced', 'You joined from somewhere else, so this window left the call.');
  }

  /** A view changed: our seat may have come, moved or gone. */
  look(): void {
    const { at } = this.seat;
    const mine = this.seat.find(this.wanted);
    if (mine) this.seen(mine);
    else if (at && this.seat.isKnownIn(at.guildId)) this.unseen(at);
    this.step();
  }

  private seen({ participant, ...here }: Seat & Channel): void {
    if (this.flight.what === 'leave') return;
    this.seat.at = here;
    this.flight.seated(here);
    if (!this.wanted) return;
    if (sameChannel(here, this.wanted)) {
      this.asked = false;
      this.continues = null;
      this.seat.settled();
      if (!this.own.running) this.own.resumeFrom(participant);
    } else if (!this.asked && this.flight.what === null && here.guildId === this.wanted.guildId) {
      this.wanted = here;
      this.parts.tell({ code: 'moved', message: 'You were moved to another channel.' });
    }
  }

  private unseen(before: Channel): void {
    const why = this.seat.gone(before);
    this.own.pause();
    if (this.flight.what === 'leave') return this.flight.end();
    if (!this.wanted || this.asked) return;
    if (why === 'taken') return this.replaced(before);
    if (why === null || why === 'expired') this.continues ??= this.sessionId;
    else this.giveUp(...departures[why]);
  }

  private step(): void {
    if (this.flight.what === null) {
      const mine = this.seat.find(this.wanted);
      if (this.wanted && this.seat.isKnownIn(this.wanted.guildId) && !sameChannel(this.wanted, mine))
        this.sendJoin(this.wanted);
      else if (!this.wanted && mine && this.seat.mayBeLeft) this.sendLeave();
    }
    this.parts.changed();
  }

  private sendJoin(channel: Channel): void {
    const automatic = !this.asked;
    this.own.pause();
    this.flight.join(channel, this.own.wanted, this.continues, (failure) =>
      this.joinFailed(channel, automatic, failure),
    );
  }

  private joinFailed(channel: Channel, automatic: boolean, failure: Failure): void {
    if (this.wanted !== channel) return this.step();
    if (automatic && failure.unknown) return this.stepAfter(failure.retryAfterMs);
    this.giveUp(whyRefused(failure.code), failure.message);
  }

  private sendLeave(): void {
    this.flight.leave({
      overdue: () => this.step(),
      failed: (failure) => {
        if (failure.unknown) return this.stepAfter(failure.retryAfterMs);
        this.seat.abandon();
        this.parts.tell(failure);
        this.parts.changed();
      },
    });
  }

  /** The person has spoken: a pause before an automatic retry is over. */
  private stepNow(): void {
    if (this.session.ready && this.flight.what === 'pause') this.flight.end();
    this.step();
  }

  private stepAfter(ms: number): void {
    this.flight.pause(ms, () => this.step());
    this.parts.changed();
  }

  /** A join that is refused leaves the person where they were; any other end leaves them nowhere. */
  private giveUp(why: Ended['why'], message: string): void {
    const stay = why === 'refused' ? this.seat.at : null;
    if (stay) this.parts.tell({ code: why, message });
    else if (this.wanted) this.ended = { ...this.wanted, why, message };
    this.wanted = stay;
    this.asked = false;
    this.continues = null;
    this.look();
    this.step();
  }

  private begun(lost: string | null): void {
    // Too late to take it over. If that session had been seated the join says so, and a newer one of ours keeps its precedence.
    if (lost !== null) this.continues = this.asked ? null : lost;
    this.seat.forget();
    this.look();
  }
}
