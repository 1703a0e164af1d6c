import { describe, expect, it } from 'vitest';
import { download, RowCounter, type Progress } from './export';

const question = { guild: 'demo', from: '2026-11-19T00:00:00Z', to: '2026-11-26T00:00:00Z', tz: 'UTC' };
const text = new TextEncoder();

/** Answers in these pieces, and notes where it was asked. */
function server(pieces: readonly string[], headers: Record<string, string> = {}) {
  const asked: string[] = [];
  const open = (path: string) => {
    asked.push(path);
    const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
      pull: (to) => {
        const piece = pieces[sent++];
        if (piece === undefined) to.close();
        else to.enqueue(text.encode(piece));
      },
    });
    return Promise.resolve(new Response(body, { headers }));
  };
  let sent = 0;
  return { open, asked };
}

describe('an export', () => {
  it('says how far it is while it comes in', async () => {
    const { open } = server(['who,why\nanna,left\n', 'ben,expired\n'], { 'X-Earshot-Rows': '2' });
    const seen: Progress[] = [];
    const { signal } = new AbortController();
    const taken = await download('calls', 'csv', question, { open, signal, moved: (now) => seen.push(now) });
    expect(seen).toEqual([
      { bytes: 18, rows: 1, expectedRows: 2 },
      { bytes: 30, rows: 2, expectedRows: 2 },
    ]);
    expect(await taken.content.text()).toBe('who,why\nanna,left\nben,expired\n');
  });

  it('asks for the rows that the table is of', async () => {
    const { open, asked } = server([]);
    const { signal } = new AbortController();
    const why = { ...question, why: 'expired', channel: undefined };
    await download('calls', 'parquet', why, { open, signal, moved: () => undefined });
    expect(asked).toEqual([
      '/api/analytics/export?view=calls&format=parquet&guild=demo&from=2026-11-19T00%3A00%3A00Z&to=2026-11-26T00%3A00%3A00Z&tz=UTC&why=expired',
    ]);
  });

  it('is called as the server says, or by what it holds', async () => {
    const nameOf = async (headers: Record<string, string>) => {
      const { signal } = new AbortController();
      return (
        await download('audit', 'csv', question, { ...server([], headers), signal, moved: () => undefined })
      ).name;
    };
    expect(await nameOf({ 'Content-Disposition': 'attachment; filename="audit-demo.csv"' })).toBe(
      'audit-demo.csv',
    );
    expect(await nameOf({})).toBe('earshot-audit-2026-11-19-2026-11-26.csv');
  });
});

describe('rows of a CSV', () => {
  const rowsOf = (...pieces: string[]) => {
    const counter = new RowCounter();
    for (const piece of pieces) counter.add(text.encode(piece));
    return counter.rows;
  };

  it.each([
    ['nothing but the heading', ['a,b\n'], 0],
    ['one, cut anywhere', ['a,', 'b\n1', ',2\n'], 1],
    ['a last one without a line break', ['a\n1\n2'], 2],
    ['a line break in quotes', ['a\n"one\ntwo"\nthree\n'], 2],
    ['quotes within quotes', ['a\n"say ""hello\nyou"""\n'], 1],
  ])('are counted with %s', (_, pieces, rows) => {
    expect(rowsOf(...pieces)).toBe(rows);
  });
});
