import type { RecentError } from '../api';
import { time } from '../model/format';
import { spoken } from '../model/words';
import { useList, useListQuestion } from '../useAnswer';
import { useChannelName, useInsights } from '../useInsights';
import { MoreButton } from './MoreButton';
import { Answered } from './states';

interface Props {
  by: 'kind' | 'client';
  /** The kind or version; empty: of browsers that did not say theirs. */
  of: string;
}

/** The newest errors of a kind or version, each with what had been done just before it. */
export function RecentErrors({ by, of }: Props) {
  const asked = useList('errors/recent', useListQuestion(), { by, key: of });
  return (
    <div className="pt-1 pb-3">
      <Answered
        of={asked}
        size="h-28"
        isEmpty={(errors) => errors.length === 0}
        nothing="None of them is kept any more."
      >
        {(errors) => (
          <ol className="space-y-2" data-testid="recent-errors">
            {errors.map((error, place) => (
              // Two may be the same in every word.
              <ErrorRow key={`${place} ${error.at}`} error={error} by={by} />
            ))}
          </ol>
        )}
      </Answered>
      <MoreButton of={asked} />
    </div>
  );
}

function ErrorRow({ error, by }: { error: RecentError; by: Props['by'] }) {
  const { zone } = useInsights().address;
  const nameOf = useChannelName();
  const { at, channelId, client, kind, message, breadcrumbs } = error;
  return (
    <li className="rounded-xl bg-surface p-3 text-sm">
      <p className="flex flex-wrap gap-x-3 gap-y-0.5 text-soft">
        <time dateTime={at} className="tabular-nums">
          {time(at, zone, 'exact')}
        </time>
        <span>{channelId === null ? 'in no channel' : nameOf(channelId)}</span>
        <span className="font-mono text-xs leading-5">
          {by === 'client' ? kind : client === '' ? 'unknown version' : client}
        </span>
      </p>
      <p className="mt-1 font-mono text-xs break-words">{message}</p>
      {breadcrumbs.length === 0 ? (
        <p className="mt-2 text-xs text-soft">Nothing had been done before.</p>
      ) : (
        <>
          <p className="mt-2 text-xs font-semibold text-soft">What led to it, oldest first</p>
          <ol className="mt-1 flex flex-wrap gap-x-1.5 gap-y-1 text-xs">
            {breadcrumbs.map((crumb, place) => (
              <li key={`${place} ${crumb}`} className="flex items-center gap-1.5">
                {place > 0 && (
                  <span aria-hidden="true" className="text-soft">
                    →
                  </span>
                )}
                <span className="rounded-md bg-hover px-1.5 py-0.5">{spoken(crumb)}</span>
              </li>
            ))}
          </ol>
        </>
      )}
    </li>
  );
}
