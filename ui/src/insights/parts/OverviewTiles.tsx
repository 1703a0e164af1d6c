import { changeSince, count, duration, minutes, percent, time } from '../model/format';
import { beforeName } from '../model/range';
import { useAnswer, useQuestion } from '../useAnswer';
import { useInsights } from '../useInsights';
import { useLiveCounts } from '../useLive';
import { Problem } from './states';
import { StatTile, StatTilesSkeleton } from './StatTile';

/** The figures one asks for first. */
export function OverviewTiles() {
  const { address, window } = useInsights();
  const asked = useAnswer('overview', useQuestion(), {});
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
    <dl className="grid grid-cols-2 gap-3 sm:grid-cols-3 xl:grid-cols-6" aria-busy={!data}>
      <LiveTile fallback={data?.now.inVoice} />
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
            label="Calls"
            testId="stat-calls"
            value={count(data.calls)}
            change={changeSince(data.calls, data.previous.calls)}
            before={before}
            better="up"
          />
          <StatTile
            label="Most at once"
            testId="stat-peak"
            value={count(data.peak)}
            note={data.peakAt && data.peak > 0 ? time(data.peakAt, address.zone) : 'nobody was here'}
          />
          <StatTile
            label="Median call"
            testId="stat-median"
            value={duration(data.medianCallSeconds)}
            change={changeSince(data.medianCallSeconds, data.previous.medianCallSeconds)}
            before={before}
            note={data.expiryRate === null ? '' : `${percent(data.expiryRate)} lost connection`}
          />
        </>
      ) : (
        <StatTilesSkeleton tiles={5} />
      )}
    </dl>
  );
}

/** Moves with every join and leave: the socket tells them as they happen. */
function LiveTile({ fallback }: { fallback: number | undefined }) {
  const counts = useLiveCounts();
  const people = counts ? Object.values(counts).reduce((sum, some) => sum + some, 0) : fallback;
  const channels = counts ? Object.values(counts).filter((some) => some > 0).length : 0;
  return (
    <StatTile
      label="In voice now"
      testId="stat-now"
      live={counts !== null}
      value={count(people)}
      note={
        people === 0 || counts === null
          ? 'right now'
          : `in ${channels} ${channels === 1 ? 'channel' : 'channels'}`
      }
    />
  );
}
