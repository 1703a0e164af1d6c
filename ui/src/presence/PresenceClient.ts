/**
 * The browser's end of the socket: who is where in the guilds that are watched, and this person's own stay in a channel.
 * Free of React and of the DOM; what it needs of the world comes in through `PresenceParts`.
 *
 * Link keeps a socket open · Commands pairs commands with their answers · Feed keeps a guild's view · CallSession decides what to
 * say about our own seat · OwnState and SpeakingSignal carry mute and speech. This class only routes frames between them.
 */
import type { Audio, CallQuality, ClientError, ServerFrame } from '../protocol/frames';
import { encode } from '../protocol/codec';
import type { Call, Channel, Ended, Notice, OwnAudio, SavedSession } from './call';
import { CallSession } from './CallSession';
import { Commands } from './Commands';
import { Feed } from './Feed';
import type { Heart } from './heartbeat';
import { Link, type LinkParts, type LinkState } from './Link';
import type { GuildView } from './presence';
import { version } from '../version';
import { SpeakingSignal } from './SpeakingSignal';

export interface PresenceState {
  readonly link: LinkState;
  readonly sessionId: string | null;
  readonly views: Readonly<Record<string, GuildView>>;
  /** The guilds whose views have caught up on the socket that is open now. */
  readonly live: readonly string[];
  readonly call: Call | null;
  readonly ended: Ended | null;
}

export interface PresenceParts extends LinkParts {
  userId: string;
  heart: Heart;
  /** Left behind by this tab's page before a reload. */
  saved: SavedSession | null;
  changed(state: PresenceState): void;
  tell(notice: Notice): void;
  /** When to get a new token for the open socket: milliseconds from now, asked at each hello. */
  renewInMs(): number;
}

export class PresenceClient {
  private readonly link: Link;
  private readonly commands: Commands;
  private readonly feeds = new Map<string, Feed>();
  private readonly session: CallSession;
  private readonly speech: SpeakingSignal;
  private linkState: LinkState = { at: 'connecting' };
  private publishing = false;
  private stopHeart = () => {};
  private cancelRenewal = () => {};

  constructor(private readonly parts: PresenceParts) {
    this.link = new Link(parts, {
      state: (state) => this.linkChanged(state),
      frame: (frame) => this.receive(frame),
      unreadable: (why) => parts.tell({ code: 'unreadable', message: `A frame could not be read (${why}).` }),
      lost: () => this.lost(),
    });
    this.commands = new Commands(parts.clock, (text) => this.link.send(text));
    this.speech = new SpeakingSignal(parts.clock, (speaking) => {
      this.link.send(encode({ type: 'voice:speaking', speaking }));
    });
    this.session = new CallSession(
      {
        clock: parts.clock,
        commands: this.commands,
        userId: parts.userId,
        liveView: (guildId) => this.liveView(guildId),
        changed: () => this.publish(),
        tell: (notice) => parts.tell(notice),
      },
      parts.saved,
    );
    if (parts.saved) this.feed(parts.saved.guildId);
  }

  start(): void {
    this.link.start();
  }

  /** Ends the socket. Whoever is in a call leaves it first: the leave is sent, its answer not awaited. */
  stop(): void {
    this.session.leave();
    this.link.stop();
    this.lost();
  }

  watch(guildId: string): void {
    if (this.feeds.has(guildId)) return;
    const feed = this.feed(guildId);
    // Otherwise the hello subscribes.
    if (this.linkState.at === 'open') feed.subscribe();
  }

  join(channel: Channel): void {
    this.watch(channel.guildId);
    this.session.join(channel);
  }

  leave(): void {
    this.speech.reset();
    this.session.leave();
  }

  setOwn(own: OwnAudio): void {
    this.session.own.want(own);
  }

  setAudio(audio: Audio): void {
    this.session.own.wantAudio(audio);
  }

  setSpeaking(speaking: boolean): void {
    if (this.session.call?.phase === 'in') this.speech.set(speaking);
    else this.speech.reset();
  }

