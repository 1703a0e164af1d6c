/** What `/api/history` and `/api/operations` answer, as the gateway forwards them to whoever has the role `operator`. */
import type { Participant } from '../protocol/frames';
import type { Asking } from '../session/http';

/** A participant as an operator sees them, with where they came from. */
export interface PastPerson extends Participant {
  readonly channelId: string;
  readonly gatewayId: string | null;
  readonly client: string | null;
  readonly callId: string | null;
}

export interface Effect {
  readonly changed: boolean;
  readonly sentence: string;
  /** By which rule of the fold nothing changed. */
  readonly rule: string | null;
}

/** One record of the log, and what it did. Times are ISO-8601 in UTC, by the log's append time. */
export interface Entry {
  readonly partition: number;
  readonly offset: number;
  readonly time: string;
  readonly type: string;
  readonly userId: string | null;
  readonly username: string | null;
  readonly sessionId: string | null;
  readonly connectionId: string | null;
  readonly gatewayId: string | null;
  readonly client: string | null;
  readonly channelId: string | null;
  readonly effect: Effect;
  readonly event: unknown;
}

/** Plain sentences about what the answer could not hold. */
interface Noted {
  readonly notes: readonly string[];
}
export interface Log extends Noted {
  readonly partition: number;
  readonly firstOffset: number;
  readonly nextOffset: number;
  /** Null: nothing was ever written. */
  readonly first: string | null;
  readonly last: string | null;
}
export interface Density extends Noted {
  readonly from: string;
  readonly to: string;
  readonly bucketMs: number;
  readonly counts: readonly number[];
  readonly departures: readonly number[];
}
export interface PastState extends Noted {
  readonly at: string;
  readonly asOf: { readonly partition: number; readonly offset: number; readonly time: string } | null;
  readonly channels: Readonly<Record<string, readonly PastPerson[]>>;
  readonly eventsFolded: number;
  readonly fromCheckpoint: boolean;
  readonly tookMs: number;
  /** Whether who spoke is still known; it is kept for a day. */
  readonly speechKnown: boolean;
}
export interface Events extends Noted {
  readonly items: readonly Entry[];
  readonly next: string | null;
}
export interface Trace extends Noted {
  readonly items: readonly Entry[];
}
export interface Difference {
  readonly userId: string;
  readonly username: string;
  readonly before: PastPerson | null;
  readonly after: PastPerson | null;
  readonly causes: readonly Entry[];
}
export interface Diff extends Noted {
  readonly changes: readonly Difference[];
}
export interface Explanation extends Noted {
  readonly shown: PastPerson | null;
  readonly sentence: string;
  readonly because: readonly { readonly what: string; readonly cause: Entry }[];
}
export interface Verification extends Noted {
  readonly same: boolean;
  readonly checkedAt: readonly {
    readonly partition: number;
    readonly eventsOffset: number;
    readonly presenceOffset: number;
  }[];
  readonly rows: number;
  readonly differences: readonly {
    readonly guild: string;
    readonly userId: string;
    readonly kind: 'wrong' | 'missing' | 'extra';
    readonly live: PastPerson | null;
    readonly folded: PastPerson | null;
    readonly fields: readonly string[];
  }[];
}

