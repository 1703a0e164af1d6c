import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Dialog } from '../components/Dialog';
import { AlertIcon, CheckIcon } from '../components/icons';
import type { PastPerson, Verification } from './api';
import { useMachine } from './machine';
import { counted } from './words';

/** Folds the guild's log anew and compares it with what is live. */
export function VerifyButton() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        data-testid="verify"
        className="btn btn-quiet min-h-9 px-3"
        title="Fold the log anew and compare it with live presence"
        onClick={() => setOpen(true)}
      >
        <CheckIcon className="size-4" /> <span className="sr-only sm:not-sr-only">Verify</span>
      </button>
      {open && (
        <Dialog
          title="Does the log explain what is live?"
          testId="verify-dialog"
          onClose={() => setOpen(false)}
        >
          <Result />
        </Dialog>
      )}
    </>
  );
}

function Result() {
  const { api, guild } = useMachine();
  // Each opening is a new comparison.
  const check = useQuery({
    queryKey: ['history', 'verify', guild],
    queryFn: ({ signal }) => api.verify(guild, signal),
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });
  if (check.isFetching)
    return <p className="animate-breathe text-soft">Folding the whole log anew, and comparing row by row…</p>;
  if (check.error)
    return (
      <div role="alert">
        <p className="text-danger">{check.error.message}</p>
        <button type="button" className="btn btn-quiet mt-4" onClick={() => void check.refetch()}>
          Try again
        </button>
      </div>
    );
  return check.data && <Comparison found={check.data} />;
}

function Comparison({ found }: { found: Verification }) {
  return (
    <div data-testid="verify-result" data-same={found.same}>
      <p className={`flex items-center gap-2 font-semibold ${found.same ? 'text-accent' : 'text-danger'}`}>
        {found.same ? <CheckIcon /> : <AlertIcon />}
        {found.same
          ? `Yes: ${counted(found.rows, 'row', 'rows')} compared, all the same.`
          : `No: ${counted(found.differences.length, 'row differs', 'rows differ')} of ${found.rows.toLocaleString('en')}.`}
      </p>
      <ul className="mt-2 text-sm text-soft">
        {found.checkedAt.map(({ partition, eventsOffset, presenceOffset }) => (
          <li key={partition}>
            Partition {partition}: events up to offset {eventsOffset}, presence up to {presenceOffset}.
          </li>
        ))}
        {found.notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
      <ul className="mt-4 space-y-3">
        {found.differences.map(({ guild, userId, kind, live, folded, fields }) => (
          <li key={`${guild} ${userId}`} className="rounded-xl bg-danger-wash p-3 text-sm">
            <p className="font-semibold text-danger">
              {sentences[kind](live?.username ?? folded?.username ?? userId)}
            </p>
            <dl className="mt-2 grid grid-cols-[auto_1fr_1fr] gap-x-3 gap-y-1">
              <dt className="sr-only">Field</dt>
              <dd className="col-start-2 text-soft">live</dd>
              <dd className="text-soft">by the log</dd>
              {fields.map((field) => (
                <Field key={field} field={field} live={live} folded={folded} />
              ))}
            </dl>
          </li>
        ))}
      </ul>
    </div>
  );
}

const sentences = {
  wrong: (who: string) => `${who} is shown otherwise than the log says`,
  missing: (who: string) => `${who} is not shown, but is there by the log`,
  extra: (who: string) => `${who} is shown, but is not there by the log`,
} as const;

function Field({
  field,
  live,
  folded,
}: {
  field: string;
  live: PastPerson | null;
  folded: PastPerson | null;
}) {
  return (
    <>
      <dt>{field}</dt>
      <dd className="break-all">{valueOf(live, field)}</dd>
      <dd className="break-all">{valueOf(folded, field)}</dd>
    </>
  );
}

function valueOf(person: PastPerson | null, field: string): string {
  const value: unknown =
    person === null ? undefined : Object.entries(person).find(([key]) => key === field)?.[1];
  return value === undefined || value === null
    ? '–'
    : typeof value === 'string'
      ? value
      : JSON.stringify(value);
}
