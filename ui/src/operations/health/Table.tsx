import type { ReactNode } from 'react';

interface Props {
  label: string;
  heads: readonly string[];
  children: ReactNode;
}

/** A table that scrolls by itself where the screen is narrower than it. */
export function Table({ label, heads, children }: Props) {
  return (
    <div
      role="region"
      aria-label={label}
      tabIndex={0}
      className="overflow-x-auto rounded-2xl border border-line bg-surface"
    >
      <table className="w-full text-left text-sm">
        <thead>
          <tr className="border-b border-line text-xs text-soft">
            {heads.map((head) => (
              <th key={head} scope="col" className="px-4 py-2.5 font-semibold whitespace-nowrap">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="[&>tr+tr]:border-t [&>tr+tr]:border-line [&_td]:px-4 [&_td]:py-2">{children}</tbody>
      </table>
    </div>
  );
}
