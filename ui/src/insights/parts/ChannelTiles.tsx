import { changeSince, count, duration, minutes } from '../model/format';
import { beforeName } from '../model/range';
import { useAnswer, useQuestion } from '../useAnswer';
import { useInsights } from '../useInsights';
import { Problem } from './states';
import { StatTile, StatTilesSkeleton } from './StatTile';

/** The figures of one channel. */
export function ChannelTiles({ channelId }: { channelId: string }) {
  const { address, window } = useInsights();
  const asked = useAnswer('overview', useQuestion({ channel: channelId }), {});
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
            label="People"
            testId="stat-people"
            value={count(data.people)}
            change={changeSince(data.people, data.previous.people)}
            before={before}
            better="up"
          />
          <StatTile
            label="Most at once"
            value={count(data.peak)}
            change={changeSince(data.peak, data.previous.peak)}
            before={before}
            better="up"
          />
          <StatTile
            label="Median call"
            value={duration(data.medianCallSeconds)}
            change={changeSince(data.medianCallSeconds, data.previous.medianCallSeconds)}
            before={before}
          />
        </>
      ) : (
        <StatTilesSkeleton tiles={4} />
      )}
    </dl>
  );
}
