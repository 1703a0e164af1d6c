import { useId, type ReactNode } from 'react';

interface Props {
  title: string;
  /** One sentence on what the figures mean. */
  hint?: string | undefined;
  /** Choices and buttons on the right of the title. */
  actions?: ReactNode;
  testId?: string | undefined;
  className?: string;
  children: ReactNode;
}

/** One answer with its heading. */
export function Card({ title, hint, actions, testId, className = '', children }: Props) {
  const id = useId();
  return (
    <section
      aria-labelledby={id}
      data-testid={testId}
      className={`flex min-w-0 flex-col rounded-2xl border border-line bg-raised ${className}`}
    >
      <header className="flex flex-wrap items-start gap-x-4 gap-y-2 px-4 pt-4 sm:px-5">
        <div className="min-w-0 flex-1 basis-44">
          <h3 id={id} className="font-semibold">
            {title}
          </h3>
          {hint !== undefined && <p className="text-sm text-soft">{hint}</p>}
        </div>
        {actions !== undefined && <div className="flex flex-wrap items-center gap-1.5">{actions}</div>}
      </header>
      <div className="min-w-0 flex-1 p-4 pt-3 sm:px-5">{children}</div>
    </section>
  );
}
