import type { Clock } from './clock';

/** Source document, "Speaking Detection": at most one signal per 250 ms. */
export const THROTTLE_MS = 250;
/** Speech not repeated for 5 s is cleared by the server, so a lost "false" heals; we repeat well within that. */
export const REPEAT_MS = 2_000;

/** Turns the raw verdict of the microphone into few signals: the first at once, the newest after each pause. */
export class SpeakingSignal {
  private wanted = false;
  private sent = false;
  private lastAt = -Infinity;
  private cancel = () => {};

  constructor(
    private readonly clock: Clock,
    private readonly send: (speaking: boolean) => void,
    private readonly throttleMs = THROTTLE_MS,
  ) {}

  set(speaking: boolean): void {
    if (speaking === this.wanted) return;
    this.wanted = speaking;
    this.schedule();
  }

  /** Nobody is listening any more (left, or a new session): begin again from silence, without a signal. */
  reset(): void {
    this.cancel();
    this.wanted = this.sent = false;
    this.lastAt = -Infinity;
  }

  private schedule(): void {
    this.cancel();
    if (this.wanted === this.sent && !this.wanted) return;
    const pause = this.wanted === this.sent ? REPEAT_MS : this.throttleMs;
    const wait = this.lastAt + pause - this.clock.now();
    if (wait > 0) this.cancel = this.clock.after(wait, () => this.emit());
    else this.emit();
  }

  private emit(): void {
    this.sent = this.wanted;
    this.lastAt = this.clock.now();
    this.send(this.sent);
    this.schedule();
  }
}
