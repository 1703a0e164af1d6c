import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { AlertIcon, WaveIcon } from '../../components/icons';
import { ProblemError } from '../../session/http';

/** What a part needs to know of its question; lists that come page by page have it too. */
export type Asked<T> = Pick<UseQueryResult, 'error' | 'isPlaceholderData' | 'isFetching'> & {
  readonly data: T | undefined;
  readonly refetch: () => unknown;
};

interface Props<T> {
  of: Asked<T>;
  /** The room that the answer will take, so that nothing jumps. */
  size: string;
  isEmpty?: (data: T) => boolean;
  /** What it means that there is nothing. */
  nothing?: string;
  children: (data: T) => ReactNode;
}

/** An answer, or what is to be seen in its place: that it is on its way, that there is nothing, or why there is none. */
export function Answered<T>({ of, size, isEmpty, nothing, children }: Props<T>) {
  const { data, error } = of;
  if (data === undefined)
    return error ? (
      <Problem error={error} size={size} onRetry={() => void of.refetch()} retrying={of.isFetching} />
    ) : (
      <Skeleton size={size} />
    );
  const empty = isEmpty?.(data) ?? false;
  return (
    <div className="relative" aria-busy={of.isPlaceholderData}>
      {/* Not the figures themselves are dimmed: they must stay readable. */}
      {of.isPlaceholderData && (
        <div
          aria-hidden="true"
          className="absolute inset-x-0 -top-1.5 h-0.5 animate-breathe rounded-full bg-accent"
        />
      )}
      {error && <Stale onRetry={() => void of.refetch()} />}
      {empty ? <Nothing size={size}>{nothing ?? 'Nothing happened in this time.'}</Nothing> : children(data)}
    </div>
  );
}

export function Skeleton({ size }: { size: string }) {
  return (
    <div aria-busy="true" data-testid="loading" className={`${size} animate-breathe rounded-xl bg-hover`}>
      <p className="sr-only">Loading…</p>
    </div>
  );
}

export function Nothing({ size, children }: { size: string; children: ReactNode }) {
  return (
    <div
      data-testid="nothing"
      className={`${size} grid place-content-center justify-items-center gap-2 rounded-xl border border-dashed border-line p-4 text-center text-soft`}
    >
      <WaveIcon className="size-6 opacity-60" />
      <p className="max-w-72 text-sm">{children}</p>
    </div>
  );
}

interface ProblemProps {
  error: Error;
  size: string;
  retrying: boolean;
  onRetry: () => void;
}

export function Problem({ error, size, retrying, onRetry }: ProblemProps) {
  const message =
    error instanceof ProblemError
      ? error.message
      : 'The server cannot be reached. Check that Earshot is running, then try again.';
  return (
    <div
      role="alert"
      data-testid="problem"
      className={`${size} grid place-content-center justify-items-center gap-2 rounded-xl border border-danger/50 p-4 text-center`}
    >
      <AlertIcon className="size-6 text-danger" />
      <p className="max-w-96 text-sm">{message}</p>
      <button type="button" className="btn btn-quiet min-h-9" disabled={retrying} onClick={onRetry}>
        {retrying ? 'Asking…' : 'Try again'}
      </button>
    </div>
  );
}

function Stale({ onRetry }: { onRetry: () => void }) {
  return (
    <p
      role="status"
      className="mb-2 flex items-center gap-2 rounded-lg bg-warn-wash px-3 py-1.5 text-sm text-warn"
    >
      <AlertIcon className="size-4" />
      <span className="flex-1">These figures could not be brought up to date.</span>
      <button type="button" className="min-h-6 font-semibold underline" onClick={onRetry}>
        Try again
      </button>
    </p>
  );
}
