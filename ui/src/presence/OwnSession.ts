/**
 * Which session this page speaks for. A new socket offers a new one; but if ours may still have a seat, we take ours over onto
 * the new socket, and only if that fails go on as the new one.
 */
import type { Hello } from '../protocol/frames';
import { version } from '../version';
import type { Commands } from './Commands';
import type { Clock } from './clock';

export interface Session {
  readonly id: string;
  readonly secret: string;
}

export interface OwnSessionEvents {
  /** Ours goes on, on the new socket. */
  resumed(): void;
  /** We are a new session. `lost` is the one that we failed to take over, null if there was none to. */
  begun(lost: string | null): void;
}

export class OwnSession {
  /** It speaks on the socket that is open now. */
  ready = false;
  private resuming: string | null = null;
  private cancelRetry = () => {};

  constructor(
    private readonly clock: Clock,
    private readonly commands: Commands,
    private readonly on: OwnSessionEvents,
    private session: Session | null,
  ) {}

  get now(): Session | null {
    return this.session;
  }

  /** A socket is open. The hello names the session it would begin, or, after a resume, the one it took over. */
  hello(hello: Hello, mayHaveSeat: boolean): void {
    const offered = { id: hello.sessionId, secret: hello.resumeSecret };
    if (this.resuming === offered.id || this.session?.id === offered.id) this.session = offered;
    else if (this.session && mayHaveSeat) void this.resume(this.session, offered);
    else this.begin(offered, null);
  }

  /** The socket is gone; the session may not be. */
  lost(): void {
    this.ready = false;
    this.resuming = null;
    this.cancelRetry();
  }

  forget(): void {
    this.session = null;
  }

  private async resume(old: Session, offered: Session): Promise<void> {
    this.resuming = old.id;
    const outcome = await this.commands.send({
      type: 'resume',
      sessionId: old.id,
      secret: old.secret,
      client: version,
    });
    if (this.resuming !== old.id) return;
    if (!outcome.ok && outcome.unknown) {
      this.cancelRetry = this.clock.after(outcome.retryAfterMs, () => void this.resume(old, offered));
      return;
    }
    this.resuming = null;
    if (!outcome.ok) return this.begin(offered, old.id);
    this.ready = true;
    this.on.resumed();
  }

  private begin(session: Session, lost: string | null): void {
    this.session = session;
    this.ready = true;
    this.on.begun(lost);
  }
}
