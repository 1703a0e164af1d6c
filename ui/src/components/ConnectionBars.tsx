import { useId, useState } from 'react';
import { useVoice } from '../voice/useVoice';
import { connectionFigures } from './connectionFigures';

const heights = ['h-1', 'h-1.5', 'h-2.5', 'h-3'];
const fills = {
  excellent: 'bg-speaking',
  good: 'bg-speaking',
  fair: 'bg-warn',
  poor: 'bg-danger',
  bad: 'bg-danger',
};

/** How one's own call is: bars, with the figures for whoever points at them, tabs to them or taps them. */
export function ConnectionBars() {
  const quality = useVoice((state) => state.quality);
  const [open, setOpen] = useState(false);
  const id = useId();
  const shown = quality && connectionFigures(quality);
  if (!shown) return null;
  return (
    // Whoever points at the figures themselves may read on.
    <span onPointerEnter={() => setOpen(true)} onPointerLeave={() => setOpen(false)}>
      <button
        type="button"
        data-testid="connection-quality"
        data-grade={shown.grade}
        aria-label={shown.title}
        aria-describedby={open ? id : undefined}
        className="-my-1 flex h-6 w-6 items-end justify-center gap-px rounded-md px-1 pb-1.5"
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onClick={() => setOpen(true)}
        onKeyDown={({ key }) => {
          if (key === 'Escape') setOpen(false);
        }}
      >
        {heights.map((height, bar) => (
          <span
            key={height}
            className={`w-0.75 rounded-full ${height} ${bar < shown.bars ? fills[shown.grade] : 'bg-line'}`}
          />
        ))}
      </button>
      {open && (
        <div
          role="tooltip"
          id={id}
          data-testid="connection-figures"
          className="absolute right-3 bottom-full left-3 z-10 animate-rise rounded-xl border border-line bg-raised px-3 py-2 text-sm shadow-(--shadow)"
        >
          <p className="font-medium">{shown.title}</p>
          <dl className="mt-1 grid grid-cols-[auto_1fr] gap-x-3 text-xs">
            {shown.figures.map(({ name, value }) => (
              <div key={name} className="contents">
                <dt className="text-soft">{name}</dt>
                <dd className="text-right tabular-nums">{value}</dd>
              </div>
            ))}
          </dl>
        </div>
      )}
    </span>
  );
}
