import type { Entry } from './api';
import { kindOf } from './kinds';
import { timeInWords } from './words';

interface Props {
  entry: Entry;
  zone: string;
  day: string;
  /** It lies before the moment that is shown. */
  happened: boolean;
  onSeek: (at: number) => void;
}

const dots = {
  came: 'bg-accent',
  went: 'bg-danger',
  trouble: 'bg-warn',
  other: 'bg-control',
  nothing: 'border-2 border-control',
} as const;

/** One event of a person: when, what it did or why nothing, and where it came from. */
export function TraceEntry({ entry, zone, happened, onSeek }: Props) {
  const at = Date.parse(entry.time);
  const { effect } = entry;
  const from: readonly (readonly [string, string | null])[] = [
    ['gateway', entry.gatewayId],
    ['session', entry.sessionId],
    ['connection', entry.connectionId],
    ['client', entry.client],
  ];
  return (
    <li
      data-testid="trace-entry"
      data-type={entry.type}
      data-changed={effect.changed}
      className="relative border-l-2 border-line pb-3 pl-4 last:pb-0"
    >
      <span
        aria-hidden="true"
        className={`absolute top-1.5 -left-[5px] size-2 rounded-full ${dots[kindOf(entry)]}`}
      />
      <p className="flex items-baseline gap-2 text-sm">
        <button
          type="button"
          className="font-mono text-xs text-soft tabular-nums hover:text-ink hover:underline"
          onClick={() => onSeek(at)}
        >
          {timeInWords(at, zone, { millis: true })}
        </button>
        <span className="text-xs text-soft">
          {entry.type}
          {!happened && ' · later'}
        </span>
      </p>
      <p className={`text-sm ${effect.changed ? 'font-medium' : 'text-soft italic'}`}>{effect.sentence}</p>
      {effect.rule !== null && <p className="text-xs text-soft">by the rule “{effect.rule}”</p>}
      <details className="mt-0.5 text-xs text-soft">
        <summary className="w-fit rounded hover:text-ink">where it came from</summary>
        <dl className="mt-1 grid grid-cols-[auto_1fr] gap-x-3 gap-y-0.5">
          {from.map(([what, value]) => (
            <div key={what} className="contents">
              <dt>{what}</dt>
              <dd className="font-mono break-all text-ink">
                {value === null || value === '' ? 'not told' : value}
              </dd>
            </div>
          ))}
          <dt>place</dt>
          <dd className="font-mono text-ink">
            partition {entry.partition}, offset {entry.offset}
          </dd>
        </dl>
        <pre className="mt-1.5 overflow-x-auto rounded-lg bg-ground p-2 text-[0.7rem] text-ink">
          {JSON.stringify(entry.event, null, 2)}
        </pre>
      </details>
    </li>
  );
}
