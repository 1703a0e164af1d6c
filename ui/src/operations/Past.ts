import type { QueryClient } from '@tanstack/react-query';
import { createStore } from 'zustand/vanilla';
import { systemClock } from '../presence/clock';
import type { HistoryApi, PastState } from './api';
import { LatestWins, type Looked } from './LatestWins';
import type { Playhead } from './Playhead';

/** A moment this long ago has all its events: the log's clock is the server's, and this browser's may differ a little. */
const SETTLED_MS = 5_000;
/** A state of a large guild is large: what was passed while pulling is not kept for long. */
const KEPT_MS = 30_000;
const AHEAD = 2;

/** Who was where at the moment that the playhead shows: follows it, keeps what was answered, and fetches ahead while it plays. */
export class Past {
  readonly store = createStore<Looked<PastState>>(() => ({ answer: null, current: false, error: null }));
  private readonly questions: LatestWins<PastState>;

  constructor(
    private readonly queries: QueryClient,
    private readonly api: HistoryApi,
    private readonly guild: string,
    private readonly playhead: Playhead,
    private readonly zone: string,
  ) {
    this.questions = new LatestWins(
      systemClock,
      (at, signal) => this.load(at, signal),
      (at) => this.known(at),
      (looked) => this.store.setState(looked),
    );
  }

  /** The answer ends it. */
  start(): () => void {
    const follow = () => this.questions.want(this.playhead.store.getState().looked);
    follow();
    const stop = this.playhead.store.subscribe((now, before) => {
      if (now.looked === before.looked) return;
      follow();
      for (const at of this.playhead.next(AHEAD)) this.queries.query(this.question(at)).catch(noop);
    });
    return () => {
      stop();
      this.questions.stop();
    };
  }

  again(): void {
    this.questions.again();
  }

  private load(at: number, signal: AbortSignal): Promise<PastState> {
    const question = this.question(at);
    signal.addEventListener('abort', () => void this.queries.cancelQueries({ queryKey: question.queryKey }));
    return this.queries.query(question);
  }

  private known(at: number): PastState | undefined {
    const state = this.queries.getQueryState<PastState>(this.question(at).queryKey);
    return state && isSettled(state, at) ? state.data : undefined;
  }

  private question(at: number) {
    return {
      queryKey: ['history', 'state', this.guild, at, this.zone],
      queryFn: ({ signal }: { signal: AbortSignal }) => this.api.state(this.guild, at, this.zone, signal),
      staleTime: ({ state }: { state: { dataUpdatedAt: number } }) => (isSettled(state, at) ? Infinity : 0),
      gcTime: KEPT_MS,
      retry: false,
    };
  }
}

/** What was fetched ahead and failed is asked for again when its time has come, and told then. */
const noop = () => undefined;

const isSettled = ({ dataUpdatedAt }: { dataUpdatedAt: number }, at: number) =>
  dataUpdatedAt > at + SETTLED_MS;
