import { memo } from 'react';
import type { Entry } from './api';
import { kindOf, type Kind } from './kinds';
import { shortMoment, timeInWords } from './words';

interface Props {
  entry: Entry;
  zone: string;
  /** The day that is shown; entries of another name theirs. */
  day: string;
  current: boolean;
  onSeek: (at: number) => void;
  onPerson: (userId: string) => void;
}

const signs: Readonly<Record<Kind, { sign: string; tone: string }>> = {
  came: { sign: '→', tone: 'bg-accent-wash text-accent' },
  went: { sign: '←', tone: 'bg-danger-wash text-danger' },
  trouble: { sign: '!', tone: 'bg-warn-wash text-warn' },
  other: { sign: '·', tone: 'bg-hover text-soft' },
  nothing: { sign: '∅', tone: 'text-soft' },
};

/** One event, with its effect in a sentence, or the rule by which it had none. Its time leads there, its person to their trace. */
export const EventRow = memo(function EventRow({ entry, zone, day, current, onSeek, onPerson }: Props) {
  const { effect, userId, username } = entry;
  const at = Date.parse(entry.time);
  const kind = kindOf(entry);
  return (
    <li
      data-testid="event"
      data-offset={entry.offset}
      data-type={entry.type}
      data-changed={effect.changed}
      aria-current={current ? 'true' : undefined}
      className="flex items-start gap-2.5 rounded-lg px-2 py-1.5 text-sm [contain-intrinsic-size:auto_2rem] [content-visibility:auto] aria-[current]:bg-hover"
    >
      <button
        type="button"
        className="shrink-0 rounded font-mono text-xs leading-5 text-soft tabular-nums hover:text-ink hover:underline"
        title={`${timeInWords(at, zone, { millis: true })}, offset ${entry.offset}`}
        aria-label={`Go to ${shortMoment(at, zone, day)}`}
        onClick={() => onSeek(at)}
      >
        {timeInWords(at, zone)}
      </button>
      <span
        aria-hidden="true"
        className={`mt-px grid size-4.5 shrink-0 place-items-center rounded text-xs font-bold ${signs[kind].tone}`}
      >
        {signs[kind].sign}
      </span>
      <span className={`min-w-0 flex-1 leading-5 ${effect.changed ? '' : 'text-soft italic'}`}>
        {userId !== null && (
          <button
            type="button"
            className="mr-1.5 max-w-full truncate align-bottom font-semibold text-ink hover:underline"
            onClick={() => onPerson(userId)}
          >
            <bdi>{username ?? userId}</bdi>
          </button>
        )}
        {effect.sentence}
        {effect.rule !== null && (
          <span className="ml-2 rounded bg-hover px-1.5 py-0.5 text-xs whitespace-nowrap not-italic">
            rule: {effect.rule}
          </span>
        )}
      </span>
    </li>
  );
});
