import { backoffMs } from '../presence/backoff';
import type { Clock } from '../presence/clock';
import { MediaStatus, type Availability } from './MediaStatus';

export interface ReentryParts {
  clock: Clock;
  random: () => number;
  fetchStatus(): Promise<Availability>;
}

/** When to enter a lost room again: after a pause that grows, and only while the gateway says that there is audio. */
export class Reentry {
  private attempt = 0;
  private cancelPause = () => {};
  private readonly status: MediaStatus;

  /** `told`: what the gateway says of audio, each time it was asked. */
  constructor(
    private readonly parts: ReentryParts,
    told: (availability: Availability) => void,
  ) {
    this.status = new MediaStatus(parts.clock, () => parts.fetchStatus(), told);
  }

  /** Nothing has failed since `begin`. */
  get isFirst(): boolean {
    return this.attempt === 0;
  }

  /** The next pause is the shortest again. */
  begin(): void {
    this.attempt = 0;
  }

  /** Calls `enter` once; after so many milliseconds, or else after the pause whose turn it is. */
  schedule(afterMs: number | null, enter: () => void): void {
    const pause = backoffMs(this.attempt++, this.parts.random());
    this.cancelPause = this.parts.clock.after(afterMs ?? pause, () => this.status.whenReady(enter));
  }

  cancel(): void {
    this.cancelPause();
    this.status.stop();
  }
}
