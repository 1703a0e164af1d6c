/** What the analytics service is asked, and how it answers. Times are ISO 8601, durations in seconds unless they say minutes. */

export interface Question {
  readonly guild: string;
  readonly from: string;
  readonly to: string;
  readonly tz: string;
  readonly channel?: string | undefined;
  readonly user?: string | undefined;
}

export interface Overview {
  readonly now: { readonly inVoice: number; readonly channels: number };
  readonly minutes: number;
  readonly people: number;
  readonly calls: number;
  readonly peak: number;
  readonly peakAt: string | null;
  readonly medianCallSeconds: number | null;
  readonly expiryRate: number | null;
  /** The window of the same length before. */
  readonly previous: {
    readonly minutes: number;
    readonly people: number;
    readonly calls: number;
    readonly peak: number;
    readonly medianCallSeconds?: number | null;
    readonly expiryRate?: number | null;
  };
}

/** `channelId` is null for the guild as a whole. */
export interface Concurrency {
  readonly at: string;
  readonly channelId: string | null;
  readonly peak: number;
  readonly average: number;
}

export interface Minutes {
  readonly key: string;
  readonly label: string;
  readonly minutes: number;
  readonly people: number;
  readonly calls: number;
  readonly secondsSpoken: number;
  readonly secondsMuted: number;
}

/** A channel, or a person. */
export interface Usage {
  readonly id: string;
  readonly label: string;
  readonly minutes: number;
  readonly calls: number;
  readonly people: number;
  readonly peak: number | null;
  readonly secondsSpoken: number;
  readonly talkShare: number | null;
  readonly lastSeen: string | null;
}

export interface Stay {
  readonly channelId: string;
  readonly began: string;
  readonly ended: string | null;
  readonly why: string | null;
  readonly secondsSpoken: number | null;
  readonly secondsMuted: number | null;
}

export interface Call extends Omit<Stay, 'secondsSpoken' | 'secondsMuted'> {
  readonly callId: string;
  readonly userId: string;
  readonly username: string;
  readonly secondsSpoken: number;
  readonly secondsMuted: number;
  /** A time of it is wrong: the clock of the log was ahead when it was written. */
  readonly clockWasAhead?: boolean;
  readonly stays: readonly Stay[];
}

/** Monday is 1. */
export interface HeatCell {
  readonly weekday: number;
  readonly hour: number;
  readonly joins: number;
  readonly minutes: number;
}

export interface Departures {
  readonly items: readonly { readonly why: string; readonly calls: number; readonly share: number }[];
  readonly expiryRate: number | null;
  readonly reconnects: number;
}

export interface Lengths {
  readonly items: readonly {
    readonly fromSeconds: number;
    readonly toSeconds: number | null;
    readonly calls: number;
  }[];
  readonly p50: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
}

export interface Speakers {
  readonly at: string;
  readonly speakers: number;
}

export interface Percentiles {
  readonly p50: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
}

export interface Quality {
  readonly key: string;
  readonly label: string;
  readonly samples: number;
  /** Of these, the ones with a MOS estimate below 3.6. */
  readonly poor: number;
  readonly jitterMs: Percentiles;
  readonly lossRatio: Percentiles;
  readonly roundTripMs: Percentiles;
  readonly bitrateBps: Percentiles;
  readonly mos: { readonly p50: number | null; readonly p05: number | null };
}

export interface QualityAnswer extends Items<Quality> {
  /** From every sample; otherwise percentiles are within 2 %, MOS within 0.01. */
  readonly exact: boolean;
}

export interface ClientErrors {
  readonly key: string;
  readonly count: number;
  readonly people: number;
  readonly last: string;
  /** The newest message. */
  readonly example: string;
}

/** One error, with what had been done just before it. */
export interface RecentError {
  readonly at: string;
  readonly channelId: string | null;
  readonly client: string;
  readonly kind: string;
  readonly message: string;
  /** Oldest first. */
  readonly breadcrumbs: readonly string[];
}

export interface Audited {
  readonly at: string;
  readonly occurred: string;
  readonly action: string;
  readonly actor: string;
  readonly address: string | null;
  readonly guildId: string | null;
  readonly channelId: string | null;
  readonly sessionId: string | null;
  readonly code: string | null;
  readonly detail: string | null;
  readonly times: number;
}

export interface Items<T> {
  readonly items: readonly T[];
}
export interface Paged<T> extends Items<T> {
  /** Cursor of the next page; null on the last. */
  readonly next: string | null;
}

/** Every question, with its answer and what may be said beyond who and when. */
interface Questions {
  overview: { answer: Overview; more: object };
  concurrency: { answer: Items<Concurrency>; more: { bucket: 'minute' | 'hour' | 'day' } };
  minutes: { answer: Items<Minutes>; more: { by: 'day' | 'channel' | 'user' } };
  channels: { answer: Paged<Usage>; more: Page };
  people: { answer: Paged<Usage>; more: Page };
  sessions: { answer: Paged<Call>; more: Page & { why?: string | undefined } };
  heatmap: { answer: Items<HeatCell>; more: object };
  departures: { answer: Departures; more: object };
  lengths: { answer: Lengths; more: object };
  speakers: { answer: Items<Speakers>; more: { period: 'day' | 'week' | 'month' } };
  quality: { answer: QualityAnswer; more: { by: 'hour' | 'channel' | 'user'; limit?: number | undefined } };
  errors: { answer: Items<ClientErrors>; more: { by: 'kind' | 'client' } };
  'errors/recent': { answer: Paged<RecentError>; more: Page & { by?: 'kind' | 'client'; key?: string } };
  audit: { answer: Paged<Audited>; more: Page & AuditFilters };
}
interface Page {
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
}
export interface AuditFilters {
  readonly action?: string | undefined;
  readonly actor?: string | undefined;
  readonly target?: string | undefined;
}

/** What an export may be narrowed to, beyond who and when. */
export type ExportQuestion = Question & AuditFilters & { readonly why?: string | undefined };

export type Topic = keyof Questions;
export type Answer<T extends Topic> = Questions[T]['answer'];
export type More<T extends Topic> = Questions[T]['more'];
export type Cursor<T extends Topic> = Answer<T> extends Paged<infer Item> ? Item : never;

type Said = string | number | undefined;

/** The address to ask at; what is empty or undefined is not said. */
export function pathOf(topic: Topic | 'export', said: object): string {
  const words = (Object.entries(said) as [string, Said][]).flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [[name, String(value)]],
  );
  return `/api/analytics/${topic}?${new URLSearchParams(words).toString()}`;
}
