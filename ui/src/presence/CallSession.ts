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
 * Which session is ours, OwnSession knows.
 */
import type { Hello, LeaveReason, Refused } from '../protocol/frames';
import {
  departures,
  sameChannel,
  type Call,
  type Channel,
  type Ended,
  type Notice,
  type OwnAudio,
  type SavedSession,
} from './call';
import type { Commands, Failure } from './Commands';
import { version } from '../version';
import type { Clock } from './clock';
import { InFlight } from './InFlight';
import { OwnSession } from './OwnSession';
import { OwnState } from './OwnState';
import { seatOf, type GuildView, type Seat } from './presence';

export interface CallParts {
  clock: Clock;
  commands: Commands;
  userId: string;
  /** The view of a guild, if it has caught up on the socket that is open now. */
  liveView(guildId: string): GuildView | null;
  changed(): void;
  tell(notice: Notice): void;
}

type OwnSeat = Seat & Channel;

export class CallSession {
  readonly own: OwnState;
  ended: Ended | null = null;
  private readonly session: OwnSession;
  private wanted: Channel | null = null;
  /** The person asked for `wanted` themselves and has not got it yet. */
  private asked = false;
  /** Where our session was last seen seated, until that seat is known to be gone. */
  private seated: Channel | null = null;
  /** The session that a rejoin continues. */
  private continues: string | null = null;
  private lastLeave: LeaveReason | null = null;
  private ready = false;
  private readonly flight: InFlight;
  /** The channel of the join that is, or was last, under way. */
  private joining: Channel | null = null;
  /** A session whose seat is no longer ours to leave: it was replaced, or the server does not know it. */
  private abandoned: string | null = null;
  private lastGuild: string | null = null;

  constructor(
    private readonly parts: CallParts,
    saved: SavedSession | null,
  ) {
    this.flight = new InFlight(parts.clock);
    this.own = new OwnState(parts.clock, parts.commands, (notice) => parts.tell(notice));
    const events = { resumed: () => this.becomeReady(), begun: (lost: string | null) => this.begun(lost) };
    const session = saved && { id: saved.sessionId, secret: saved.secret };
    this.session = new OwnSession(parts.clock, parts.commands, events, session);
    if (!saved) return;
    this.wanted = this.seated = { guildId: saved.guildId, channelId: saved.channelId };
    this.lastGuild = saved.guildId;
  }

  get sessionId(): string | null {
    return this.session.now?.id ?? null;
  }

  get call(): Call | null {
    if (this.wanted)
      return { ...this.wanted, phase: this.isSettled() ? 'in' : this.asked ? 'joining' : 'rejoining' };
    return this.seated && { ...this.seated, phase: 'leaving' };
  }

  get saved(): SavedSession | null {
    const { now } = this.session;
    return now && this.wanted && this.seated
      ? { ...this.wanted, sessionId: now.id, secret: now.secret }
      : null;
  }

  join(channel: Channel): void {
    this.wanted = channel;
    this.lastGuild = channel.guildId;
    this.asked = true;
    this.continues = this.abandoned = this.ended = null;
    this.stepNow();
  }

  leave(): void {
    this.asked = false;
    this.wanted = this.continues = this.ended = null;
    this.stepNow();
  }

  setOwn(audio: OwnAudio): void {
    this.own.want(audio);
  }

  /** A socket is open. */
  hello(hello: Hello): void {
    this.session.hello(hello, this.seated !== null);
  }

  lost(): void {
    this.ready = false;
    this.session.lost();
    this.flight.end();
    this.own.pause();
    // A join may have reached the log before the socket went: its seat can be taken over as well.
    if (this.asked && this.session.now && this.wanted) this.seated ??= this.wanted;
    this.parts.changed();
  }

  /** The server has said stop: this page is out of the call until the person acts. */
  stopped(): void {
    this.lost();
    this.session.forget();
    this.wanted = this.seated = this.continues = null;
    this.asked = false;
    this.parts.changed();
  }

  userLeft(userId: string, reason: LeaveReason): void {
    if (userId === this.parts.userId) this.lastLeave = reason;
  }

  refused(frame: Refused): void {
    if (isAbout(frame, this.joining)) this.flight.end();
    if (isAbout(frame, this.wanted)) this.giveUp(whyRefused(frame.code), frame.message);
    else this.step();
  }

  replaced({ guildId, channelId }: Channel): void {
    if (!this.wanted) return;
    this.wanted = { guildId, channelId };
    this.seated = null;
    this.abandoned = this.sessionId;
    this.giveUp('replaced', 'You joined from somewhere else, so this window left the call.');
  }

  /** A view changed: our seat may have come, moved or gone. */
  look(): void {
    const mine = this.mine();
    if (mine) this.seen(mine);
    else if (this.seated && this.view(this.seated.guildId)) this.unseen(this.seated);
    this.step();
  }

