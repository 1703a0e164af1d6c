import type { ReactNode } from 'react';
import type { Change } from '../model/format';

interface Props {
  label: string;
  value: string;
  /** Compared with what. */
  change?: Change | null;
  before?: string;
  /** A line below, instead of a comparison. */
  note?: ReactNode;
  live?: boolean;
  testId?: string;
  /** Whether more is better, worse, or neither. */
  better?: 'up' | 'down';
}

const arrows = { up: '↑', down: '↓', same: '' } as const;
const words = { up: 'more', down: 'less', same: '' } as const;

export function StatTile({ label, value, change, before, note, live = false, testId, better }: Props) {
  return (
    <div className="min-w-0 rounded-2xl border border-line bg-raised p-3.5 sm:p-4">
      <dt className="flex items-center gap-2 text-sm text-soft">
        {live && <span aria-hidden="true" className="size-2 animate-breathe rounded-full bg-speaking" />}
        {label}
      </dt>
      <dd
        data-testid={testId}
        className="mt-0.5 text-xl font-bold tracking-tight whitespace-nowrap tabular-nums sm:text-2xl"
      >
        {value}
      </dd>
      <dd
        className="mt-0.5 min-h-5 truncate text-xs text-soft"
        title={before === undefined ? undefined : `Compared with ${before}`}
      >
        {change ? <Compared change={change} before={before ?? 'before'} better={better} /> : note}
      </dd>
    </div>
  );
}

function Compared(props: { change: Change; before: string; better: 'up' | 'down' | undefined }) {
  const { change, before, better } = props;
  const tone =
    better === undefined || change.direction === 'same'
      ? 'text-soft'
      : change.direction === better
        ? 'text-accent'
        : 'text-danger';
  if (change.direction === 'same') return <>as {before}</>;
  return (
    <>
      <span className={`font-semibold ${tone}`}>
        <span aria-hidden="true">{arrows[change.direction]} </span>
        {change.text}
      </span>
      <span className="sr-only"> {words[change.direction]}</span>
      <span> vs. {before}</span>
    </>
  );
}

export function StatTilesSkeleton({ tiles }: { tiles: number }) {
  return Array.from({ length: tiles }, (_, at) => (
    <div key={at} className="h-26 animate-breathe rounded-2xl bg-hover" />
  ));
}
