import type { ReactNode } from 'react';

export interface Ranked {
  readonly key: string;
  readonly name: ReactNode;
  readonly value: number;
  readonly text: string;
  readonly href?: string;
  /** Beside the name. */
  readonly extra?: ReactNode;
}

interface Props {
  items: readonly Ranked[];
  label: string;
  /** The class that fills its bar. */
  colourOf: (item: Ranked) => string;
}

/** Who or what has the most, with bars to compare. The figures stand beside them, so it needs no table. */
export function Ranking({ items, label, colourOf }: Props) {
  const most = Math.max(...items.map(({ value }) => value), Number.MIN_VALUE);
  return (
    <ol aria-label={label} className="space-y-2.5">
      {items.map((item) => (
        <li key={item.key}>
          <div className="flex items-baseline gap-2 text-sm">
            <span className="flex min-w-0 flex-1 items-baseline gap-2">
              {item.href === undefined ? (
                <span className="truncate">{item.name}</span>
              ) : (
                <a
                  href={item.href}
                  className="min-h-6 truncate font-medium underline-offset-2 hover:underline"
                >
                  {item.name}
                </a>
              )}
              {item.extra}
            </span>
            <span className="text-soft tabular-nums">{item.text}</span>
          </div>
          <div aria-hidden="true" className="mt-1 h-1.5 overflow-hidden rounded-full bg-hover">
            <div
              className={`h-full rounded-full ${colourOf(item)}`}
              style={{ width: `${(item.value / most) * 100}%` }}
            />
          </div>
        </li>
      ))}
    </ol>
  );
}
