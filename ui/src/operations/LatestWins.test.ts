import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../presence/clock';
import { LatestWins, type Looked } from './LatestWins';

/** A server whose answers come when the test says so. */
class SlowServer {
  readonly asked: number[] = [];
  readonly givenUp: number[] = [];
  readonly known = new Map<number, string>();
  private readonly waiting = new Map<number, PromiseWithResolvers<string>>();
  latest: Looked<string> = { answer: null, current: false, error: null };
  readonly questions = new LatestWins<string>(
    systemClock,
    (at, signal) => {
      this.asked.push(at);
      signal.addEventListener('abort', () => this.givenUp.push(at));
      const answer = withResolvers<string>();
      this.waiting.set(at, answer);
      return answer.promise;
    },
    (at) => this.known.get(at),
    (looked) => (this.latest = looked),
  );

  async answers(at: number): Promise<void> {
    this.waiting.get(at)?.resolve(`state at ${at}`);
    await vi.advanceTimersByTimeAsync(0);
  }

  async fails(at: number): Promise<void> {
    this.waiting.get(at)?.reject(new Error('no'));
    await vi.advanceTimersByTimeAsync(0);
  }
}

interface PromiseWithResolvers<T> {
  promise: Promise<T>;
  resolve: (value: T) => void;
  reject: (error: Error) => void;
}
function withResolvers<T>(): PromiseWithResolvers<T> {
  let resolve: (value: T) => void = () => undefined;
  let reject: (error: Error) => void = () => undefined;
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}

describe('while a slider is pulled', () => {
  let server: SlowServer;
  beforeEach(() => {
    vi.useFakeTimers();
    server = new SlowServer();
  });
  afterEach(() => vi.useRealTimers());

  it('one question is in flight, and of the others only the latest is asked', async () => {
    [1, 2, 3, 4].forEach((at) => server.questions.want(at));
    expect(server.asked).toEqual([1]);
    await server.answers(1);
    expect(server.asked).toEqual([1, 4]);
    expect(server.latest).toEqual({ answer: 'state at 1', current: false, error: null });
    await server.answers(4);
    expect(server.latest).toEqual({ answer: 'state at 4', current: true, error: null });
  });

  it('the last answer stays while the next is on its way', async () => {
    server.questions.want(1);
    await server.answers(1);
    server.questions.want(2);
    expect(server.latest).toEqual({ answer: 'state at 1', current: false, error: null });
  });

  it('a question that takes long is given up for a newer one, and only for that', async () => {
    server.questions.want(1);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(server.givenUp).toEqual([]);
    server.questions.want(2);
    expect([server.givenUp, server.asked]).toEqual([[1], [1, 2]]);
    server.questions.want(3);
    await vi.advanceTimersByTimeAsync(700);
    expect([server.givenUp, server.asked]).toEqual([
      [1, 2],
      [1, 2, 3],
    ]);
    await server.answers(1);
    expect(server.latest.answer).toBeNull();
  });

  it('what is known already is shown at once, and nothing is asked', () => {
    server.known.set(7, 'known');
    server.questions.want(6);
    server.questions.want(7);
    expect(server.latest).toEqual({ answer: 'known', current: true, error: null });
    expect([server.asked, server.givenUp]).toEqual([[6], [6]]);
  });

  it('an error is told for what is wanted, not for what nobody waits for any more', async () => {
    server.questions.want(1);
    server.questions.want(2);
    await server.fails(1);
    expect(server.latest.error).toBeNull();
    await server.fails(2);
    expect(server.latest.error).toEqual(new Error('no'));
    server.questions.again();
    await server.answers(2);
    expect(server.latest).toEqual({ answer: 'state at 2', current: true, error: null });
  });
});
