import type { ReactNode } from 'react';

interface Props {
  title: string;
  count?: number | undefined;
  aside?: ReactNode;
  children: ReactNode;
}

export function Section({ title, count, aside, children }: Props) {
  return (
    <section>
      <div className="mb-3 flex min-h-9 flex-wrap items-center gap-3">
        <h2 className="text-base font-bold">
          {title}
          {count !== undefined && (
            <span className="ml-2 font-normal text-soft tabular-nums">{count.toLocaleString('en')}</span>
          )}
        </h2>
        {aside}
      </div>
      {children}
    </section>
  );
}
