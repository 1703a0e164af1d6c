import { useState } from 'react';
import type { ClientErrors } from '../api';
import { count, time } from '../model/format';
import { useAnswer, useQuestion } from '../useAnswer';
import { useInsights } from '../useInsights';
import { Card } from './Card';
import { Choice } from './Choice';
import { ExportButtons } from './ExportButtons';
import { Answered } from './states';

const kinds = [
  { value: 'kind', name: 'By kind' },
  { value: 'client', name: 'By version' },
] as const;

/** What went wrong in browsers, the most frequent first, each with one that happened. */
export function ErrorsCard() {
  const { zone } = useInsights().address;
  const [by, setBy] = useState<'kind' | 'client'>('kind');
  const question = useQuestion();
  const asked = useAnswer('errors', question, { by });
  return (
    <Card
      title="Errors in browsers"
      hint="Without personal data; the example shows what led to it."
      testId="errors"
      actions={
        <>
          <Choice label="Errors by" value={by} options={kinds} onChoose={setBy} />
          <ExportButtons view="errors" question={question} />
        </>
      }
    >
      <Answered
        of={asked}
        size="h-40"
        isEmpty={({ items }) => items.length === 0}
        nothing="No errors in this time."
      >
        {({ items }) => (
          <ul className="divide-y divide-line">
            {items.map((item) => (
              <ErrorItem key={item.key} item={item} zone={zone} />
            ))}
          </ul>
        )}
      </Answered>
    </Card>
  );
}

function ErrorItem({ item, zone }: { item: ClientErrors; zone: string }) {
  const { key, count: times, people, last, example } = item;
  const { message, breadcrumbs } = partsOf(example);
  return (
    <li className="py-2.5">
      <details>
        <summary className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5">
          <span className="font-mono text-sm font-semibold">{key === '' ? 'unknown' : key}</span>
          <span className="min-w-0 flex-1 truncate text-sm text-soft">{message}</span>
          <span className="text-sm text-soft tabular-nums">
            {count(times)} × · {count(people)} {people === 1 ? 'person' : 'people'} · last {time(last, zone)}
          </span>
        </summary>
        <div className="mt-2 rounded-xl bg-surface p-3 text-sm">
          <p className="font-mono text-xs break-words">{message}</p>
          {breadcrumbs.length > 0 && (
            <>
              <p className="mt-2 text-xs font-semibold text-soft">What led to it</p>
              <ol className="mt-1 list-decimal pl-5 font-mono text-xs text-soft">
                {breadcrumbs.map((crumb, at) => (
                  <li key={`${at} ${crumb}`}>{crumb}</li>
                ))}
              </ol>
            </>
          )}
        </div>
      </details>
    </li>
  );
}

/** An example is a message, or a record that has one and says what led to it. */
function partsOf(example: unknown): { message: string; breadcrumbs: readonly string[] } {
  if (typeof example === 'string') return { message: example, breadcrumbs: [] };
  if (typeof example !== 'object' || example === null) return { message: '', breadcrumbs: [] };
  const { message, breadcrumbs } = example as { message?: unknown; breadcrumbs?: unknown };
  return {
    message: typeof message === 'string' ? message : '',
    breadcrumbs: Array.isArray(breadcrumbs) ? breadcrumbs.map(String) : [],
  };
}
