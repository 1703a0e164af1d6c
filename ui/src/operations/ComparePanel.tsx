import { useQuery } from '@tanstack/react-query';
import type { Difference, PastPerson } from './api';
import { EventRow } from './EventRow';
import { useMachine, useRestedMoment } from './machine';
import { useDay } from './useHistory';
import { differencesOf } from './differences';
import { counted, momentInWords } from './words';

/** What is different between the mark and the moment that is shown, and which events made it so. */
export function ComparePanel() {
  const { place, change } = useMachine();
  if (place.mark === null)
    return (
      <p className="p-5 text-soft" data-testid="no-mark">
        Set a mark at one moment with <strong className="text-ink">Mark</strong>, then move to another: what
        changed between the two is listed here.
      </p>
    );
  return (
    <div
      role="region"
      aria-label="Changes since the mark"
      tabIndex={0}
      className="min-h-64 overflow-y-auto p-4 lg:min-h-0 lg:flex-1"
      data-testid="compare"
    >
      <Changes mark={place.mark} />
      <button type="button" className="btn btn-quiet mt-5" onClick={() => change({ mark: undefined })}>
        Remove the mark
      </button>
    </div>
  );
}

function Changes({ mark }: { mark: number }) {
  const { api, guild, place } = useMachine();
  const at = useRestedMoment();
  const [from, to] = at < mark ? [at, mark] : [mark, at];
  const diff = useQuery({
    queryKey: ['history', 'diff', guild, from, to, place.zone],
    queryFn: ({ signal }) => api.diff(guild, { from, to }, place.zone, signal),
    placeholderData: (before) => before,
    enabled: from !== to,
    retry: false,
  });
  return (
    <>
      <p className="text-sm text-soft">
        From {momentInWords(from, place.zone)}
        {at < mark ? '' : ' (the mark)'} to {momentInWords(to, place.zone)}
        {at < mark ? ' (the mark)' : ''}
      </p>
      {from === to && <p className="mt-3">The mark is here. Move to another moment.</p>}
      {from !== to && diff.isPending && <p className="mt-3 animate-breathe text-soft">Comparing…</p>}
      {diff.error && (
        <p role="alert" className="mt-3 text-danger">
          {diff.error.message}
        </p>
      )}
      {from !== to && diff.data && (
        <>
          <p className="mt-3 font-semibold" aria-live="polite">
            {diff.data.changes.length === 0
              ? 'Nothing is different.'
              : `${counted(diff.data.changes.length, 'person is', 'people are')} different.`}
          </p>
          <ul className="mt-2 space-y-3">
            {diff.data.changes.map((change) => (
              <Changed key={change.userId} change={change} />
            ))}
          </ul>
          {diff.data.notes.map((note) => (
            <p key={note} className="mt-2 text-sm text-warn">
              {note}
            </p>
          ))}
        </>
      )}
    </>
  );
}

function Changed({ change: { userId, username, before, after, causes } }: { change: Difference }) {
  const { place, change, playhead } = useMachine();
  const { day } = useDay();
  return (
    <li
      data-testid="difference"
      data-user-id={userId}
      className="rounded-xl border border-line bg-surface p-3"
    >
      <p className="flex flex-wrap items-baseline gap-x-2">
        <button
          type="button"
          className="font-semibold hover:underline"
          onClick={() => change({ user: userId })}
        >
          <bdi>{username}</bdi>
        </button>
        <span className="text-sm text-soft">{presence(before, after)}</span>
      </p>
      <ul className="mt-1 text-sm">
        {differencesOf(before, after).map(({ field, was, is }) => (
          <li key={field}>
            {field}: <del className="text-soft">{was}</del> → <strong>{is}</strong>
          </li>
        ))}
      </ul>
      <ol className="mt-2 border-t border-line pt-1">
        {causes.map((cause) => (
          <EventRow
            key={cause.offset}
            entry={cause}
            zone={place.zone}
            day={day}
            current={false}
            onSeek={(at) => playhead.seek(at)}
            onPerson={(user) => change({ user })}
          />
        ))}
      </ol>
    </li>
  );
}

function presence(before: PastPerson | null, after: PastPerson | null): string {
  if (before === null) return 'came';
  return after === null ? 'is gone' : 'changed';
}
