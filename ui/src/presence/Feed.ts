import type { Changes, HeartbeatAnswer, LeaveReason, UserList } from '../protocol/frames';
import type { Commands } from './Commands';
import type { Clock } from './clock';
import { apply, fromSnapshot, type GuildView } from './presence';

export interface FeedEvents {
  changed(feed: Feed): void;
  /** Why a user went, told before the view changes. */
  left(userId: string, reason: LeaveReason): void;
  refused(code: string, message: string): void;
}

/** Keeps the view of one guild: subscribes, applies, and subscribes again when something is missing. */
export class Feed {
  view: GuildView | null = null;
  /** The view has caught up on the socket that is open now. */
  live = false;
  private asking = false;
  private cancelRetry = () => {};

  constructor(
    readonly guildId: string,
    private readonly clock: Clock,
    private readonly commands: Commands,
    private readonly on: FeedEvents,
  ) {}

  /** Also on every new socket: with what it has, so that the server may send only what is missing. */
  subscribe(): void {
    if (this.asking) return;
    this.asking = true;
    this.cancelRetry();
    const have = this.view && { epoch: this.view.epoch, version: this.view.version };
    void this.commands.send({ type: 'subscribe', guildId: this.guildId, ...have }).then((outcome) => {
      this.asking = false;
      if (outcome.ok) {
        this.live = this.view !== null;
        return this.on.changed(this);
      }
      if (outcome.code === 'connection-lost') return;
      if (!outcome.unknown) return this.on.refused(outcome.code, outcome.message);
      this.cancelRetry = this.clock.after(outcome.retryAfterMs, () => this.subscribe());
    });
  }

  lost(): void {
    this.live = false;
    this.cancelRetry();
    this.on.changed(this);
  }

  snapshot(frame: UserList): void {
    this.view = fromSnapshot(frame);
    this.on.changed(this);
  }

  changes(frame: Changes): void {
    if (this.view === null) return this.subscribe();
    const next = apply(this.view, frame);
    if (next === 'hole') return this.subscribe();
    if (next === this.view) return;
    for (const change of frame.changes)
      if (change.type === 'voice:leave') this.on.left(change.userId, change.reason);
    this.view = next;
    this.on.changed(this);
  }

  /** The answer names the last version sent to this socket; on one ordered stream, more than ours is a hole. */
  heartbeat(frame: HeartbeatAnswer): void {
    if (this.view && frame.version !== undefined && frame.version > this.view.version) this.subscribe();
  }
}
