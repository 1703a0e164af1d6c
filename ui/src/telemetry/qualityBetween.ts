/**
 * A call's quality from two successive readings of the browser's WebRTC statistics (W3C webrtc-stats). Counters are since the
 * stream began, so a window is their growth; a stream that began within it grew from nothing. Pure.
 */
import type { CallQuality, IcePath, IceProtocol } from '../protocol/frames';

/** One entry of a report; which members it has, its type says. */
export interface Stat {
  readonly id: string;
  readonly type: string;
  readonly [member: string]: unknown;
}

/** What the browser says at one moment, of what is sent and of everything that is received. */
export interface Reading {
  /** Milliseconds, on any clock. */
  readonly at: number;
  readonly sent: readonly Stat[];
  readonly received: readonly Stat[];
}

/** Opus is decoded at 48 kHz. */
const SAMPLES_PER_MS = 48;

/** Null if the browser says nothing at all, as for somebody who hears and is heard by nobody. */
export function qualityBetween(before: Reading, now: Reading): CallQuality | null {
  const windowMs = Math.round(now.at - before.at);
  if (windowMs < 1 || now.sent.length + now.received.length === 0) return null;
  const heard = growths(before.received, now.received, 'inbound-rtp');
  const said = growths(before.sent, now.sent, 'outbound-rtp');
  return {
    windowMs,
    ...loss(heard),
    ...connection(before, now),
    bitrateInBps: bitrate(heard, 'bytesReceived', windowMs),
    bitrateOutBps: bitrate(said, 'bytesSent', windowMs),
    concealedMs: concealed(heard),
    audioLevel: level(growths(before.sent, now.sent, 'media-source')),
  };
}

/** One stream over the window. */
interface Growth {
  readonly now: Stat;
  /** Never below 0: of packets lost, some may be found again. */
  by(member: string): number;
}

function growths(before: readonly Stat[], now: readonly Stat[], type: string): Growth[] {
  const old = new Map(before.map((stat) => [stat.id, stat]));
  return now
    .filter((stat) => stat.type === type && (stat['kind'] ?? 'audio') === 'audio')
    .map((stat) => ({
      now: stat,
      by: (member) => Math.max(0, (number(stat, member) ?? 0) - (number(old.get(stat.id), member) ?? 0)),
    }));
}

function loss(heard: readonly Growth[]): Pick<CallQuality, 'jitterMs' | 'lossRatio'> {
  const lost = sum(heard, 'packetsLost');
  const received = sum(heard, 'packetsReceived');
  if (lost + received === 0) return {};
  // Who says nothing sends next to nothing, and an old jitter stands still.
  const jitters = heard
    .filter((stream) => stream.by('packetsReceived') > 0)
    .map(({ now }) => number(now, 'jitter') ?? 0);
  return {
    jitterMs: jitters.length === 0 ? undefined : rounded(Math.max(...jitters) * 1_000, 2),
    lossRatio: rounded(lost / (lost + received), 5),
  };
}

/** Sound that was made up to fill a hole; what is made up in a silence nobody hears. */
function concealed(heard: readonly Growth[]): number | undefined {
  if (heard.length === 0) return undefined;
  const samples = heard.map((stream) => stream.by('concealedSamples') - stream.by('silentConcealedSamples'));
  return rounded(samples.reduce((all, one) => all + Math.max(0, one), 0) / SAMPLES_PER_MS, 1);
}

function bitrate(streams: readonly Growth[], member: string, windowMs: number): number | undefined {
  return streams.length === 0 ? undefined : Math.round((sum(streams, member) * 8_000) / windowMs);
}

/** The root of the mean energy: how loud it was over the whole window, not at its end. */
function level(sources: readonly Growth[]): number | undefined {
  const [source] = sources;
  const seconds = source?.by('totalSamplesDuration') ?? 0;
  if (!source || seconds === 0) return undefined;
  return rounded(Math.min(1, Math.sqrt(source.by('totalAudioEnergy') / seconds)), 4);
}

/** Whoever only listens has a connection as well, and it is the one that counts. */
function connection(
  before: Reading,
  now: Reading,
): Pick<CallQuality, 'roundTripMs' | 'icePath' | 'iceProtocol'> {
  for (const way of ['sent', 'received'] as const) {
    const pair = pairInUse(now[way]);
    if (!pair) continue;
    const old = before[way].find(({ id }) => id === pair.id);
    const candidate = now[way].find(({ id }) => id === pair['localCandidateId']);
    return { roundTripMs: roundTrip(old, pair), ...path(candidate) };
  }
  return {};
}

function pairInUse(stats: readonly Stat[]): Stat | undefined {
  const chosen = stats.find(({ type }) => type === 'transport')?.['selectedCandidatePairId'];
  return (
    stats.find(({ id }) => id === chosen) ??
    // Firefox has no transports.
    stats.find((stat) => stat.type === 'candidate-pair' && stat['nominated'] && stat['state'] === 'succeeded')
  );
}

/** The mean of the window's checks, or the newest if there was none in it. */
function roundTrip(old: Stat | undefined, pair: Stat): number | undefined {
  const answers = (number(pair, 'responsesReceived') ?? 0) - (number(old, 'responsesReceived') ?? 0);
  const seconds = (number(pair, 'totalRoundTripTime') ?? 0) - (number(old, 'totalRoundTripTime') ?? 0);
  const mean = answers > 0 && seconds >= 0 ? seconds / answers : number(pair, 'currentRoundTripTime');
  return mean === undefined ? undefined : rounded(mean * 1_000, 1);
}

const paths: readonly unknown[] = ['host', 'srflx', 'prflx', 'relay'] satisfies IcePath[];
const protocols: readonly unknown[] = ['udp', 'tcp', 'tls'] satisfies IceProtocol[];

function path(candidate: Stat | undefined): Pick<CallQuality, 'icePath' | 'iceProtocol'> {
  const type = candidate?.['candidateType'];
  const protocol = candidate?.['relayProtocol'] ?? candidate?.['protocol'];
  return {
    icePath: paths.includes(type) ? (type as IcePath) : undefined,
    iceProtocol: protocols.includes(protocol) ? (protocol as IceProtocol) : undefined,
  };
}

function number(stat: Stat | undefined, member: string): number | undefined {
  const value = stat?.[member];
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

const sum = (streams: readonly Growth[], member: string) =>
  streams.reduce((all, stream) => all + stream.by(member), 0);

const rounded = (value: number, digits: number) => Number(value.toFixed(digits));
