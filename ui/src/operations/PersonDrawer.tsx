import { useQuery } from '@tanstack/react-query';
import { Fragment, useEffect, useRef, useState } from 'react';
import { CloseIcon } from '../components/icons';
import type { Entry } from './api';
import { causesOf } from './causes';
import { useMachine, usePast, useRestedMoment } from './machine';
import { TraceEntry } from './TraceEntry';
import { freshness, useDay } from './useHistory';
import { dayInWords, shortMoment, timeInWords } from './words';

interface Props {
  user: string;
  onClose: () => void;
}

/** Why a person is shown as they are at the moment, and everything that came from them on that day. */
export function PersonDrawer({ user, onClose }: Props) {
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus({ preventScroll: true }), []);
  const shown = usePast(({ answer }) =>
    Object.values(answer?.channels ?? {})
      .flat()
      .find(({ userId }) => userId === user),
  );
  return (
    // Escape closes it from anywhere inside; the button beside the name does it for everybody else.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <aside
      aria-labelledby="drawer-title"
      data-testid="person-drawer"
      data-user-id={user}
      className="fixed inset-0 z-30 flex flex-col border-line bg-surface lg:static lg:z-auto lg:min-h-0 lg:w-104 lg:shrink-0 lg:border-l"
      onKeyDown={(event) => event.key === 'Escape' && onClose()}
    >
      <header className="flex min-h-14 items-center gap-2 border-b border-line pr-2 pl-4">
        <h2
          id="drawer-title"
          ref={title}
          tabIndex={-1}
          className="min-w-0 flex-1 truncate font-bold outline-none"
        >
          <Name user={user} shown={shown?.username} />
        </h2>
        <button type="button" className="icon-btn" aria-label="Close" onClick={onClose}>
          <CloseIcon />
        </button>
      </header>
      <div
        role="region"
        aria-label="Trace"
        tabIndex={0}
        className="min-h-0 flex-1 space-y-5 overflow-y-auto p-4"
      >
        <Why user={user} />
        <TraceOfDay user={user} />
      </div>
    </aside>
  );
}

function Name({ user, shown }: { user: string; shown: string | undefined }) {
  const trace = useTrace(user);
  const name = shown ?? trace.data?.items.findLast(({ username }) => username !== null)?.username ?? user;
  return <bdi>{name}</bdi>;
}

/** Back to the events that made it so. */
function Why({ user }: { user: string }) {
  const { api, guild, place, playhead } = useMachine();
  const at = useRestedMoment();
  const { day } = useDay();
  const why = useQuery({
    queryKey: ['history', 'explain', guild, user, at, place.zone],
    queryFn: ({ signal }) => api.explain(guild, user, at, place.zone, signal),
    placeholderData: (before) => before,
    retry: false,
  });
  return (
    <section aria-label="Why is this person shown so?" data-testid="explain" aria-busy={why.isFetching}>
      <h3 className="text-sm font-semibold text-soft">Why so at {timeInWords(at, place.zone)}?</h3>
      {why.error && (
        <p role="alert" className="mt-1 text-danger">
          {why.error.message}
        </p>
      )}
      {why.isPending && <p className="mt-1 animate-breathe text-soft">Looking for the causes…</p>}
      {why.data && (
        <>
          <p className="mt-1 font-medium">{why.data.sentence}</p>
          <ul className="mt-2 space-y-1.5">
            {causesOf(why.data).map(({ cause, set }) => (
              <li key={cause.offset} className="rounded-lg bg-raised px-3 py-2 text-sm" data-testid="cause">
                <p>
                  <span className="font-semibold">{cause.effect.sentence}</span>{' '}
                  <button
                    type="button"
                    className="font-semibold text-accent underline underline-offset-2"
                    onClick={() => playhead.seek(Date.parse(cause.time))}
                  >
                    {shortMoment(Date.parse(cause.time), place.zone, day)}
                  </button>
                </p>
                <dl className="mt-1 grid grid-cols-[auto_1fr] gap-x-3 text-soft">
                  {set.map(({ field, value }) => (
                    <Fragment key={field}>
                      <dt>{field}</dt>
                      <dd className="min-w-0 break-all text-ink">{value}</dd>
                    </Fragment>
                  ))}
                </dl>
              </li>
            ))}
          </ul>
          <Notes notes={why.data.notes} />
        </>
      )}
    </section>
  );
}

function useTrace(user: string) {
  const { api, guild, place } = useMachine();
  const { span } = useDay();
  return useQuery({
    queryKey: ['history', 'trace', guild, user, span.from, span.to, place.zone],
    queryFn: ({ signal }) => api.trace(guild, user, span, place.zone, signal),
    ...freshness(span),
    retry: false,
  });
}

const NO_ENTRIES: readonly Entry[] = [];

function TraceOfDay({ user }: { user: string }) {
  const { place, playhead } = useMachine();
  const at = useRestedMoment();
  const { span, day } = useDay();
  const trace = useTrace(user);
  const [all, setAll] = useState(true);
  const items = trace.data?.items ?? NO_ENTRIES;
  const ignored = items.filter(({ effect }) => !effect.changed).length;
  return (
    <section aria-label="Trace of the day" data-testid="trace">
      <h3 className="text-sm font-semibold text-soft">Everything on {dayInWords(span.from, place.zone)}</h3>
      {trace.error && (
        <p role="alert" className="mt-1 text-danger">
          {trace.error.message}
        </p>
      )}
      {trace.isPending && <p className="mt-1 animate-breathe text-soft">Following this person…</p>}
      {trace.data && items.length === 0 && (
        <p className="mt-1 text-soft">Nothing came from them on this day.</p>
      )}
      {ignored > 0 && (
        <label className="mt-1 flex items-center gap-2 text-sm">
          <input
            type="checkbox"
            className="size-4 accent-accent"
            checked={all}
            onChange={({ target }) => setAll(target.checked)}
          />
          also the {ignored} that changed nothing
        </label>
      )}
      <ol className="mt-2">
        {items
          .filter(({ effect }) => all || effect.changed)
          .map((entry) => (
            <TraceEntry
              key={entry.offset}
              entry={entry}
              zone={place.zone}
              day={day}
              happened={Date.parse(entry.time) <= at}
              onSeek={(to) => playhead.seek(to)}
            />
          ))}
      </ol>
      {trace.data && <Notes notes={trace.data.notes} />}
    </section>
  );
}

function Notes({ notes }: { notes: readonly string[] }) {
  return notes.map((note) => (
    <p key={note} className="mt-2 text-sm text-warn">
      {note}
    </p>
  ));
}
