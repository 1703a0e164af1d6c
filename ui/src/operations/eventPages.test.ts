import { describe, expect, it } from 'vitest';
import type { Entry } from './api';
import { happenedBy, inOrder, pageAt, pagesNear, pagesOf, stepFrom } from './eventPages';

const entry = (offset: number, ms: number): Entry => ({
  partition: 0,
  offset,
  time: new Date(ms).toISOString(),
  type: 'joined',
  userId: 'alice',
  username: 'Alice',
  sessionId: null,
  connectionId: null,
  gatewayId: null,
  client: null,
  channelId: null,
  effect: { changed: true, sentence: 'Joined lounge', rule: null },
  event: {},
});

describe('the pages of a day', () => {
  const pages = pagesOf({ from: 1_000, bucketMs: 10, counts: [3, 4, 0, 9, 20, 1] }, 10);

  it('hold about as many events each, and cover it without a gap', () => {
    expect(pages).toEqual([
      { from: 1_000, to: 1_030, count: 7 },
      { from: 1_030, to: 1_040, count: 9 },
      { from: 1_040, to: 1_050, count: 20 },
      { from: 1_050, to: 1_060, count: 1 },
    ]);
  });

  it('are found by a moment, and the nearest one by a moment beyond', () => {
    expect([0, 1_029, 1_030, 1_059, 9_000].map((at) => pageAt(pages, at))).toEqual([0, 0, 1, 3, 3]);
  });

  it('beside the moment are those on which something happened', () => {
    const sparse = [5, 0, 7, 0].map((count, i) => ({ from: i, to: i + 1, count }));
    expect(pagesNear(sparse, 1)).toEqual([sparse[0], sparse[1], sparse[2]]);
    expect(pagesNear(sparse, 0)).toEqual([sparse[0], sparse[2]]);
    expect(pagesNear(sparse, 3)).toEqual([sparse[2], sparse[3]]);
  });

  it('of a day without events are one', () => {
    expect(pagesOf({ from: 0, bucketMs: 10, counts: [0, 0, 0] }, 10)).toEqual([
      { from: 0, to: 30, count: 0 },
    ]);
  });
});

describe('the entries around a moment', () => {
  const entries = inOrder([[entry(4, 400), entry(5, 400)], [entry(2, 100), entry(4, 400)], [entry(9, 900)]]);

  it('are in the order of the log, each once', () => {
    expect(entries.map(({ offset }) => offset)).toEqual([2, 4, 5, 9]);
  });

  it('have happened at their own millisecond, not before', () => {
    expect([99, 100, 399, 400, 2_000].map((at) => happenedBy(entries, at))).toEqual([0, 1, 1, 3, 4]);
  });

  it('are stepped through by their moments', () => {
    expect([stepFrom(entries, 50, 1), stepFrom(entries, 100, 1), stepFrom(entries, 400, 1)]).toEqual([
      100, 400, 900,
    ]);
    expect([stepFrom(entries, 950, -1), stepFrom(entries, 900, -1), stepFrom(entries, 400, -1)]).toEqual([
      900, 400, 100,
    ]);
    expect([stepFrom(entries, 900, 1), stepFrom(entries, 100, -1)]).toEqual([null, null]);
  });
});
