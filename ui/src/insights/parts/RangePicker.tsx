import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { windowName } from '../model/format';
import { daysOf, presetNames, presets, problemOf } from '../model/range';
import { browserZone, zoneName } from '../../zone';
import { zones } from '../model/zone';
import { useChange, useInsights } from '../useInsights';

/** Which days, and by whose clocks. */
export function RangePicker({ now }: { now: number }) {
  const { address, window } = useInsights();
  const { range, zone } = address;
  const [open, setOpen] = useState(false);
  const panel = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();
  const change = useChange();

  useEffect(() => {
    if (!open) return undefined;
    const outside = ({ target }: Event) => {
      if (target instanceof Node && !panel.current?.contains(target) && !button.current?.contains(target))
        setOpen(false);
    };
    document.addEventListener('pointerdown', outside);
    return () => document.removeEventListener('pointerdown', outside);
  }, [open]);
  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  const escape = ({ key }: KeyboardEvent) => {
    if (key === 'Escape') close();
  };

  return (
    // Escape is the dialog's own key; the wrapper itself is nothing to act on.
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions
    <div className="relative" onKeyDown={open ? escape : undefined}>
      <button
        ref={button}
        type="button"
        data-testid="range"
        aria-expanded={open}
        aria-controls={id}
        className="flex min-h-10 items-center gap-2 rounded-xl border border-control bg-raised px-3 text-left text-sm leading-tight hover:bg-hover"
        onClick={() => setOpen(!open)}
      >
        <span>
          <span className="block font-semibold">
            {typeof range === 'string' ? presetNames[range] : windowName(window, zone)}
          </span>
          <span className="block text-xs text-soft">
            {typeof range === 'string' && `${windowName(window, zone)} · `}
            {zoneName(zone, window.from)}
          </span>
        </span>
        <span aria-hidden="true" className="text-soft">
          ▾
        </span>
      </button>
      {open && (
        <div
          ref={panel}
          id={id}
          role="dialog"
          aria-label="Time shown"
          className="absolute right-0 z-30 mt-2 w-[min(21rem,calc(100vw-2rem))] animate-rise rounded-2xl border border-line bg-raised p-4 shadow-(--shadow) max-sm:left-0"
        >
          <div className="grid grid-cols-2 gap-1.5">
            {presets.map((preset) => (
              <button
                key={preset}
                type="button"
                aria-pressed={preset === range}
                className="min-h-9 rounded-lg bg-hover px-3 text-left text-sm hover:bg-line aria-pressed:bg-accent aria-pressed:font-semibold aria-pressed:text-on-accent"
                onClick={() => {
                  change({ range: preset });
                  close();
                }}
              >
                {presetNames[preset]}
              </button>
            ))}
          </div>
          <CustomDays now={now} onDone={close} />
          <ZoneChoice now={now} />
        </div>
      )}
    </div>
  );
}

function CustomDays({ now, onDone }: { now: number; onDone: () => void }) {
  const { range, zone } = useInsights().address;
  const change = useChange();
  const [days, setDays] = useState(() => daysOf(range, zone, now));
  const [tried, setTried] = useState(false);
  const problem = problemOf(days);
  return (
    <form
      className="mt-4 border-t border-line pt-3"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (problem !== null) return;
        change({ range: days });
        onDone();
      }}
    >
      <div className="grid grid-cols-2 gap-2">
        {(['from', 'to'] as const).map((end) => (
          <label key={end} className="text-xs font-semibold text-soft">
            {end === 'from' ? 'First day' : 'Last day'}
            <input
              type="date"
              data-testid={`range-${end}`}
              className="field mt-1 min-h-9 px-2 text-sm font-normal"
              value={days[end]}
              onChange={(event) => setDays({ ...days, [end]: event.target.value })}
            />
          </label>
        ))}
      </div>
      {tried && problem !== null && (
        <p role="alert" className="mt-2 text-sm text-danger">
          {problem}
        </p>
      )}
      <button type="submit" data-testid="range-apply" className="btn btn-primary mt-2.5 min-h-9 w-full">
        Show these days
      </button>
    </form>
  );
}

function ZoneChoice({ now }: { now: number }) {
  const { zone } = useInsights().address;
  const change = useChange();
  const own = browserZone();
  return (
    <label className="mt-4 block border-t border-line pt-3 text-xs font-semibold text-soft">
      Time zone
      <select
        data-testid="zone"
        className="field mt-1 min-h-9 px-2 text-sm font-normal"
        value={zone}
        onChange={(event) => change({ zone: event.target.value })}
      >
        {zones(own).map((name) => (
          <option key={name} value={name}>
            {name === own ? `${zoneName(name, now)}, this browser's` : name.replaceAll('_', ' ')}
          </option>
        ))}
      </select>
    </label>
  );
}
