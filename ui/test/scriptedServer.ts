/** The other end of the socket, as a script: a test says what the server does, and reads what the client sent. */
import { vi } from 'vitest';
import type { ClientFrame, Participant, ServerFrame } from '../src/protocol/frames';
import type { Notice, SavedSession } from '../src/presence/call';
import { systemClock } from '../src/presence/clock';
import type { Socket } from '../src/presence/Link';
import { PresenceClient, type PresenceState } from '../src/presence/PresenceClient';

export const ALICE = 'alice';
export const LOUNGE = { guildId: 'demo', channelId: 'lounge' };
export const STANDUP = { guildId: 'demo', channelId: 'standup' };
export const HEARTBEAT_MS = 15_000;
/** The first try after a loss comes within it. */
export const FIRST_BACKOFF_MS = 1_000;

class ScriptedSocket implements Socket {
  onopen: ((event: never) => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: ((event: { code: number; reason: string }) => void) | null = null;
  readonly sent: ClientFrame[] = [];
  closedByClient = false;

  constructor(
    readonly protocols: string[],
    private readonly answers: () => boolean,
  ) {}

  send(text: string): void {
    const frame = JSON.parse(text) as ClientFrame;
    this.sent.push(frame);
    if (frame.type === 'voice:heartbeat' && this.answers())
      queueMicrotask(() => this.onmessage?.({ data: '{"type":"voice:heartbeat"}' }));
  }

  close(): void {
    this.closedByClient = true;
  }
}

export function row(over: Partial<Participant> = {}): Participant {
  return {
    userId: ALICE,
    sessionId: 's1',
    username: 'Alice',
    avatarUrl: null,
    muted: false,
    deafened: false,
    serverMuted: false,
    serverDeafened: false,
    speaking: false,
    camera: false,
    screen: false,
    joinedAt: '2026-11-22T14:05:00.000Z',
    connection: 'live',
    audio: 'connecting',
    ...over,
  };
}

/** Changes, as the feed tells them: Alice's session s1, unless it is said otherwise. */
export const join = (channelId: string, over = {}) => ({ type: 'voice:join', channelId, ...row(over) });
export const leave = (channelId: string, reason: string) => ({
  type: 'voice:leave',
  channelId,
  userId: ALICE,
  reason,
});

type ScriptedChange = { type: string; channelId: string } & Record<string, unknown>;

/** Microtasks only: no time passes. */
const settle = () => vi.advanceTimersByTimeAsync(0);

export class ScriptedServer {
  readonly sockets: ScriptedSocket[] = [];
  readonly notices: Notice[] = [];
  readonly client: PresenceClient;
  renewals = 0;
  renew: () => Promise<string> = () => Promise.resolve(`token-${this.renewals + 1}`);
  answersHeartbeats = true;
  firstBeatMs = -1;
  private token = 'token-1';
  private readonly versions = new Map<string, number>();
  private latest: PresenceState | undefined;

  constructor(options: { saved?: SavedSession; random?: number } = {}) {
    const renew = async () => {
      this.token = await this.renew();
      this.renewals++;
      return this.token;
    };
    this.client = new PresenceClient({
      clock: systemClock,
      random: () => options.random ?? 0.5,
      tokens: { current: () => this.token, renew },
      openSocket: (protocols) => {
        const socket = new ScriptedSocket(protocols, () => this.answersHeartbeats);
        this.sockets.push(socket);
        return socket;
      },
      heart: (firstMs, everyMs, beat) => {
        this.firstBeatMs = firstMs;
        let timer = setTimeout(function again() {
          timer = setTimeout(again, everyMs);
          beat();
        }, firstMs);
        return () => clearTimeout(timer);
      },
      userId: ALICE,
      saved: options.saved ?? null,
      renewInMs: () => 3_600_000,
      changed: (state) => (this.latest = state),
      tell: (notice) => this.notices.push(notice),
    });
    this.client.start();
  }

  get socket(): ScriptedSocket {
    const socket = this.sockets.at(-1);
    if (!socket) throw new Error('the client has opened no socket');
    return socket;
  }

  get state(): PresenceState {
    if (!this.latest) throw new Error('the client has published no state');
    return this.latest;
  }

  /** What the newest socket was sent, of one type. */
  sent<T extends ClientFrame['type']>(type: T): Extract<ClientFrame, { type: T }>[] {
    return this.socket.sent.filter(
      (frame): frame is Extract<ClientFrame, { type: T }> => frame.type === type,
    );
  }

  async say(frame: ServerFrame): Promise<void> {
    this.socket.onmessage?.({ data: JSON.stringify(frame) });
    await settle();
  }

  async accept(sessionId = 's1'): Promise<void> {
    this.socket.onopen?.(undefined as never);
    await this.hello(sessionId);
  }

  hello(sessionId: string): Promise<void> {
    return this.say({
      type: 'hello',
      sessionId,
      resumeSecret: `secret-of-${sessionId}`,
      heartbeatMs: HEARTBEAT_MS,
      ttlMs: 30_000,
      speakingThrottleMs: 250,
    });
  }

  async close(code: number, reason = ''): Promise<void> {
    this.socket.onclose?.({ code, reason });
    await settle();
  }

  /** Answers the newest subscribe with a snapshot of who is where. */
  async snapshot(channels: Record<string, Participant[]> = {}, guildId = 'demo'): Promise<void> {
    const version = this.version(guildId);
    await this.say({ type: 'voice:userlist', guildId, epoch: 'e', version, channels });
    await this.ack('subscribe');
  }

  change(...changes: ScriptedChange[]): Promise<void> {
    return this.changeIn('demo', ...changes);
  }

  async changeIn(guildId: string, ...changes: ScriptedChange[]): Promise<void> {
    const from = this.version(guildId);
    const version = from + changes.length;
    this.versions.set(guildId, version);
    await this.say({ type: 'voice:changes', guildId, from, version, changes } as unknown as ServerFrame);
  }

  /** A frame whose predecessor got lost. */
  skipVersions(count: number): void {
    this.versions.set('demo', this.version('demo') + count);
  }

  ack(type: ClientFrame['type']): Promise<void> {
    return this.say({ type: 'ack', id: this.idOf(type) });
  }

  refuse(type: ClientFrame['type'], code: string, retryAfterMs?: number): Promise<void> {
    const retry = retryAfterMs === undefined ? {} : { retryAfterMs };
    return this.say({ type: 'error', id: this.idOf(type), code, message: `Because ${code}.`, ...retry });
  }

  pass(ms: number): Promise<unknown> {
    return vi.advanceTimersByTimeAsync(ms);
  }

  /** A browser that sees the guild, where nobody is in a channel. */
  async watching(): Promise<void> {
    this.client.watch('demo');
    await this.accept();
    await this.snapshot();
  }

  /** Connected, subscribed, and seated in the lounge as session s1. */
  async seatedInLounge(): Promise<void> {
    await this.watching();
    this.client.join(LOUNGE);
    await this.ack('voice:join');
    await this.change({ type: 'voice:join', channelId: 'lounge', ...row() });
  }

  private version(guildId: string): number {
    return this.versions.get(guildId) ?? 10;
  }

  private idOf(type: ClientFrame['type']): number {
    const frame = this.socket.sent.findLast((sent) => sent.type === type);
    if (!frame || !('id' in frame)) throw new Error(`the client has sent no ${type}`);
    return frame.id;
  }
}
