import type { Clock } from '../presence/clock';

export interface Looked<T> {
  /** The last answer; it stays while the next one is on its way. */
  readonly answer: T | null;
  /** Whether the answer is for what is wanted now. */
  readonly current: boolean;
  /** Why what is wanted now could not be had. */
  readonly error: Error | null;
}

interface Asked {
  readonly abort: AbortController;
  readonly stop: () => void;
  overdue: boolean;
}

/** As long as a question may take before a newer one is put in its place. */
const PATIENCE_MS = 700;

/**
 * Questions that come faster than answers, as while a slider is pulled. One is in flight; of those that come meanwhile the latest
 * waits, and the others are never asked. Giving up every question for the next would show nothing until the hand rests, so one is
 * given up only when it takes long.
 */
export class LatestWins<T> {
  private wanted: number | null = null;
  private asked: Asked | null = null;
  looked: Looked<T> = { answer: null, current: false, error: null };

  constructor(
    private readonly clock: Clock,
    private readonly load: (at: number, signal: AbortSignal) => Promise<T>,
    /** An answer that is there already, so that it is shown at once. */
    private readonly known: (at: number) => T | undefined,
    private readonly changed: (looked: Looked<T>) => void,
  ) {}

  want(at: number): void {
    if (this.wanted === at) return;
    this.wanted = at;
    const known = this.known(at);
    if (known !== undefined) {
      this.giveUp();
      this.tell({ answer: known, current: true, error: null });
      return;
    }
    this.tell({ ...this.looked, current: false, error: null });
    if (this.asked?.overdue) this.giveUp();
    if (!this.asked) this.askFor(at);
  }

  /** Asks again for what is wanted, after an error. */
  again(): void {
    const { wanted } = this;
    if (wanted === null) return;
    this.giveUp();
    this.tell({ ...this.looked, error: null });
    this.askFor(wanted);
  }

  stop(): void {
    this.giveUp();
    this.wanted = null;
  }

  private askFor(at: number): void {
    const abort = new AbortController();
    const stop = this.clock.after(PATIENCE_MS, () => {
      asked.overdue = true;
      if (this.wanted === at) return;
      this.giveUp();
      if (this.wanted !== null) this.askFor(this.wanted);
    });
    const asked: Asked = { abort, stop, overdue: false };
    this.asked = asked;
    this.load(at, abort.signal).then(
      (answer) => {
        if (this.asked === asked) this.answered(at, { answer, current: this.wanted === at, error: null });
      },
      (error: unknown) => {
        if (this.asked !== asked) return;
        const why = error instanceof Error ? error : new Error(String(error));
        this.answered(at, { ...this.looked, error: this.wanted === at ? why : null });
      },
    );
  }

  private answered(at: number, looked: Looked<T>): void {
    this.asked?.stop();
    this.asked = null;
    this.tell(looked);
    if (this.wanted !== null && this.wanted !== at) this.askFor(this.wanted);
  }

  private giveUp(): void {
    this.asked?.stop();
    this.asked?.abort.abort();
    this.asked = null;
  }

  private tell(looked: Looked<T>): void {
    this.looked = looked;
    this.changed(looked);
  }
}
