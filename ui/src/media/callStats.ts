import type { Track } from 'livekit-client';
import type { Reading, Stat } from '../telemetry/qualityBetween';

type Told = Pick<Track, 'getRTCStatsReport'>;

/** What the browser says of these tracks, with the connection that carries them. */
export async function readStats(sent: Told | null, received: readonly Told[]): Promise<Reading> {
  const [mine, others] = await Promise.all([
    sent ? entries(sent) : [],
    Promise.all(received.map((track) => entries(track))),
  ]);
  // Every track tells of the one connection again.
  const once = new Map(others.flat().map((stat) => [stat.id, stat]));
  return { at: performance.now(), sent: mine, received: [...once.values()] };
}

async function entries(track: Told): Promise<Stat[]> {
  const report = await track.getRTCStatsReport();
  const stats: Stat[] = [];
  report?.forEach((stat: Stat) => stats.push(stat));
  return stats;
}
