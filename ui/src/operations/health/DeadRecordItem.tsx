import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Dialog } from '../../components/Dialog';
import type { Address, DeadRecord } from '../api';
import { useApi } from '../useApi';
import { momentInWords } from '../words';
import { browserZone } from '../../zone';
import { readable } from './content';

interface Props {
  record: DeadRecord;
  onRetried: () => void;
}

/** One record that could not be read. It is written back only after a second word. */
export function DeadRecordItem({ record, onRetried }: Props) {
  const api = useApi();
  const [asking, setAsking] = useState(false);
  const retry = useMutation({
    mutationFn: () => api.retryDead(record),
    onSuccess: onRetried,
    onSettled: () => setAsking(false),
  });
  const content = readable(record.content);
  const done = record.retried || retry.isSuccess;
  return (
    <li
      data-testid="dead-record"
      data-topic={record.topic}
      data-partition={record.partition}
      data-offset={record.offset}
      data-retried={done}
      className="rounded-2xl border border-line bg-surface p-4"
    >
      <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
        <div className="min-w-48 flex-1">
          <p className="font-semibold break-words">{record.reason}</p>
          <p className="mt-0.5 text-sm text-soft">
            {momentInWords(Date.parse(record.time), browserZone())} · from {record.origin}
            {record.key !== null && ` · key ${record.key}`}
          </p>
          <p className="mt-0.5 font-mono text-xs break-all text-soft">{addressInWords(record)}</p>
        </div>
        {done ? (
          <span className="rounded-full bg-accent-wash px-2.5 py-1 text-xs font-semibold text-accent">
            retried
          </span>
        ) : (
          <button
            type="button"
            data-testid="retry"
            className="btn btn-quiet min-h-9"
            disabled={retry.isPending}
            onClick={() => setAsking(true)}
          >
            {retry.isPending ? 'Writing…' : 'Retry'}
          </button>
        )}
      </div>
      {retry.data && (
        <p role="status" data-testid="written" className="mt-2 text-sm text-accent">
          Written to {addressInWords(retry.data.written)}. If it still cannot be read, it comes back here.
        </p>
      )}
      {retry.error && (
        <p role="alert" className="mt-2 text-sm text-danger">
          {retry.error.message}
        </p>
      )}
      <details className="mt-2 text-sm">
        <summary className="w-fit rounded font-semibold text-soft hover:text-ink">
          Content ({names[content.kind]})
        </summary>
        <pre
          role="region"
          aria-label="Content"
          tabIndex={0}
          className="mt-2 max-h-80 overflow-auto rounded-xl bg-ground p-3 text-xs"
        >
          {content.text}
        </pre>
      </details>
      {asking && (
        <Dialog title="Write this record again?" testId="retry-dialog" onClose={() => setAsking(false)}>
          <p>
            A copy of it is appended to the topic that it came from ({record.origin}), behind everything that
            is there now. It counts from then on, not from when it was first written. The audit log keeps that
            you did this.
          </p>
          <div className="mt-5 flex justify-end gap-3">
            <button type="button" className="btn btn-quiet" onClick={() => setAsking(false)}>
              Cancel
            </button>
            <button
              type="button"
              data-testid="retry-confirm"
              className="btn btn-primary"
              disabled={retry.isPending}
              onClick={() => retry.mutate()}
            >
              Write it again
            </button>
          </div>
        </Dialog>
      )}
    </li>
  );
}

const names = { json: 'JSON', hex: 'bytes', text: 'text' } as const;

const addressInWords = ({ topic, partition, offset }: Address) =>
  `${topic}, partition ${partition}, offset ${offset}`;
