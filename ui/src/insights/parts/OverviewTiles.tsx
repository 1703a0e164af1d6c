import { changeSince, count, duration, percent, time } from '../model/format';
import { useInsights } from '../useInsights';
import { useLiveCounts } from '../useLive';
import { StatTile } from './StatTile';
import { Tiles, UseTiles } from './Tiles';

/** The figures one asks for first. */
export function OverviewTiles() {
  const { zone } = useInsights().address;
  return (
    <Tiles
      columns="sm:grid-cols-3 xl:grid-cols-6"
      tiles={5}
      first={(data) => <LiveTile fallback={data?.now.inVoice} />}
    >
      {(data, before) => (
        <>
          <UseTiles data={data} before={before} />
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
            note={data.peakAt && data.peak > 0 ? time(data.peakAt, zone) : 'nobody was here'}
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
      )}
    </Tiles>
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
