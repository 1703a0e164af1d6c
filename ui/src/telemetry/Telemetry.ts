/**
 * Tells the server how one's own call is, every ten seconds, and what went wrong in this page. It is told beside everything else
 * and nobody waits for it: what cannot be sent now is not worth sending later, but for errors, which wait for the next socket.
 */
import type { Clock } from '../presence/clock';
import type { CallQuality, ClientError } from '../protocol/frames';
import type { ErrorReports } from './ErrorReports';
import { qualityBetween, type Reading } from './qualityBetween';

export const WINDOW_MS = 10_000;
/** The person wants to see soon how it is. */
export const FIRST_WINDOW_MS = 3_000;
/** Errors seldom come alone. */
export const GATHER_MS = 1_000;

export interface TelemetryParts {
  clock: Clock;
  errors: ErrorReports;
  /** What the browser says of the call now; null if there is none. */
  read(): Promise<Reading | null>;
  send(samples: readonly CallQuality[], errors: readonly ClientError[]): void;
  /** For the person: how it was just now; null while nobody can say. */
  show(quality: CallQuality | null): void;
}

export class Telemetry {
  private before: Reading | null = null;
  private hasAudio = false;
  private isOpen = false;
  /** Counts the calls: a reading that comes after its call has ended is of no use. */
  private run = 0;
  private cancelSample = () => {};
  private cancelFlush = () => {};

  constructor(private readonly parts: TelemetryParts) {
    parts.errors.onReport(() => this.flushSoon());
  }

  /** @param now whether there is audio, and a socket to tell it on */
  follow(now: { hasAudio: boolean; isOpen: boolean }): void {
    if (now.isOpen && !this.isOpen && this.parts.errors.any) this.flushSoon();
    this.isOpen = now.isOpen;
    if (now.hasAudio === this.hasAudio) return;
    this.hasAudio = now.hasAudio;
    if (now.hasAudio) this.begin();
    else this.end();
  }

  stop(): void {
    this.hasAudio = this.isOpen = false;
    this.end();
    this.cancelFlush();
    this.parts.errors.onReport(null);
  }

  private begin(): void {
    this.run++;
    void this.sample(FIRST_WINDOW_MS);
  }

  private end(): void {
    this.run++;
    this.cancelSample();
    this.before = null;
    this.parts.show(null);
  }

  private async sample(nextAfterMs: number): Promise<void> {
    const { run } = this;
    // A browser that cannot say will not be able to say more of why.
    const now = await this.parts.read().catch(() => null);
    if (run !== this.run) return;
    const quality = this.before && now && qualityBetween(this.before, now);
    this.before = now;
    if (quality) {
      this.parts.show(quality);
      if (this.isOpen) this.parts.send([quality], this.parts.errors.take());
    }
    this.cancelSample = this.parts.clock.after(nextAfterMs, () => void this.sample(WINDOW_MS));
  }

  private flushSoon(): void {
    this.cancelFlush();
    this.cancelFlush = this.parts.clock.after(GATHER_MS, () => {
      if (this.isOpen && this.parts.errors.any) this.parts.send([], this.parts.errors.take());
    });
  }
}
