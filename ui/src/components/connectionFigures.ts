import type { CallQuality, IcePath } from '../protocol/frames';
import { connectionGrade, opinionScore, type ConnectionGrade } from '../telemetry/opinion';

export interface Figure {
  readonly name: string;
  readonly value: string;
}

export interface ConnectionFigures {
  readonly grade: ConnectionGrade;
  /** How many of four bars are full. */
  readonly bars: 1 | 2 | 3 | 4;
  readonly title: string;
  readonly figures: readonly Figure[];
}

const bars = { excellent: 4, good: 3, fair: 2, poor: 1, bad: 1 } as const;
const titles: Readonly<Record<ConnectionGrade, string>> = {
  excellent: 'Excellent connection',
  good: 'Good connection',
  fair: 'Fair connection',
  poor: 'Poor connection',
  bad: 'Bad connection',
};
const paths: Readonly<Record<IcePath, string>> = {
  host: 'direct',
  srflx: 'direct, through a NAT',
  prflx: 'direct, through a NAT',
  relay: 'through a relay',
};

/** How the call is, in words and figures; null if nothing is known of it. */
export function connectionFigures(quality: CallQuality): ConnectionFigures | null {
  const grade = connectionGrade(quality);
  const score = opinionScore(quality);
  if (grade === null || score === null) return null;
  return {
    grade,
    bars: bars[grade],
    title: titles[grade],
    figures: [
      figure('Estimated opinion', score, (mos) => `${mos.toFixed(1)} of 5`),
      figure('Round trip', quality.roundTripMs, (ms) => `${ms.toFixed(0)} ms`),
      figure('Jitter', quality.jitterMs, (ms) => `${ms.toFixed(0)} ms`),
      figure('Lost', quality.lossRatio, (ratio) => `${(100 * ratio).toFixed(1)} %`),
      figure('Receiving', quality.bitrateInBps, (bps) => `${(bps / 1_000).toFixed(0)} kbit/s`),
      figure('Sending', quality.bitrateOutBps, (bps) => `${(bps / 1_000).toFixed(0)} kbit/s`),
      figure('Gaps filled', quality.concealedMs, (ms) => share(ms, quality.windowMs)),
      figure('Path', quality.icePath, (path) => pathText(path, quality.iceProtocol)),
    ].filter((it) => it !== null),
  };
}

function figure<T>(name: string, value: T | undefined, text: (value: T) => string): Figure | null {
  return value === undefined ? null : { name, value: text(value) };
}

const share = (ms: number, windowMs: number) =>
  `${(ms / 1_000).toFixed(1)} s of ${(windowMs / 1_000).toFixed(0)} s`;

const pathText = (path: IcePath, protocol: string | undefined) =>
  protocol === undefined ? paths[path] : `${paths[path]}, ${protocol.toUpperCase()}`;
