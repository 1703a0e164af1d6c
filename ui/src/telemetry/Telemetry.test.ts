import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../presence/clock';
import type { CallQuality, ClientError } from '../protocol/frames';
import { Breadcrumbs } from './Breadcrumbs';
import { ErrorReports } from './ErrorReports';
import type { Reading } from './qualityBetween';
import { FIRST_WINDOW_MS, GATHER_MS, Telemetry, WINDOW_MS } from './Telemetry';

const TALKING = { hasAudio: true, isOpen: true };
const SILENT = { hasAudio: false, isOpen: true };

describe('telemetry', () => {
  let sent: { samples: readonly CallQuality[]; errors: readonly ClientError[] }[];
  let shown: (CallQuality | null)[];
  let errors: ErrorReports;
  let telemetry: Telemetry;
  let read: () => Promise<Reading | null>;

  beforeEach(() => {
    vi.useFakeTimers();
    sent = [];
    shown = [];
    errors = new ErrorReports(systemClock, new Breadcrumbs());
    read = () =>
      Promise.resolve({
        at: Date.now(),
        sent: [{ id: 'o', type: 'outbound-rtp', kind: 'audio', bytesSent: Date.now() }],
        received: [],
      });
    telemetry = new Telemetry({
      clock: systemClock,
      errors,
      read: () => read(),
      send: (samples, errors) => void sent.push({ samples, errors }),
      show: (quality) => void shown.push(quality),
    });
  });
  afterEach(() => vi.useRealTimers());

  const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

  it('tells of the call soon after it began, and every ten seconds from then on', async () => {
    telemetry.follow(TALKING);
    await pass(FIRST_WINDOW_MS + 3 * WINDOW_MS);
    expect(sent.map(({ samples }) => samples[0]?.windowMs)).toEqual([3_000, 10_000, 10_000, 10_000]);
    expect(sent[1]?.samples[0]?.bitrateOutBps).toBe(8_000);
    expect(shown).toHaveLength(4);
  });

  it('tells nothing once there is no audio, and begins anew with the next call', async () => {
    telemetry.follow(TALKING);
    await pass(FIRST_WINDOW_MS);
    telemetry.follow(SILENT);
    expect(shown.at(-1)).toBeNull();
    await pass(10 * WINDOW_MS);
    expect(sent).toHaveLength(1);
    telemetry.follow(TALKING);
    await pass(FIRST_WINDOW_MS);
    expect(sent[1]?.samples[0]?.windowMs).toBe(3_000);
  });

  it('does not take a reading that comes after the call for one of the next', async () => {
    telemetry.follow(TALKING);
    await pass(FIRST_WINDOW_MS);
    let late: (reading: Reading) => void = () => {};
    read = () => new Promise((resolve) => (late = resolve));
    await pass(WINDOW_MS);
    telemetry.follow(SILENT);
    late({ at: Date.now(), sent: [{ id: 'o', type: 'outbound-rtp' }], received: [] });
    await pass(0);
    expect(shown.at(-1)).toBeNull();
    expect(sent).toHaveLength(1);
  });

  it('shows the person how it is even while the socket is away, and sends none of it later', async () => {
    telemetry.follow({ hasAudio: true, isOpen: false });
    await pass(FIRST_WINDOW_MS + WINDOW_MS);
    expect(shown).toHaveLength(2);
    telemetry.follow(TALKING);
    await pass(WINDOW_MS);
    expect(sent).toHaveLength(1);
  });

  it('goes on after a reading that failed', async () => {
    telemetry.follow(TALKING);
    await pass(FIRST_WINDOW_MS);
    const works = read;
    read = () => Promise.reject(new Error('no'));
    await pass(WINDOW_MS);
    read = works;
    await pass(2 * WINDOW_MS);
    expect(sent).toHaveLength(2);
  });

  it('gathers errors for a moment, and keeps them until there is a socket', async () => {
    errors.report('uncaught', 'one');
    errors.report('media', 'two');
    await pass(GATHER_MS);
    expect(sent).toHaveLength(0);
    telemetry.follow(SILENT);
    await pass(GATHER_MS);
    expect(sent).toMatchObject([{ samples: [], errors: [{ message: 'one' }, { message: 'two' }] }]);
    errors.report('render', 'three');
    await pass(GATHER_MS);
    expect(sent).toHaveLength(2);
  });
});
