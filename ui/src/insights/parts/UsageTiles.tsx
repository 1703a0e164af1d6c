import type { Question } from '../api';
import { changeSince, count, duration, minutes } from '../model/format';
import { beforeName } from '../model/range';
import { useAnswer, useQuestion } from '../useAnswer';
import { useInsights } from '../useInsights';
import { Problem } from './states';
import { StatTile, StatTilesSkeleton } from './StatTile';

/** The figures of one channel or one person. */
export function UsageTiles({ filters }: { filters: Pick<Question, 'channel' | 'user'> }) {
  const { address, window } = useInsights();
  const asked = useAnswer('overview', useQuestion(filters), {});
  const { data, error } = asked;
  if (!data && error)
    return (
      <Problem
        error={error}
        size="min-h-28"
        retrying={asked.isFetching}
        onRetry={() => void asked.refetch()}
      />
    );
  const before = beforeName(address.range, window);
  return (
    <dl className="grid grid-cols-2 gap-3 lg:grid-cols-4" aria-busy={!data}>
      {data ? (
        <>
          <StatTile
            label="Time in voice"
            testId="stat-minutes"
            value={minutes(data.minutes)}
            change={changeSince(data.minutes, data.previous.minutes)}
            before={before}
            better="up"
          />
          <StatTile
            label="Calls"
            testId="stat-calls"
            value={count(data.calls)}
            change={changeSince(data.calls, data.previous.calls)}
            before={before}
            better="up"
          />
          <StatTile
            label="Median call"
            value={duration(data.medianCallSeconds)}
            change={changeSince(data.medianCallSeconds, data.previous.medianCallSeconds)}
            before={before}
          />
          {filters.channel === undefined ? (
            <StatTile
              label="Lost connection"
              value={data.expiryRate === null ? '–' : count(Math.round(data.expiryRate * data.calls))}
              note={`of ${count(data.calls)} calls`}
            />
          ) : (
            <StatTile
              label="People"
              testId="stat-people"
              value={count(data.people)}
              change={changeSince(data.people, data.previous.people)}
              before={before}
              better="up"
            />
          )}
        </>
      ) : (
        <StatTilesSkeleton tiles={4} />
      )}
    </dl>
  );
}
