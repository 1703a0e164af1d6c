import { encode } from '../protocol/codec';
import type { Ack, Command, ErrorFrame } from '../protocol/frames';
import type { Clock } from './clock';

/** The server answers within 5 s even when Kafka is away; a little more for the way there and back. */
export const ANSWER_TIMEOUT_MS = 8_000;

export interface Failure {
  readonly ok: false;
  readonly code: string;
  readonly message: string;
  /** Trying again may help, and the command may have taken effect although nobody could say so. */
  readonly unknown: boolean;
  readonly retryAfterMs: number;
}
export type Outcome = { readonly ok: true } | Failure;

const DEFAULT_RETRY_MS = 1_000;

/** Commands on their way: each gets an id and exactly one outcome. No promise here ever rejects. */
export class Commands {
  private nextId = 1;
  private readonly waiting = new Map<number, (outcome: Outcome) => void>();

  constructor(
    private readonly clock: Clock,
    private readonly sendText: (text: string) => boolean,
  ) {}

  send(command: Command): Promise<Outcome> {
    const id = this.nextId++;
    return new Promise((resolve) => {
      const cancel = this.clock.after(ANSWER_TIMEOUT_MS, () =>
        this.settle(id, failed('no-answer', 'The server did not answer in time.')),
      );
      this.waiting.set(id, (outcome) => {
        cancel();
        resolve(outcome);
      });
      if (!this.sendText(encode({ ...command, id }))) this.settle(id, lost());
    });
  }

  answer(frame: Ack | ErrorFrame): void {
    if (frame.id === undefined) return;
    if (frame.type === 'ack') return this.settle(frame.id, { ok: true });
    this.settle(frame.id, {
      ok: false,
      code: frame.code,
      message: frame.message,
      unknown: frame.retryAfterMs !== undefined,
      retryAfterMs: frame.retryAfterMs ?? DEFAULT_RETRY_MS,
    });
  }

  /** The socket is gone: whatever was asked on it will not be answered. */
  lose(): void {
    for (const id of [...this.waiting.keys()]) this.settle(id, lost());
  }

  private settle(id: number, outcome: Outcome): void {
    const resolve = this.waiting.get(id);
    this.waiting.delete(id);
    resolve?.(outcome);
  }
}

function failed(code: string, message: string): Outcome {
  return { ok: false, code, message, unknown: true, retryAfterMs: DEFAULT_RETRY_MS };
}

function lost(): Outcome {
  return failed('connection-lost', 'The connection was lost before the server answered.');
}
