import type { Health } from '../api';
import { counted } from '../words';

export interface Verdict {
  readonly kind: 'well' | 'warning' | 'trouble';
  readonly sentence: string;
}

/** The one sentence that whoever looks in a hurry needs. */
export function verdictOf({ parts, stuck, dead }: Pick<Health, 'parts' | 'stuck' | 'dead'>): Verdict {
  const troubled = parts.filter(({ ready, off }) => !ready && !off).map(({ name }) => name);
  if (stuck.length > 0) {
    const still = `${counted(stuck.length, 'partition stands', 'partitions stand')} still.`;
    const others = troubled.filter((name) => stuck.every(({ part }) => part !== name));
    return { kind: 'trouble', sentence: others.length === 0 ? still : `${still} ${notReady(others)}` };
  }
  if (troubled.length > 0) return { kind: 'trouble', sentence: notReady(troubled) };
  const waiting = dead.waiting ?? 0;
  if (waiting > 0) {
    const records = counted(waiting, 'record', 'records');
    return { kind: 'warning', sentence: `Every part is ready, but ${records} could not be read.` };
  }
  const left = parts.filter(({ off }) => off).map(({ name }) => name);
  return {
    kind: 'well',
    sentence:
      left.length > 0
        ? `Every part that was started is ready. Off: ${left.join(', ')}.`
        : 'Every part is ready.',
  };
}

function notReady(names: readonly string[]): string {
  return `${names.join(', ')} ${names.length === 1 ? 'is' : 'are'} not ready.`;
}
