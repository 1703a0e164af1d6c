/** A download that says how far it is, and may be given up. */
import { pathOf, type ExportQuestion, type Question } from './api';

export const formats = ['csv', 'parquet'] as const;
export type ExportFormat = (typeof formats)[number];

/** What can be taken away: the views that analysts read by SQL too. */
export type ExportView =
  'calls' | 'stays' | 'minutes' | 'concurrency' | 'departures' | 'lengths' | 'quality' | 'errors' | 'audit';

export interface Progress {
  readonly bytes: number;
  /** Of CSV, where lines can be counted. */
  readonly rows: number | null;
  /** As estimated by the server before it began. */
  readonly expectedRows: number | null;
}

export interface Download {
  readonly content: Blob;
  readonly name: string;
  readonly progress: Progress;
}

type Open = (path: string, signal: AbortSignal) => Promise<Response>;

const types = { csv: 'text/csv', parquet: 'application/vnd.apache.parquet' } as const;
/** Read parts are handed to the browser in pieces of this size: it may put them on disk. */
const PIECE_BYTES = 4_000_000;

/** Throws as `request` does, an AbortError if it was given up, and TypeError if the connection was lost on the way. */
export async function download(
  view: ExportView,
  format: ExportFormat,
  question: ExportQuestion,
  { open, signal, moved }: { open: Open; signal: AbortSignal; moved: (progress: Progress) => void },
): Promise<Download> {
  const answer = await open(pathOf('export', { view, format, ...question }), signal);
  const counter = format === 'csv' ? new RowCounter() : null;
  const expected = Number(answer.headers.get('x-earshot-rows') ?? NaN);
  let progress: Progress = {
    bytes: 0,
    rows: counter && 0,
    expectedRows: Number.isNaN(expected) ? null : expected,
  };
  const pieces: Blob[] = [];
  let [chunks, waiting]: [Uint8Array<ArrayBuffer>[], number] = [[], 0];
  const reader = answer.body?.getReader();
  for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) {
    chunks.push(read.value);
    waiting += read.value.length;
    if (waiting > PIECE_BYTES) {
      pieces.push(new Blob(chunks));
      [chunks, waiting] = [[], 0];
    }
    counter?.add(read.value);
    progress = { ...progress, bytes: progress.bytes + read.value.length, rows: counter && counter.rows };
    moved(progress);
  }
  return {
    content: new Blob([...pieces, ...chunks], { type: types[format] }),
    name: fileName(answer.headers.get('content-disposition'), view, format, question),
    progress,
  };
}

/** Counts the rows of a CSV as it comes, in pieces that may end anywhere. A line break within quotes begins no row. */
export class RowCounter {
  private lines = 0;
  private quoted = false;
  private open = false;

  add(piece: Uint8Array): void {
    for (const byte of piece) {
      if (byte === 0x22) this.quoted = !this.quoted;
      if (byte === 0x0a && !this.quoted) {
        this.lines++;
        this.open = false;
      } else this.open = true;
    }
  }

  /** Without the heading. */
  get rows(): number {
    return Math.max(0, this.lines + (this.open ? 1 : 0) - 1);
  }
}

function fileName(disposition: string | null, view: string, format: string, { from, to }: Question): string {
  const said = /filename="?([^";]+)"?/.exec(disposition ?? '')?.[1];
  return said ?? `earshot-${view}-${from.slice(0, 10)}-${to.slice(0, 10)}.${format}`;
}

/** As if the person had clicked a link to it. */
export function save({ content, name }: Download): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  // The browser has taken it by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
