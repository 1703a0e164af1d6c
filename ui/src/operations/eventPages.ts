/**
 * A day may hold a million events, and the list beside the slider shows those around the moment. The day is cut into pages of
 * about as many events each where its density says they lie; the cuts are the same for every moment, so pages are found again.
 */
import type { Entry } from './api';
import type { Span } from './zone';

export interface EventPage extends Span {
  readonly count: number;
}

export interface Counts {
  readonly from: number;
  readonly bucketMs: number;
  readonly counts: readonly number[];
}

/** Every moment of the buckets is on one page. A page holds more than `most` only if one bucket alone does. */
export function pagesOf({ from, bucketMs, counts }: Counts, most: number): EventPage[] {
  const pages: EventPage[] = [];
  counts.forEach((count, i) => {
    const last = pages.at(-1);
    const to = from + (i + 1) * bucketMs;
    if (last && last.count + count <= most)
      pages[pages.length - 1] = { from: last.from, to, count: last.count + count };
    else pages.push({ from: to - bucketMs, to, count });
  });
  return pages;
}

/** The page on which the moment is; the nearest one if it is beyond them. */
export function pageAt(pages: readonly EventPage[], at: number): number {
  const index = pages.findIndex(({ to }) => at < to);
  return index < 0 ? pages.length - 1 : index;
}

/** That page, and the nearest on either side on which something happened: what the next step leads to is among them. */
export function pagesNear(pages: readonly EventPage[], index: number): EventPage[] {
  const before = pages.slice(0, Math.max(0, index)).findLast(({ count }) => count > 0);
  const after = pages.slice(index + 1).find(({ count }) => count > 0);
  return [before, pages[index], after].filter((page) => page !== undefined);
}

/** The entries of several pages, each once and in the log's order. */
export function inOrder(lists: readonly (readonly Entry[])[]): Entry[] {
  const byPlace = new Map(lists.flat().map((entry) => [entry.offset, entry]));
  return [...byPlace.values()].sort((a, b) => a.offset - b.offset);
}

/** How many of the entries had happened at that moment: it is the log's time, so the last of them made what is shown. */
export function happenedBy(entries: readonly Entry[], at: number): number {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const half = (low + high) >> 1;
    const entry = entries[half];
    if (entry && Date.parse(entry.time) <= at) low = half + 1;
    else high = half;
  }
  return low;
}

/** The moment of the next or previous event. Several of one moment are one step: no state lies between them. */
export function stepFrom(entries: readonly Entry[], at: number, way: 1 | -1): number | null {
  const here = happenedBy(entries, at);
  if (way === 1) {
    const next = entries[here];
    return next ? Date.parse(next.time) : null;
  }
  const current = entries[here - 1];
  if (!current) return null;
  const since = Date.parse(current.time);
  if (since < at) return since;
  const before = entries[happenedBy(entries, at - 1) - 1];
  return before ? Date.parse(before.time) : null;
}
