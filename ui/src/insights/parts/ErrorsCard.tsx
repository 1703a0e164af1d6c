import { useState } from 'react';
import type { ClientErrors } from '../api';
import { count, time } from '../model/format';
import { useAnswer, useQuestion } from '../useAnswer';
import { useInsights } from '../useInsights';
import { Card } from './Card';
import { Choice } from './Choice';
import { ExportButtons } from './ExportButtons';
import { RecentErrors } from './RecentErrors';
import { Answered } from './states';

const kinds = [
  { value: 'kind', name: 'By kind' },
  { value: 'client', name: 'By version' },
] as const;
type By = (typeof kinds)[number]['value'];

/** What went wrong in browsers, the most frequent first; each opens to the single errors. */
export function ErrorsCard() {
  const [by, setBy] = useState<By>('kind');
  const question = useQuestion();
  const asked = useAnswer('errors', question, { by });
  return (
    <Card
      title="Errors in browsers"
      hint="Open one for the newest of its errors, and what had been done just before them."
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
              <ErrorItem key={`${by} ${item.key}`} by={by} item={item} />
            ))}
          </ul>
        )}
      </Answered>
    </Card>
  );
}

function ErrorItem({ by, item }: { by: By; item: ClientErrors }) {
  const [open, setOpen] = useState(false);
  const { zone } = useInsights().address;
  const { key, count: times, people, last, example } = item;
  return (
    <li data-testid="error-item">
      <details open={open} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
        <summary className="flex min-h-11 cursor-pointer flex-wrap items-center gap-x-3 gap-y-0.5 rounded-lg px-1 py-2 hover:bg-hover">
          <span aria-hidden="true" className={`text-soft transition-transform ${open ? 'rotate-90' : ''}`}>
            ▸
          </span>
          <span className="font-mono text-sm font-semibold">{key === '' ? 'unknown' : key}</span>
          <span className="min-w-0 flex-1 basis-40 truncate text-sm text-soft">{example}</span>
          <span className="text-sm text-soft tabular-nums">
            {count(times)} × · {count(people)} {people === 1 ? 'person' : 'people'} · last {time(last, zone)}
          </span>
        </summary>
        {open && <RecentErrors by={by} of={key} />}
      </details>
    </li>
  );
}
