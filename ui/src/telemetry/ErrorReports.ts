/**
 * Errors of this page that wait for a socket. An error that comes again within a minute is the same one; of many only the first
 * few are kept, for what follows a failure is seldom news.
 */
import type { ClientError, ErrorKind } from '../protocol/frames';
import type { Clock } from '../presence/clock';
import type { Breadcrumbs } from './Breadcrumbs';
import { describeError } from './describeError';

const KEPT = 5;
export const SAME_WITHIN_MS = 60_000;

export class ErrorReports {
  private waiting: ClientError[] = [];
  private readonly told = new Map<string, number>();
  private listener = () => {};

  constructor(
    private readonly clock: Clock,
    private readonly breadcrumbs: Breadcrumbs,
  ) {}

  /** @param where `file:line:column`, if the browser says so beside the error */
  report(kind: ErrorKind, thrown: unknown, where: string | null = null): void {
    const message = describeError(thrown, where);
    const now = this.clock.now();
    const key = `${kind} ${message}`;
    if (now - (this.told.get(key) ?? -Infinity) < SAME_WITHIN_MS || this.waiting.length >= KEPT) return;
    for (const [old, at] of this.told) if (now - at >= SAME_WITHIN_MS) this.told.delete(old);
    this.told.set(key, now);
    this.waiting.push({ kind, message, breadcrumbs: this.breadcrumbs.trail });
    this.listener();
  }

  /** Those that wait, which then wait no longer. */
  take(): readonly ClientError[] {
    const taken = this.waiting;
    this.waiting = [];
    return taken;
  }

  get any(): boolean {
    return this.waiting.length > 0;
  }

  /** Called whenever one was added; one listener at a time, `null` for none. */
  onReport(listener: (() => void) | null): void {
    this.listener = listener ?? (() => {});
  }
}