/** A partition that stands still although there is something to do in it. */
export interface Standing {
  readonly part: string;
  readonly topic: string;
  readonly partition: number;
  /** The first record that is not dealt with; -1 if it is not known. */
  readonly offset: number;
  readonly reason: string;
  readonly guild: string | null;
}
export interface Health {
  readonly parts: readonly {
    readonly name: string;
    readonly ready: boolean;
    /** Left out on purpose: it is not ready, and nothing is wrong. */
    readonly off: boolean;
    readonly detail: string;
    /** Records that wait to be read; null where a part reads none. */
    readonly lag: number | null;
    /** Where it logs; null where the gateway was not told. */
    readonly log?: string | null;
  }[];
  readonly stuck: readonly Standing[];
  readonly gateways: readonly {
    readonly gatewayId: string;
    /** Null: only that gateway itself knows. */
    readonly sockets: number | null;
    /** Sessions in a call. */
    readonly inVoice: number;
    readonly lastHeard: string | null;
  }[];
  /** The longest silent first; not all of them where they are many. */
  readonly sessions: readonly {
    /** Null: a socket that is in no channel. */
    readonly guild: string | null;
    readonly userId: string;
    readonly username: string | null;
    readonly sessionId: string;
    readonly channelId: string | null;
    readonly gatewayId: string;
    /** Null: not in the last minute, or not since the gateway began to listen. */
    readonly lastHeard: string | null;
  }[];
  readonly sessionsTotal: number;
  /** Null while Kafka cannot be asked; waiting: not retried yet. */
  readonly dead: { readonly total: number | null; readonly waiting: number | null };
  /** When it was so, by the server's clock. */
  readonly at: string;
}
/** Where a record lies. */
export interface Address {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
}
export interface DeadRecord extends Address {
  readonly time: string;
  readonly origin: string;
  readonly reason: string;
  readonly key: string | null;
  readonly content: string;
  readonly retried: boolean;
}
export interface DeadRecords {
  readonly items: readonly DeadRecord[];
  readonly next: string | null;
}

export type Ask = <T>(path: string, asking?: Omit<Asking, 'token'>) => Promise<T>;
type Words = Readonly<Record<string, string | number | undefined>>;
interface Span {
  readonly from: number;
  readonly to: number;
}

/**
 * Moments go in as milliseconds since the epoch. Every question can be given up by its signal. `tz` is the zone of the times inside
 * sentences.
 */
export class HistoryApi {
  constructor(private readonly ask: Ask) {}

  log(guild: string, signal: AbortSignal): Promise<Log> {
    return this.get('history/log', { guild }, signal);
  }

  density(guild: string, { from, to }: Span, buckets: number, signal: AbortSignal): Promise<Density> {
    return this.get('history/density', { guild, from: iso(from), to: iso(to), buckets }, signal);
  }

  state(guild: string, at: number, tz: string, signal: AbortSignal): Promise<PastState> {
    return this.get('history/state', { guild, at: iso(at), tz }, signal);
  }

  events(
    guild: string,
    { from, to }: Span,
    only: { channel?: string | undefined; tz: string; limit: number },
    signal: AbortSignal,
  ): Promise<Events> {
    return this.get('history/events', { guild, from: iso(from), to: iso(upToNow(to)), ...only }, signal);
  }

  diff(guild: string, { from, to }: Span, tz: string, signal: AbortSignal): Promise<Diff> {
    return this.get('history/diff', { guild, from: iso(from), to: iso(to), tz }, signal);
  }

  trace(guild: string, user: string, { from, to }: Span, tz: string, signal: AbortSignal): Promise<Trace> {
    return this.get('history/trace', { guild, user, from: iso(from), to: iso(upToNow(to)), tz }, signal);
  }

  explain(guild: string, user: string, at: number, tz: string, signal: AbortSignal): Promise<Explanation> {
    return this.get('history/explain', { guild, user, at: iso(at), tz }, signal);
  }

  verify(guild: string, signal: AbortSignal): Promise<Verification> {
    return this.get('history/verify', { guild }, signal);
  }

  health(signal: AbortSignal): Promise<Health> {
    return this.get('operations/health', {}, signal);
  }

  dead(cursor: string | undefined, signal: AbortSignal): Promise<DeadRecords> {
    return this.get('operations/dead', { cursor, limit: 50 }, signal);
  }

  retryDead({ topic, partition, offset }: Address): Promise<{ written: Address }> {
    return this.ask('/api/operations/dead/retry', { body: { topic, partition, offset } });
  }

  private get<T>(path: string, words: Words, signal: AbortSignal): Promise<T> {
    const said = Object.entries(words).flatMap(([key, value]) =>
      value === undefined ? [] : [[key, String(value)]],
    );
    return this.ask<T>(`/api/${path}?${new URLSearchParams(said).toString()}`, { signal });
  }
}

/** A day that is not over is asked for as far as it has come. */
const upToNow = (ms: number) => Math.min(ms, Date.now());

const iso = (ms: number) => new Date(ms).toISOString();
