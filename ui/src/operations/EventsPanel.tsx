import { useCallback, useEffect, useRef } from 'react';
import { EventRow } from './EventRow';
import { happenedBy } from './eventPages';
import { useMachine, useShown } from './machine';
import { useDay, useEventsAround, useLog } from './useHistory';
import { counted, momentInWords, timeInWords } from './words';

/** What happened around the moment, in the log's order; it follows the moment. */
export function EventsPanel() {
  const { place, change, playhead } = useMachine();
  const { day } = useDay();
  const around = useEventsAround();
  const { entries } = around;
  const happened = useShown(({ at }) => happenedBy(entries, at));
  // Kafka gives the records of one batch one time: whoever goes to one of them is at all of them.
  const newest = entries[happened - 1]?.time;
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const centre = () => {
      const frame = list.current;
      const line = frame?.querySelector<HTMLElement>('[data-moment]');
      if (frame && line) frame.scrollTop = line.offsetTop - frame.clientHeight / 2;
    };
    centre();
    // Rows out of sight have only an estimated height; those that came into sight have their own.
    const drawn = requestAnimationFrame(centre);
    return () => cancelAnimationFrame(drawn);
  }, [happened, entries]);
  const choose = useCallback((user: string) => change({ user }), [change]);
  const seek = useCallback(
    (at: number) => {
      playhead.pause();
      playhead.seek(at);
    },
    [playhead],
  );
  const row = (i: number) => {
    const entry = entries[i];
    return (
      entry && (
        <EventRow
          key={entry.offset}
          entry={entry}
          zone={place.zone}
          day={day}
          current={entry.time === newest}
          onSeek={seek}
          onPerson={choose}
        />
      )
    );
  };
  return (
    <>
      {place.channel !== null && (
        <p className="flex items-center gap-3 border-b border-line bg-accent-wash px-4 py-1 text-sm">
          <span className="min-w-0 flex-1 truncate">Only what happened in {place.channel}</span>
          <button
            type="button"
            className="min-h-8 font-semibold underline"
            onClick={() => change({ channel: undefined })}
          >
            Show all
          </button>
        </p>
      )}
      <div
        ref={list}
        role="region"
        aria-label="Events around this moment"
        tabIndex={0}
        data-testid="events"
        aria-busy={around.pending}
        className="relative h-[28rem] overflow-y-auto px-2 py-2 lg:h-auto lg:min-h-0 lg:flex-1"
      >
        {around.notes.map((note) => (
          <p key={note} className="px-3 py-2 text-sm text-warn">
            {note}
          </p>
        ))}
        {around.error ? (
          <div role="alert" className="p-4">
            <p className="text-danger">The events could not be looked up: {around.error.message}</p>
            <button type="button" className="btn btn-quiet mt-3" onClick={around.again}>
              Try again
            </button>
          </div>
        ) : around.pending && entries.length === 0 ? (
          <Skeleton />
        ) : entries.length === 0 ? (
          <NothingHere />
        ) : (
          <>
            <ol>{entries.slice(0, happened).map((_, i) => row(i))}</ol>
            <Line />
            <ol aria-label="Later">{entries.slice(happened).map((_, i) => row(happened + i))}</ol>
          </>
        )}
      </div>
      <p className="sr-only" role="status">
        {counted(happened, 'event', 'events')} shown up to this moment, {entries.length - happened} later
        ones.
      </p>
    </>
  );
}

/** Nothing on this day: the way to the last time that something happened. */
function NothingHere() {
  const { place, playhead } = useMachine();
  const last = useLog().data?.last;
  return (
    <div className="p-4">
      <p className="text-soft">Nothing happened around this moment.</p>
      {last != null && (
        <button
          type="button"
          data-testid="last-event"
          className="btn btn-quiet mt-3 h-auto py-2 whitespace-normal"
          onClick={() => playhead.seek(Date.parse(last))}
        >
          Go to the last event, {momentInWords(Date.parse(last), place.zone)}
        </button>
      )}
    </div>
  );
}

/** Where the moment is between two events. */
function Line() {
  const { place } = useMachine();
  const second = useShown(({ at }) => timeInWords(at, place.zone));
  return (
    <p
      data-moment
      aria-hidden="true"
      className="my-1 flex items-center gap-2 px-2 text-[0.7rem] font-bold text-warn tabular-nums before:h-px before:flex-1 before:bg-warn after:h-px after:flex-1 after:bg-warn"
    >
      {second}
    </p>
  );
}

function Skeleton() {
  return (
    <div className="space-y-2 p-2">
      <p className="sr-only">Looking what happened…</p>
      {[80, 62, 74, 55, 68].map((width) => (
        <div key={width} className="h-8 animate-breathe rounded-lg bg-hover" style={{ width: `${width}%` }} />
      ))}
    </div>
  );
}
