import { HistoryIcon } from '../components/icons';
import { useLog } from './useHistory';
import { useMachine, usePast, useShown } from './machine';
import { zoneName } from '../zone';
import { momentInWords } from './words';

/** Says that what is below is not now, and what the history cannot say of that moment. */
export function PastBanner() {
  const { place, past } = useMachine();
  const second = useShown(({ at }) => Math.floor(at / 1000) * 1000);
  const loading = usePast(({ current, error }) => !current && error === null);
  const error = usePast((looked) => looked.error);
  const known = usePast(({ answer }) => answer !== null);
  const notes = usePast(({ answer }) => answer?.notes);
  const log = useLog().data;
  const empty = log?.first === null;
  const before = useShown(({ at }) => log?.first != null && at < Date.parse(log.first));
  return (
    <div
      data-testid="past-banner"
      data-at={new Date(second).toISOString()}
      className="border-b border-line bg-warn-wash px-4 py-2 text-sm text-warn"
    >
      <p className="flex items-center gap-2.5 font-semibold">
        <HistoryIcon />
        <span className="min-w-0 flex-1">
          As it was on {momentInWords(second, place.zone)} — not live
          <span className="ml-2 font-normal">{zoneName(place.zone, second)}</span>
        </span>
        <span
          aria-hidden="true"
          className={`size-2 shrink-0 animate-breathe rounded-full bg-warn ${loading ? '' : 'invisible'}`}
        />
      </p>
      {log?.first != null && before && <FirstEvent first={Date.parse(log.first)} />}
      {empty && <Note>Nothing has happened in this server yet.</Note>}
      {!empty && !before && notes?.map((note) => <Note key={note}>{note}</Note>)}
      {error && (
        <p
          role="alert"
          data-testid="past-problem"
          className="mt-1 ml-7.5 flex flex-wrap items-center gap-x-3"
        >
          This moment could not be looked up: {error.message}
          {known && ' What is shown is of another moment.'}
          <button type="button" className="min-h-8 font-semibold underline" onClick={() => past.again()}>
            Try again
          </button>
        </p>
      )}
    </div>
  );
}

/** Before the log begins there is nothing to know, and the way to where there is. */
function FirstEvent({ first }: { first: number }) {
  const { place, playhead } = useMachine();
  return (
    <p data-testid="before-log" className="mt-1 ml-7.5 flex flex-wrap items-center gap-x-3">
      The log begins at {momentInWords(first, place.zone)}. Nothing is known of the time before.
      <button type="button" className="min-h-8 font-semibold underline" onClick={() => playhead.seek(first)}>
        Go there
      </button>
    </p>
  );
}

function Note({ children }: { children: string }) {
  return <p className="mt-1 ml-7.5">{children}</p>;
}