  private seen({ participant, ...here }: OwnSeat): void {
    if (this.flight.what === 'leave') return;
    this.seated = here;
    if (this.flight.what === 'join' && sameChannel(here, this.joining)) this.flight.end();
    if (!this.wanted) return;
    if (sameChannel(here, this.wanted)) {
      this.asked = false;
      this.continues = this.lastLeave = null;
      if (!this.own.running) this.own.resumeFrom(participant);
    } else if (!this.asked && this.flight.what === null && here.guildId === this.wanted.guildId) {
      this.wanted = here;
      this.parts.tell({ code: 'moved', message: 'You were moved to another channel.' });
    }
  }

  private unseen(before: Channel): void {
    const reason = this.lastLeave;
    const takenByAnother = seatOf(this.view(before.guildId), this.parts.userId) !== null;
    this.seated = this.lastLeave = null;
    this.own.pause();
    if (this.flight.what === 'leave') return this.flight.end();
    if (!this.wanted || this.asked) return;
    if (takenByAnother) return this.replaced(before);
    if (reason === null || reason === 'expired') this.continues ??= this.sessionId;
    else this.giveUp(...departures[reason]);
  }

  private step(): void {
    if (this.flight.what === null) {
      const mine = this.mine();
      if (this.wanted && this.view(this.wanted.guildId) && !sameChannel(this.wanted, mine))
        this.sendJoin(this.wanted);
      else if (!this.wanted && mine && this.abandoned !== this.sessionId) this.sendLeave();
    }
    this.parts.changed();
  }

  private view(guildId: string): GuildView | null {
    return this.ready ? this.parts.liveView(guildId) : null;
  }

  /** On the way from one guild to another our seat is still in the first, and so it stays if the join there is refused. */
  private mine(): OwnSeat | null {
    for (const guildId of [this.wanted?.guildId, this.seated?.guildId, this.lastGuild]) {
      const seat = seatOf(guildId ? this.view(guildId) : null, this.parts.userId);
      if (guildId && seat?.participant.sessionId === this.sessionId) return { guildId, ...seat };
    }
    return null;
  }

  private sendJoin(channel: Channel): void {
    const automatic = !this.asked;
    const continues = this.continues === null ? {} : { continues: this.continues };
    this.own.pause();
    this.joining = channel;
    this.flight.begin(
      'join',
      this.parts.commands.send({
        type: 'voice:join',
        ...channel,
        ...this.own.wanted,
        ...continues,
        client: version,
      }),
      {
        overdue: () => this.joinFailed(channel, automatic, noRow),
        failed: (outcome) => this.joinFailed(channel, automatic, outcome),
      },
    );
  }

  private joinFailed(channel: Channel, automatic: boolean, failure: Failure): void {
    if (this.wanted !== channel) return this.step();
    if (automatic && failure.unknown) return this.stepAfter(failure.retryAfterMs);
    this.giveUp(whyRefused(failure.code), failure.message);
  }

  private sendLeave(): void {
    this.flight.begin('leave', this.parts.commands.send({ type: 'voice:leave' }), {
      overdue: () => this.step(),
      failed: (failure) => {
        if (failure.unknown) return this.stepAfter(failure.retryAfterMs);
        this.seated = null;
        this.abandoned = this.sessionId;
        this.parts.tell(failure);
        this.parts.changed();
      },
    });
  }

  /** The person has spoken: a pause before an automatic retry is over. */
  private stepNow(): void {
    if (this.ready && this.flight.what === 'pause') this.flight.end();
    this.step();
  }

  private stepAfter(ms: number): void {
    this.flight.pause(ms, () => this.step());
    this.parts.changed();
  }

  /** A join that is refused leaves the person where they were; any other end leaves them nowhere. */
  private giveUp(why: Ended['why'], message: string): void {
    const stay = why === 'refused' ? this.seated : null;
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
    this.seated = null;
    this.lastLeave = null;
    this.becomeReady();
  }

  private becomeReady(): void {
    this.ready = true;
    this.look();
  }

  private isSettled(): boolean {
    return this.ready && this.wanted !== null && sameChannel(this.wanted, this.seated) && !this.asked;
  }
}

/** A refusal that names no channel is about the one thing that was asked. */
const isAbout = ({ guildId, channelId }: Refused, channel: Channel | null) =>
  channelId === undefined ||
  guildId === undefined ||
  (channel !== null && sameChannel({ guildId, channelId }, channel));

/** A rejoin that comes after a newer session of the same person is refused with the code `replaced`. */
const whyRefused = (code: string) => (code === 'replaced' ? 'replaced' : 'refused');

const noRow: Failure = {
  ok: false,
  code: 'no-row',
  message: 'The server did not confirm the join in time. Try again.',
  unknown: true,
  retryAfterMs: 1_000,
};
