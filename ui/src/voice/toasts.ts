import type { Clock } from '../presence/clock';

export interface Toast {
  readonly id: number;
  readonly tone: 'warning' | 'error' | 'info';
  /** Stable, for programs and tests. */
  readonly code: string;
  readonly title: string;
  readonly message: string;
}

const SHOWN_MS = 8_000;
const MOST = 4;

/** Notices that come and go: the newest few, each code once. */
export class ToastShelf {
  private nextId = 1;
  private toasts: readonly Toast[] = [];

  constructor(
    private readonly clock: Clock,
    private readonly changed: (toasts: readonly Toast[]) => void,
  ) {}

  show(toast: Omit<Toast, 'id'>): void {
    const id = this.nextId++;
    const others = this.toasts.filter((other) => other.code !== toast.code);
    this.become([...others, { ...toast, id }].slice(-MOST));
    this.clock.after(SHOWN_MS, () => this.dismiss(id));
  }

  dismiss(id: number): void {
    this.become(this.toasts.filter((toast) => toast.id !== id));
  }

  private become(toasts: readonly Toast[]): void {
    this.toasts = toasts;
    this.changed(toasts);
  }
}
