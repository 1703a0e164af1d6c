import { useVirtualizer } from '@tanstack/react-virtual';
import { useLayoutEffect, useRef, useState, type Ref } from 'react';

/** Rows above and below those in sight that are drawn as well, for whoever scrolls or tabs on. */
const AROUND = 12;

export interface InSight {
  readonly list: Ref<HTMLUListElement>;
  /** The first row to draw, and the one after the last. */
  readonly from: number;
  readonly to: number;
  /** What the others would take, in px. */
  readonly room: { readonly above: number; readonly below: number };
}

/**
 * Which rows of a list to draw: a moment of a large guild has thousands, and making them all takes longer than to find who they
 * were. The list lies somewhere inside what scrolls (`data-scrolls`), and every row is as high as the others.
 */
export function useRowsInSight(count: number, rowRem: number): InSight {
  const list = useRef<HTMLUListElement>(null);
  const [begins, setBegins] = useState(0);
  const row = rowRem * parseFloat(getComputedStyle(document.documentElement).fontSize);
  // eslint-disable-next-line react-hooks/incompatible-library -- its answers are read in this render only
  const rows = useVirtualizer({
    count,
    estimateSize: () => row,
    getScrollElement: () => list.current?.closest<HTMLElement>('[data-scrolls]') ?? null,
    scrollMargin: begins,
    overscan: AROUND,
  });
  // Lists above this one grow and shrink with the moment: looked up after every render, and set only if it moved.
  // eslint-disable-next-line react-hooks/exhaustive-deps
  useLayoutEffect(() => {
    const scroller = rows.scrollElement;
    if (!list.current || !(scroller instanceof HTMLElement)) return;
    const { top } = list.current.getBoundingClientRect();
    setBegins(Math.round(top - scroller.getBoundingClientRect().top + scroller.scrollTop));
  });
  const drawn = rows.getVirtualItems();
  const [first, last] = [drawn[0], drawn.at(-1)];
  const from = first?.index ?? 0;
  const to = last ? last.index + 1 : 0;
  return { list, from, to, room: { above: from * row, below: (count - to) * row } };
}