  /** Beside everything else, and nothing depends on its outcome. */
  tellTelemetry(samples: readonly CallQuality[], errors: readonly ClientError[]): void {
    void this.commands.send({ type: 'telemetry', client: version, samples, errors });
  }

  /** The network is back or the page is looked at again: find out at once whether the socket still lives. */
  checkNow(): void {
    if (this.linkState.at === 'open') this.beat();
    else this.link.retryNow();
  }

  /** After a stop that the person wants to undo. */
  restart(): void {
    this.link.start();
  }

  get savedSession(): SavedSession | null {
    return this.session.saved;
  }

  private receive(frame: ServerFrame): void {
    switch (frame.type) {
      case 'hello':
        this.startHeart(frame.heartbeatMs);
        this.scheduleRenewal();
        this.session.hello(frame);
        for (const feed of this.feeds.values()) if (!feed.live) feed.subscribe();
        return this.publish();
      case 'voice:userlist':
        return this.feeds.get(frame.guildId)?.snapshot(frame);
      case 'voice:changes':
        return this.feeds.get(frame.guildId)?.changes(frame);
      case 'voice:heartbeat':
        return frame.guildId === undefined ? undefined : this.feeds.get(frame.guildId)?.heartbeat(frame);
      case 'ack':
        return this.commands.answer(frame);
      case 'error':
        if (frame.id === undefined) return this.parts.tell(frame);
        return this.commands.answer(frame);
      case 'voice:replaced':
        return this.session.replaced(frame);
      case 'voice:refused':
        return this.session.refused(frame);
    }
  }

  private feed(guildId: string): Feed {
    const feed = new Feed(guildId, this.parts.clock, this.commands, {
      changed: () => {
        this.session.look();
        this.publish();
      },
      left: (userId, reason) => this.session.seat.userLeft(userId, reason),
      refused: (code, message) => this.parts.tell({ code, message }),
    });
    this.feeds.set(guildId, feed);
    return feed;
  }

  private liveView(guildId: string): GuildView | null {
    const feed = this.feeds.get(guildId);
    return feed?.live ? feed.view : null;
  }

  private lost(): void {
    this.stopHeart();
    this.cancelRenewal();
    this.speech.reset();
    this.commands.lose();
    this.session.lost();
    for (const feed of this.feeds.values()) feed.lost();
  }

  private linkChanged(state: LinkState): void {
    this.linkState = state;
    if (state.at === 'stopped') this.session.stopped();
    this.publish();
  }

  private startHeart(everyMs: number): void {
    this.stopHeart();
    this.stopHeart = this.parts.heart(Math.round(this.parts.random() * everyMs), everyMs, () => this.beat());
  }

  private beat(): void {
    const feed = this.feeds.get(this.session.call?.guildId ?? '') ?? this.feeds.values().next().value;
    const seen = feed?.view ? { guildId: feed.guildId, version: feed.view.version } : {};
    this.link.beat(encode({ type: 'voice:heartbeat', ...seen }));
  }

  /** The server closes a socket whose token expires: a new token on the open socket prevents that. */
  private scheduleRenewal(): void {
    this.cancelRenewal();
    this.cancelRenewal = this.parts.clock.after(this.parts.renewInMs(), () => {
      void this.parts.tokens
        .renew()
        .then((token) => this.commands.send({ type: 'auth', token }))
        // If it fails the server closes the socket with a 41xx code, and Link renews before it returns.
        .catch(() => undefined);
    });
  }

  /** Everything that one frame brought becomes one change of state. */
  private publish(): void {
    if (this.publishing) return;
    this.publishing = true;
    queueMicrotask(() => {
      this.publishing = false;
      this.parts.changed(this.state());
    });
  }

  private state(): PresenceState {
    const views = [...this.feeds.values()].flatMap((feed) => (feed.view ? [[feed.guildId, feed.view]] : []));
    return {
      link: this.linkState,
      sessionId: this.session.sessionId,
      views: Object.fromEntries(views) as Record<string, GuildView>,
      live: [...this.feeds.values()].filter((feed) => feed.live).map(({ guildId }) => guildId),
      call: this.session.call,
      ended: this.session.ended,
    };
  }
}
