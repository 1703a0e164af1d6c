import { useQueries, useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { ProblemError } from '../session/http';
import type { Density, Entry } from './api';
import { inOrder, pageAt, pagesNear, pagesOf, type EventPage } from './eventPages';
import { useMachine, usePast, useShown } from './machine';
import { bucketsOf, type Zoom } from './timeline';
import { dayOf } from '../zone';
import { daySpan, type Span } from './zone';

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
  /** The stretch of time of which these are all entries; null while any of them is awaited. */
  readonly span: Span | null;
  /** Whether entries are awaited, or those of another moment are still here. */
  readonly pending: boolean;
  readonly error: Error | null;
  readonly notes: readonly string[];
  readonly again: () => void;
}

/**
 * The moment once it is known who was where then; the one before until it is. What happened around it is asked afterwards, and
 * takes nothing from the answer that one waits for. Null before the first.
 */
function useAnsweredMoment(): { moment: number | null; answered: boolean } {
  const looked = useShown((shown) => shown.looked);
  const answered = usePast(({ current, error }) => current || error !== null);
  const [held, hold] = useState<number | null>(null);
  if (answered && held !== looked) hold(looked);
  return { moment: answered ? looked : held, answered };
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
  const { moment, answered } = useAnsweredMoment();
  const here = moment === null ? undefined : coarse[pageAt(coarse, moment)];
  const dense = here && here.count > DENSE ? here : null;
  const finer = useQuery({
    queryKey: ['history', 'density', guild, dense?.from, dense?.to, 'fine'],
    queryFn: ({ signal }) => api.density(guild, dense ?? span, FINE_BUCKETS, signal),
    enabled: dense !== null,
    staleTime: dense ? freshness(dense).staleTime : 0,
    retry,
  });
  const pages = useMemo(() => cutFinely(coarse, dense, finer.data), [coarse, dense, finer.data]);
  // Coarse pages that will be cut more finely in a moment would be asked for in vain.
  const cut = moment !== null && density.data !== undefined && !(dense && finer.isPending);
  const near = cut ? pagesNear(pages, pageAt(pages, moment)) : [];
  const lists = useQueries({
    queries: near.map((page) => ({
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
  const [first, last] = [near[0], near.at(-1)];
  return {
    entries,
    span: first && last && !lists.pending ? { from: first.from, to: last.to } : null,
    pending: density.error === null && (!answered || !cut || lists.pending),
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
