/** The log's words, in people's. What a later version says is shown as it is. */
import { gradeOf } from '../../telemetry/opinion';

const reasons: Readonly<Record<string, string>> = {
  left: 'Left',
  expired: 'Lost connection',
  replaced: 'Continued on another device',
  'permission-lost': 'Lost permission',
  removed: 'Removed by a moderator',
  'channel-closed': 'Channel closed',
  'clock-set-back': 'Clock corrected',
  moved: 'Moved to another channel',
};
export const reasonNames = Object.keys(reasons).filter((why) => why !== 'moved');

/** Why a call or a stay ended; null while it runs. */
export const reason = (why: string | null): string =>
  why === null ? 'Still there' : (reasons[why] ?? spoken(why));

const actions: Readonly<Record<string, string>> = {
  'logged-in': 'Logged in',
  'join-refused': 'Join refused',
  'token-issued': 'Audio token issued',
  'token-refused': 'Audio token refused',
  queried: 'Looked at data',
  'dead-retried': 'Wrote a dead record again',
  left: 'Left',
  expired: 'Lost connection',
};
export const actionNames = Object.keys(actions);
export const action = (name: string): string => actions[name] ?? spoken(name);

export type Tone = 'good' | 'warn' | 'bad' | 'plain';

export function toneOf(why: string | null): Tone {
  switch (why) {
    case null:
      return 'good';
    case 'expired':
      return 'warn';
    case 'removed':
    case 'permission-lost':
    case 'join-refused':
    case 'token-refused':
      return 'bad';
    default:
      return 'plain';
  }
}

/** `channel-updated` as "Channel updated". */
export function spoken(word: string): string {
  const text = word.replaceAll(/[-_]/g, ' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export const weekdays = [
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
  'Sunday',
] as const;

/** The word for an estimated opinion, by the figure as it is shown beside it. */
export const opinion = (mos: number | null) =>
  mos === null ? 'unknown' : gradeOf(Math.round(mos * 10) / 10);

/** How far a percentile can be from the true one; empty before there is an answer. */
export function precision(answer: { readonly exact: boolean } | undefined): string {
  if (answer === undefined) return '';
  return answer.exact
    ? ' Exact: worked out from every sample.'
    : ' So many samples are counted in classes: percentiles are within 2 %, MOS within 0.01.';
}

export function toneOfOpinion(mos: number | null): Tone {
  switch (opinion(mos)) {
    case 'excellent':
    case 'good':
      return 'good';
    case 'fair':
      return 'warn';
    case 'poor':
    case 'bad':
      return 'bad';
    case 'unknown':
      return 'plain';
  }
}
