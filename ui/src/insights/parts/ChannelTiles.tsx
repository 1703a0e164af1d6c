import { changeSince, count, duration } from '../model/format';
import { StatTile } from './StatTile';
import { Tiles, UseTiles } from './Tiles';

/** The figures of one channel. */
export function ChannelTiles({ channelId }: { channelId: string }) {
  return (
    <Tiles channel={channelId} columns="lg:grid-cols-4" tiles={4}>
      {(data, before) => (
        <>
          <UseTiles data={data} before={before} />
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
      )}
    </Tiles>
  );
}
