import type { Clock } from '../presence/clock';

/** What the gateway says of LiveKit. `reason` is a sentence for people. */
export interface Availability {
  readonly status: 'ready' | 'building' | 'starting' | 'unavailable' | 'off';
  readonly reason: string;
}

const POLL_MS = 3_000;

/** Asks the gateway whether there is audio, again and again until there is. */
export class MediaStatus {
  private cancel = () => {};
  private run = 0;

  constructor(
    private readonly clock: Clock,
    private readonly ask: () => Promise<Availability>,
    private readonly on: (availability: Availability) => void,
  ) {}

  /** Polls until ready, then calls `ready` once. Asking again replaces an earlier wait. */
  whenReady(ready: () => void): void {
    this.stop();
    const run = ++this.run;
    const poll = async () => {
      const availability = await this.ask().catch(() => unreachable);
      if (run !== this.run) return;
      this.on(availability);
      if (availability.status === 'ready') ready();
      else this.cancel = this.clock.after(POLL_MS, () => void poll());
    };
    void poll();
  }

  stop(): void {
    this.run++;
    this.cancel();
  }
}

const unreachable: Availability = { status: 'unavailable', reason: 'The server cannot be reached.' };
