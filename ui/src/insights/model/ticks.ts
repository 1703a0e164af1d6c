/** What a time axis says, and where: at full hours or at midnights, by the zone's clocks. */
import { time } from './format';
import type { Bucket } from './range';
import { HOUR_MS, offsetAt } from '../../zone';

const WISHED = 8;
const HOUR_STEPS = [1, 2, 3, 6, 12] as const;

/** One a bucket; null where the axis says nothing. */
export function ticksOf(starts: readonly number[], bucket: Bucket, zone: string): (string | null)[] {
  const [first = 0, last = 0] = [starts[0], starts.at(-1)];
  const hours = (last - first) / HOUR_MS;
  if (bucket === 'day' || hours > 36) return dayTicks(starts, bucket, zone);
  const step = HOUR_STEPS.find((hoursApart) => hours / hoursApart <= WISHED) ?? 12;
  return starts.map((at) => {
    const [hour, minute] = clockOf(at, zone);
    return minute === 0 && hour % step === 0 ? time(at, zone, 'clock') : null;
  });
}

function dayTicks(starts: readonly number[], bucket: Bucket, zone: string): (string | null)[] {
  const midnights = starts.flatMap((at, index) => (bucket === 'day' || isMidnight(at, zone) ? [index] : []));
  const every = Math.ceil(midnights.length / WISHED);
  const said = new Set(midnights.filter((_, nth) => nth % every === 0));
  return starts.map((at, index) => (said.has(index) ? time(at, zone, 'dayMonth') : null));
}

function isMidnight(at: number, zone: string): boolean {
  const [hour, minute] = clockOf(at, zone);
  return hour === 0 && minute === 0;
}

function clockOf(at: number, zone: string): [number, number] {
  const wall = new Date(at + offsetAt(at, zone));
  return [wall.getUTCHours(), wall.getUTCMinutes()];
}
