import type { Failure, Outcome } from './Commands';
import type { Clock } from './clock';

/** Between a command's ack and its row lie two hops of Kafka; so long without the row means it will not come. */
export const ROW_TIMEOUT_MS = 6_000;

/** The one command about our seat that may be under way: from sending it until its row is seen, it fails, or the row is overdue. */
export class InFlight {
  what: 'join' | 'leave' | 'pause' | null = null;
  private run = 0;
  private cancel = () => {};

  constructor(private readonly clock: Clock) {}

  begin(
    what: 'join' | 'leave',
    outcome: Promise<Outcome>,
    then: { overdue: () => void; failed: (failure: Failure) => void },
  ): void {
    this.end();
    this.what = what;
    const { run } = this;
    void outcome.then((result) => {
      // Ended meanwhile: the row was faster than the answer, or the socket was lost.
      if (run !== this.run) return;
      if (result.ok) return this.after(ROW_TIMEOUT_MS, then.overdue);
      this.end();
      then.failed(result);
    });
  }

  /** Holds everything back for a while, then runs. */
  pause(ms: number, then: () => void): void {
    this.end();
    this.what = 'pause';
    this.after(ms, then);
  }

  end(): void {
    this.what = null;
    this.run++;
    this.cancel();
  }

  private after(ms: number, then: () => void): void {
    this.cancel = this.clock.after(ms, () => {
      this.end();
      then();
    });
  }
}
