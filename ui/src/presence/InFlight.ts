import type { Refused } from '../protocol/frames';
import { version } from '../version';
import { sameChannel, type Channel, type OwnAudio } from './call';
import type { Commands, Failure, Outcome } from './Commands';
import type { Clock } from './clock';
import { isAbout } from './refusals';

/** Between a command's ack and its row lie two hops of Kafka; so long without the row means it will not come. */
export const ROW_TIMEOUT_MS = 6_000;

interface Then {
  overdue(): void;
  failed(failure: Failure): void;
}

/** The one command about our seat that may be under way: from sending it until its row is seen, it fails, or the row is overdue. */
export class InFlight {
  what: 'join' | 'leave' | 'pause' | null = null;
  /** The channel of the join that is, or was last, under way. */
  private joining: Channel | null = null;
  private run = 0;
  private cancel = () => {};

  constructor(
    private readonly clock: Clock,
    private readonly commands: Commands,
  ) {}

  /** `continues`: the session whose stay this join goes on with. */
  join(channel: Channel, own: OwnAudio, continues: string | null, failed: (failure: Failure) => void): void {
    this.joining = channel;
    const goesOn = continues === null ? {} : { continues };
    const outcome = this.commands.send({
      type: 'voice:join',
      ...channel,
      ...own,
      ...goesOn,
      client: version,
    });
    this.begin('join', outcome, { overdue: () => failed(noRow), failed });
  }

  leave(then: Then): void {
    this.begin('leave', this.commands.send({ type: 'voice:leave' }), then);
  }

  /** Holds everything back for a while, then runs. */
  pause(ms: number, then: () => void): void {
    this.end();
    this.what = 'pause';
    this.after(ms, then);
  }

  /** Our seat is in this channel. */
  seated(channel: Channel): void {
    if (this.what === 'join' && sameChannel(channel, this.joining)) this.end();
  }

  refused(frame: Refused): void {
    if (isAbout(frame, this.joining)) this.end();
  }

  end(): void {
    this.what = null;
    this.run++;
    this.cancel();
  }

  private begin(what: 'join' | 'leave', outcome: Promise<Outcome>, then: Then): void {
    this.end();
    this.what = what;
    const { run } = this;
    void outcome.then((result) => {
      // Ended meanwhile: the row was faster than the answer, or the socket was lost.
      if (run !== this.run) return;
      if (result.ok) return this.after(ROW_TIMEOUT_MS, () => then.overdue());
      this.end();
      then.failed(result);
    });
  }

  private after(ms: number, then: () => void): void {
    this.cancel = this.clock.after(ms, () => {
      this.end();
      then();
    });
  }
}

const noRow: Failure = {
  ok: false,
  code: 'no-row',
  message: 'The server did not confirm the join in time. Try again.',
  unknown: true,
  retryAfterMs: 1_000,
};
