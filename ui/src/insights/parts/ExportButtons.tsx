import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useVoiceActions } from '../../voice/useVoice';
import type { ExportQuestion } from '../api';
import { download, formats, save, type ExportFormat, type ExportView, type Progress } from '../export';
import { bytes, count } from '../model/format';

interface Props {
  view: ExportView;
  /** Said beside the buttons, where there are several of them. */
  named?: boolean;
  question: ExportQuestion;
}

const NOTHING: Progress = { bytes: 0, rows: null, expectedRows: null };

/** Takes the rows behind a table away, all of them, and says how far that is. */
export function ExportButtons({ view, named = false, question }: Props) {
  const voice = useVoiceActions();
  const giveUp = useRef(new AbortController());
  const [progress, setProgress] = useState(NOTHING);
  const run = useMutation({
    mutationFn: async (format: ExportFormat) => {
      giveUp.current = new AbortController();
      setProgress(NOTHING);
      const open = voice.open.bind(voice);
      const taken = await download(view, format, question, {
        open,
        signal: giveUp.current.signal,
        moved: setProgress,
      });
      save(taken);
      return taken;
    },
  });
  if (run.isPending)
    return <Running view={view} progress={progress} onCancel={() => giveUp.current.abort()} />;
  return (
    <div role="group" aria-label={`Export ${view}`} className="flex flex-wrap items-center gap-1.5">
      <p role="status" className="text-xs text-soft" data-testid="export-status">
        {run.data && `Saved ${amountOf(run.data.progress)}`}
        {run.error && <span className="text-danger">{problemOf(run.error)}</span>}
      </p>
      {named && <span className="text-xs text-soft capitalize">{view}</span>}
      {formats.map((format) => (
        <button
          key={format}
          type="button"
          data-testid={`export-${view}-${format}`}
          aria-label={`Export ${view} as ${names[format]}`}
          title={`All ${view} of this time as ${names[format]}`}
          className="min-h-8 rounded-lg border border-control px-2.5 text-xs font-semibold hover:bg-hover"
          onClick={() => run.mutate(format)}
        >
          {names[format]}
        </button>
      ))}
    </div>
  );
}

const names = { csv: 'CSV', parquet: 'Parquet' } as const;

function Running({ view, progress, onCancel }: { view: string; progress: Progress; onCancel: () => void }) {
  const { rows, expectedRows } = progress;
  const share = rows !== null && expectedRows ? Math.min(0.99, rows / expectedRows) : null;
  return (
    <div className="flex items-center gap-2 text-xs text-soft">
      <progress
        aria-label={`Export of ${view}`}
        className="h-1.5 w-20 accent-accent"
        {...(share === null ? {} : { value: share })}
      />
      <span className="tabular-nums">{amountOf(progress)}</span>
      <button
        type="button"
        className="min-h-8 rounded-lg px-2 font-semibold text-ink hover:bg-hover"
        onClick={onCancel}
      >
        Cancel
      </button>
    </div>
  );
}

function amountOf({ bytes: size, rows }: Progress): string {
  return rows === null ? bytes(size) : `${count(rows)} ${rows === 1 ? 'row' : 'rows'}, ${bytes(size)}`;
}

function problemOf(error: Error): string {
  if (error.name === 'AbortError') return 'Cancelled';
  return error instanceof TypeError ? 'The connection was lost. Try again.' : error.message;
}
