import { describe, expect, it } from 'vitest';
import type { Health } from '../api';
import { verdictOf } from './verdict';

const READY = { name: 'analytics', ready: true, off: false, detail: 'ready', lag: 0 };
const STANDING = {
  part: 'analytics',
  topic: 'voice.changes',
  partition: 3,
  offset: 41,
  reason: 'PostgreSQL does not answer as it should',
  guild: null,
};

function seen(change: Partial<Health> = {}) {
  return verdictOf({ parts: [READY], stuck: [], dead: { total: 0, waiting: 0 }, ...change });
}

describe('the verdict on the whole', () => {
  it('is well when every part is ready', () => {
    expect(seen()).toEqual({ kind: 'well', sentence: 'Every part is ready.' });
  });

  it('is trouble while a partition stands still, whatever the parts say', () => {
    expect(seen({ stuck: [STANDING] })).toEqual({ kind: 'trouble', sentence: '1 partition stands still.' });
  });

  it('names the other parts that are not ready beside what stands still', () => {
    const parts = [
      { ...READY, ready: false },
      { ...READY, name: 'Kafka', ready: false },
    ];
    expect(seen({ parts, stuck: [STANDING, STANDING] }).sentence).toBe(
      '2 partitions stand still. Kafka is not ready.',
    );
  });

  it('warns of records that could not be read', () => {
    expect(seen({ dead: { total: 2, waiting: 1 } })).toEqual({
      kind: 'warning',
      sentence: 'Every part is ready, but 1 record could not be read.',
    });
  });

  it('says what was left out on purpose', () => {
    const parts = [READY, { ...READY, name: 'LiveKit', ready: false, off: true }];
    expect(seen({ parts })).toEqual({
      kind: 'well',
      sentence: 'Every part that was started is ready. Off: LiveKit.',
    });
  });
});
