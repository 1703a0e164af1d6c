/**
 * One socket after another, for as long as the page wants to be connected.
 *
 * The number of a close says what to do (closeCodes.ts). Two rules are ours alone: after a handshake that failed, for whatever
 * reason, the next try brings a new token, because a browser cannot tell a refused token from an absent server; and a socket on
 * which nothing is heard for ANSWER_MS after a heartbeat, or UNANSWERED heartbeats in a row get no answer whatever else comes, is
 * dead, although nobody has closed it. A page that stood still itself has not listened, and is given another ANSWER_MS.
 */
import { afterClose } from '../protocol/closeCodes';
import { decode } from '../protocol/codec';
import type { ServerFrame } from '../protocol/frames';
import { backoffMs } from './backoff';
import type { Clock } from './clock';

export interface Socket {
  onopen: ((event: never) => void) | null;
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: ((event: { code: number; reason: string }) => void) | null;
  send(text: string): void;
  close(code?: number, reason?: string): void;
}

export interface Tokens {
  current(): string;
  /** Rejects with LoginLost if no new token can ever be had for this login. */
  renew(): Promise<string>;
}

/** The login itself is over: only the person can log in again. */
export class LoginLost extends Error {}

export type LinkState =
  | { readonly at: 'connecting' }
  | { readonly at: 'open' }
  | { readonly at: 'waiting'; readonly retryAt: number; readonly why: string }
  | { readonly at: 'stopped'; readonly code: number; readonly why: string };

export interface LinkEvents {
  state(state: LinkState): void;
  frame(frame: ServerFrame): void;
  unreadable(why: string): void;
  lost(): void;
}

export interface LinkParts {
  clock: Clock;
  random: () => number;
  tokens: Tokens;
  openSocket: (protocols: string[]) => Socket;
}

/** Up to the hello; and after a heartbeat, up to any frame. */
export const ANSWER_MS = 10_000;
/** A timer that fires so late belongs to a page that was frozen, throttled or asleep: what came meanwhile is not read yet. */
const LATE_MS = 2_000;
/** Heartbeats that may be without an answer when the next one is due. */
export const UNANSWERED = 2;
/** A socket that lived so long was a good one: the next loss starts the backoff anew. */
const GOOD_MS = 10_000;
/** Close codes that no frame can carry mean that the network, not the server, ended it. */
const ABNORMAL = 1006;
const NO_ANSWER = 'The server stopped answering.';

export class Link {
  private socket: Socket | null = null;
  private attempt = 0;
  private openedAt: number | null = null;
  private cancelTimer = () => {};
  private cancelDeadline = () => {};
  private unanswered = 0;
  private lastBeatAt = -Infinity;
  private running = false;

  constructor(
    private readonly parts: LinkParts,
    private readonly on: LinkEvents,
  ) {}

  start(): void {
    if (this.running) return;
    this.running = true;
    this.attempt = 0;
    this.connect();
  }

  stop(): void {
    this.running = false;
    this.cancelTimer();
    this.drop();
  }

  /** False if there is no socket to send on; the caller decides whether that matters. */
  send(text: string): boolean {
    if (this.socket === null || this.openedAt === null) return false;
    this.socket.send(text);
    return true;
  }

  /** Sends a heartbeat, which the server answers at once. */
  beat(text: string): void {
    const now = this.parts.clock.now();
    // Beats that a page catches up with after it stood still come at once and count as one.
    const counts = now - this.lastBeatAt >= ANSWER_MS;
    if (counts && this.unanswered >= UNANSWERED) return this.lose(NO_ANSWER);
    if (!this.send(text)) return;
    this.expectAnswer();
    if (!counts) return;
    this.lastBeatAt = now;
    this.unanswered++;
  }

  /** The network is back, or the page is looked at again: do not sit out the backoff. */
  retryNow(): void {
    if (!this.running || this.socket !== null) return;
    this.cancelTimer();
    this.connect();
  }

  private connect(): void {
    this.on.state({ at: 'connecting' });
    const socket = this.parts.openSocket(['earshot.v1', `bearer.${this.parts.tokens.current()}`]);
    this.socket = socket;
    this.openedAt = null;
    this.unanswered = 0;
    this.lastBeatAt = -Infinity;
    this.expectAnswer();
    socket.onopen = () => {
      this.openedAt = this.parts.clock.now();
    };
    socket.onmessage = ({ data }) => this.receive(data);
    socket.onclose = ({ code, reason }) => this.closed(code, reason);
  }

  /** If nothing at all is heard until then, the socket is dead. */
  private expectAnswer(): void {
    const { clock } = this.parts;
    const due = clock.now() + ANSWER_MS;
    this.cancelDeadline();
    this.cancelDeadline = clock.after(ANSWER_MS, () => {
      if (clock.now() - due >= LATE_MS) this.expectAnswer();
      else this.lose(NO_ANSWER);
    });
  }

  private receive(data: unknown): void {
    this.cancelDeadline();
    const frame =
      typeof data === 'string' ? decode(data) : ({ type: 'unreadable', why: 'not text' } as const);
    if (frame.type === 'unreadable') return this.on.unreadable(frame.why);
    if (frame.type === 'voice:heartbeat') this.unanswered = 0;
    if (frame.type === 'hello') this.on.state({ at: 'open' });
    this.on.frame(frame);
  }

  private closed(code: number, reason: string): void {
    const wasOpen = this.openedAt !== null;
    const verdict = wasOpen ? afterClose(code) : 'renew-token';
    if (verdict === 'stop') {
      this.stop();
      this.on.lost();
      return this.on.state({ at: 'stopped', code, why: reason || 'The server ended this connection.' });
    }
    const why = wasOpen
      ? reason || (code === ABNORMAL ? 'The connection was lost.' : 'The server closed the connection.')
      : 'The server cannot be reached.';
    this.lose(why, verdict === 'renew-token');
  }

  private lose(why: string, renewToken = this.openedAt === null): void {
    const { clock, random } = this.parts;
    if (this.openedAt !== null && clock.now() - this.openedAt >= GOOD_MS) this.attempt = 0;
    this.drop();
    this.on.lost();
    if (!this.running) return;
    const wait = backoffMs(this.attempt++, random());
    this.on.state({ at: 'waiting', retryAt: clock.now() + wait, why });
    this.cancelTimer = clock.after(wait, () => (renewToken ? void this.renewThenConnect() : this.connect()));
  }

  private async renewThenConnect(): Promise<void> {
    try {
      await this.parts.tokens.renew();
    } catch (problem) {
      if (!this.running || this.socket !== null) return;
      if (problem instanceof LoginLost) {
        this.stop();
        return this.on.state({ at: 'stopped', code: 0, why: problem.message });
      }
      return this.lose('The server cannot be reached.', true);
    }
    if (this.running && this.socket === null) this.connect();
  }

  /** Lets go of the socket without waiting for its close: on a dead network that would take a minute. */
  private drop(): void {
    this.cancelDeadline();
    const socket = this.socket;
    this.socket = null;
    this.openedAt = null;
    if (!socket) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close(1000);
  }
}
