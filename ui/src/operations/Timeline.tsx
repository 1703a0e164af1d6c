import { useEffect, useMemo, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { usePreferences } from '../settings/preferences';
import { DensityBars } from './DensityBars';
import { useMachine, useNow, usePast, useShown } from './machine';
import { fractionOf, momentAt, moved, ticksOf } from './timeline';
import { useDensity, useLog } from './useHistory';
import { counted, hourInWords, momentInWords, peopleInWords, timeInWords } from './words';
import type { Span } from './zone';

const percent = (fraction: number) => `${fraction * 100}%`;

/** The day or hour with the density of its events, and the slider over it. */
export function Timeline() {
  const { place } = useMachine();
  const span = useShown((shown) => shown.span);
  const density = useDensity(span, place.zoom);
  const [hovered, setHovered] = useState<number | null>(null);
  const total = density.data?.counts.reduce((sum, count) => sum + count, 0);
  return (
    <div className="pt-2">
      <p
        className="flex min-h-5 flex-wrap justify-between gap-x-4 text-xs text-soft"
        data-testid="density-words"
      >
        <span>
          {density.error
            ? `The density could not be looked up: ${density.error.message}`
            : total === undefined
              ? 'Looking what happened…'
              : total === 0
                ? `Nothing happened ${place.zoom === 'day' ? 'on this day' : 'in this hour'}.`
                : (bucketInWords(density.data, hovered, place.zone) ??
                  `${counted(total, 'event', 'events')} ${place.zoom === 'day' ? 'on this day' : 'in this hour'}`)}
        </span>
        <span aria-hidden="true" className="flex items-center gap-3">
          <Legend className="bg-accent">events</Legend>
          <Legend className="bg-danger">departures</Legend>
        </span>
      </p>
      <Slider span={span} onHover={setHovered}>
        <DensityBars density={density.data} />
      </Slider>
      <Ticks span={span} />
    </div>
  );
}

function Legend({ className, children }: { className: string; children: string }) {
  return (
    <span className="flex items-center gap-1.5">
      <span className={`size-2 rounded-[2px] ${className}`} />
      {children}
    </span>
  );
}

function bucketInWords(
  density:
    { from: string; bucketMs: number; counts: readonly number[]; departures: readonly number[] } | undefined,
  at: number | null,
  zone: string,
): string | null {
  if (!density || at === null) return null;
  const begin = Date.parse(density.from);
  const index = Math.floor((at - begin) / density.bucketMs);
  const from = begin + index * density.bucketMs;
  const left = density.departures[index] ?? 0;
  const times = `${timeInWords(from, zone)} – ${timeInWords(from + density.bucketMs, zone)}`;
  const gone = left === 0 ? '' : `, ${counted(left, 'departure', 'departures')}`;
  return `${times}: ${counted(density.counts[index] ?? 0, 'event', 'events')}${gone}`;
}

interface SliderProps {
  span: Span;
  onHover: (at: number | null) => void;
  children: React.ReactNode;
}

function Slider({ span, onHover, children }: SliderProps) {
  const { playhead, place } = useMachine();
  const at = useShown((shown) => shown.at);
  const people = usePast(({ answer }) =>
    answer ? Object.values(answer.channels).reduce((sum, { length }) => sum + length, 0) : null,
  );
  const under = (event: PointerEvent<HTMLElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    return momentAt((event.clientX - left) / width, span);
  };
  const pressed = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { pushToTalk, talkKey } = usePreferences.getState();
    const to = moved(event.key, playhead.store.getState().at, span, place.zoom);
    if (to !== null) playhead.seek(to);
    // Whoever talks by holding the space bar is talking.
    else if (event.key === ' ' && !(pushToTalk && talkKey === 'Space')) playhead.toggle();
    else return;
    event.preventDefault();
  };
  return (
    <div
      role="slider"
      tabIndex={0}
      data-testid="time-slider"
      aria-label="Moment"
      aria-valuemin={Math.floor(span.from / 1000)}
      aria-valuemax={Math.floor((span.to - 1) / 1000)}
      aria-valuenow={Math.floor(at / 1000)}
      aria-valuetext={`${momentInWords(at, place.zone)}${people === null ? '' : `, ${peopleInWords(people)} in voice`}`}
      aria-keyshortcuts="Space"
      className="relative h-20 cursor-crosshair touch-none rounded-lg border border-line bg-ground select-none sm:h-24"
      onKeyDown={pressed}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        playhead.seek(under(event));
      }}
      onPointerMove={(event) => {
        const to = under(event);
        onHover(to);
        if (event.currentTarget.hasPointerCapture(event.pointerId)) playhead.seek(to);
      }}
      onPointerLeave={() => onHover(null)}
    >
      {children}
      <Unknown span={span} />
      {place.mark !== null && place.mark >= span.from && place.mark < span.to && (
        <span
          aria-hidden="true"
          className="absolute inset-y-0 border-l-2 border-dashed border-warn"
          style={{ left: percent(fractionOf(place.mark, span)) }}
        >
          <span className="absolute top-0 left-0 rounded-r bg-warn px-1 text-[0.65rem] font-bold text-ground">
            A
          </span>
        </span>
      )}
      <span
        aria-hidden="true"
        className="absolute -inset-y-1 -ml-px w-0.5 bg-ink"
        style={{ left: percent(fractionOf(at, span)) }}
      >
        <span className="absolute -top-1 left-1/2 size-3 -translate-x-1/2 rounded-full border-2 border-ground bg-ink" />
        <span className="absolute -bottom-1 left-1/2 size-3 -translate-x-1/2 rounded-full border-2 border-ground bg-ink" />
      </span>
    </div>
  );
}

const hatched =
  'bg-[repeating-linear-gradient(135deg,transparent_0_5px,color-mix(in_srgb,var(--c-line)_70%,transparent)_5px_6px)]';

/** What lies before the log begins, and what has not happened yet. */
function Unknown({ span }: { span: Span }) {
  const now = useNow(5_000);
  const first = useLog().data?.first;
  const begins = first == null ? 0 : fractionOf(Date.parse(first), span);
  const ends = fractionOf(now, span);
  return (
    <span aria-hidden="true">
      {begins > 0 && (
        <span className={`absolute inset-y-0 left-0 ${hatched}`} style={{ width: percent(begins) }} />
      )}
      {ends < 1 && (
        <span className={`absolute inset-y-0 right-0 ${hatched}`} style={{ width: percent(1 - ends) }} />
      )}
    </span>
  );
}

function Ticks({ span }: { span: Span }) {
  const { place } = useMachine();
  const ticks = useMemo(() => ticksOf(span, place.zoom), [span, place.zoom]);
  const narrow = useNarrow();
  return (
    <p aria-hidden="true" className="relative mt-1.5 h-4 text-[0.7rem] text-soft tabular-nums">
      {ticks
        .filter((_, i) => !narrow || i % 2 === 0)
        .map((tick, i) => (
          <span
            key={tick}
            className={`absolute ${i === 0 ? '' : '-translate-x-1/2'}`}
            style={{ left: percent(fractionOf(tick, span)) }}
          >
            {hourInWords(tick, place.zone)}
          </span>
        ))}
    </p>
  );
}

const phone = '(max-width: 40rem)';

function useNarrow(): boolean {
  const [narrow, setNarrow] = useState(() => matchMedia(phone).matches);
  useEffect(() => {
    const query = matchMedia(phone);
    const changed = () => setNarrow(query.matches);
    query.addEventListener('change', changed);
    return () => query.removeEventListener('change', changed);
  }, []);
  return narrow;
}
