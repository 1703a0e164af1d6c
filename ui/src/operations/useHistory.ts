import { useQueries, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { ProblemError } from '../session/http';
import type { Density, Entry } from './api';
import { inOrder, pageAt, pagesNear, pagesOf, type EventPage } from './eventPages';
import { useMachine, useShown } from './machine';
import { bucketsOf, type Zoom } from './timeline';
import { dayOf, daySpan, type Span } from './zone';

/** What happens now is asked for again after that. */
const FRESH_MS = 10_000;
const PAGE = 150;
/** More of one bucket than this, and its page is cut more finely. */
const DENSE = 600;
const FINE_BUCKETS = 300;

/** A refusal stays one; what may be a passing failure is tried once more. */
const retry = (failures: number, error: Error) =>
  failures < 1 && !(error instanceof ProblemError && error.status < 500);

/** The past does not change: only what reaches into the present is asked for again. */
export const freshness = ({ to }: Span) =>
  to > Date.now() - FRESH_MS
    ? { staleTime: FRESH_MS / 2, refetchInterval: FRESH_MS }
    : { staleTime: Infinity, refetchInterval: false as const };

export function useLog() {
  const { api, guild } = useMachine();
  return useQuery({
    queryKey: ['history', 'log', guild],
    queryFn: ({ signal }) => api.log(guild, signal),
    refetchInterval: 30_000,
    retry,
  });
}

export function useDensity(span: Span, zoom: Zoom) {
  const { api, guild } = useMachine();
  return useQuery({
    queryKey: ['history', 'density', guild, span.from, span.to, zoom],
    queryFn: ({ signal }) => api.density(guild, span, bucketsOf(span, zoom), signal),
    ...freshness(span),
    retry,
  });
}

/** The day on which the moment lies; the same object while it is the same day. */
export function useDay(): { day: string; span: Span } {
  const { zone } = useMachine().place;
  const day = useShown(({ at }) => dayOf(at, zone));
  return useMemo(() => ({ day, span: daySpan(day, zone) }), [day, zone]);
}

export interface Around {
  readonly entries: readonly Entry[];
  readonly pending: boolean;
  readonly error: Error | null;
  readonly notes: readonly string[];
  readonly again: () => void;
}

/** The entries on the page of the moment, and on the one before and after it. */
export function useEventsAround(): Around {
  const { api, guild, place } = useMachine();
  const { span } = useDay();
  const density = useDensity(span, 'day');
  const coarse = useMemo(
    () =>
      pagesOf(
        density.data
          ? { from: span.from, bucketMs: density.data.bucketMs, counts: density.data.counts }
          : { from: span.from, bucketMs: span.to - span.from, counts: [0] },
        PAGE,
      ),
    [density.data, span],
  );
  const dense = useShown(({ at }) => {
    const page = coarse[pageAt(coarse, at)];
    return page && page.count > DENSE ? page : null;
  });
  const finer = useQuery({
    queryKey: ['history', 'density', guild, dense?.from, dense?.to, 'fine'],
    queryFn: ({ signal }) => api.density(guild, dense ?? span, FINE_BUCKETS, signal),
    enabled: dense !== null,
    staleTime: dense ? freshness(dense).staleTime : 0,
    retry,
  });
  const pages = useMemo(() => cutFinely(coarse, dense, finer.data), [coarse, dense, finer.data]);
  const index = useShown(({ at }) => pageAt(pages, at));
  const near = pagesNear(pages, index);
  const lists = useQueries({
    queries: (density.data ? near : []).map((page) => ({
      queryKey: ['history', 'events', guild, page.from, page.to, place.channel, place.zone],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        api.events(guild, page, { channel: place.channel ?? undefined, tz: place.zone, limit: 1000 }, signal),
      ...freshness(page),
      retry,
    })),
    combine: (results) => ({
      lists: results.flatMap(({ data }) => (data ? [data.items] : [])),
      notes: [...new Set(results.flatMap(({ data }) => data?.notes ?? []))],
      pending: results.some(({ isPending }) => isPending),
      error: results.find(({ error }) => error !== null)?.error ?? null,
      again: () => results.forEach(({ refetch }) => void refetch()),
    }),
  });
  const entries = useMemo(() => inOrder(lists.lists), [lists.lists]);
  return {
    entries,
    pending: density.isPending || lists.pending,
    error: density.error ?? lists.error,
    notes: lists.notes,
    again: () => {
      void density.refetch();
      lists.again();
    },
  };
}

function cutFinely(
  coarse: readonly EventPage[],
  dense: EventPage | null,
  density: Density | undefined,
): readonly EventPage[] {
  if (!dense || !density) return coarse;
  const fine = pagesOf({ ...density, from: dense.from }, PAGE);
  return coarse.flatMap((page) => (page === dense ? fine : [page]));
}
