import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { qualityBetween, type Reading, type Stat } from './qualityBetween';

/** What Chromium 156 said of a call with itself that went well, ten seconds apart. */
const recorded = JSON.parse(
  readFileSync(new URL('../../test/recorded/chromium-loopback.json', import.meta.url), 'utf8'),
) as Record<'before' | 'now', { at: number; sent: Stat[]; received: Stat[][] }>;
const reading = ({ at, sent, received }: (typeof recorded)['now']): Reading => ({
  at,
  sent,
  received: received.flat(),
});
const before = reading(recorded.before);
const now = reading(recorded.now);

/** The same report, with other figures in the entries of one type. */
const withFigures = (from: Reading, type: string, figures: Record<string, unknown>): Reading => {
  const changed = (stats: readonly Stat[]) =>
    stats.map((stat) => (stat.type === type ? { ...stat, ...figures } : stat));
  return { ...from, sent: changed(from.sent), received: changed(from.received) };
};
const without = (from: Reading, ...types: string[]): Reading => {
  const rest = (stats: readonly Stat[]) => stats.filter(({ type }) => !types.includes(type));
  return { ...from, sent: rest(from.sent), received: rest(from.received) };
};

describe('quality between two recorded reports', () => {
  it('has every figure of a call that went well', () => {
    const quality = qualityBetween(before, now);
    expect(quality).toMatchObject({ lossRatio: 0, icePath: 'host', iceProtocol: 'udp' });
    expect(quality?.windowMs).toBeGreaterThan(9_900);
    expect(quality?.windowMs).toBeLessThan(10_500);
    expect(quality?.jitterMs).toBe(10);
    expect(quality?.roundTripMs).toBeGreaterThan(0);
    expect(quality?.roundTripMs).toBeLessThan(10);
    // Opus for speech, without the headers.
    expect(quality?.bitrateInBps).toBeGreaterThan(10_000);
    expect(quality?.bitrateInBps).toBeLessThan(64_000);
    expect(quality?.bitrateOutBps).toBeGreaterThan(10_000);
    expect(quality?.audioLevel).toBeGreaterThan(0.01);
    expect(quality?.audioLevel).toBeLessThan(1);
  });

  it('counts what was lost in the window only', () => {
    const lossy = (from: Reading, packetsLost: number, packetsReceived: number) =>
      withFigures(from, 'inbound-rtp', { packetsLost, packetsReceived });
    expect(qualityBetween(lossy(before, 100, 900), lossy(now, 110, 1_390))?.lossRatio).toBe(0.02);
    expect(qualityBetween(lossy(before, 100, 900), lossy(now, 90, 1_390))?.lossRatio).toBe(0);
  });

  it('counts made-up sound, but not what was made up in a silence', () => {
    const figures = (concealedSamples: number, silentConcealedSamples: number) => ({
      concealedSamples,
      silentConcealedSamples,
    });
    const from = withFigures(before, 'inbound-rtp', figures(48_000, 48_000));
    expect(
      qualityBetween(from, withFigures(now, 'inbound-rtp', figures(148_000, 100_000)))?.concealedMs,
    ).toBe(1_000);
  });

  it('takes a stream that began within the window from its beginning', () => {
    const quality = qualityBetween(without(before, 'inbound-rtp'), now);
    expect(quality?.bitrateInBps).toBeGreaterThan(qualityBetween(before, now)?.bitrateInBps ?? NaN);
  });

  it('says nothing of what the browser does not say', () => {
    const alone = qualityBetween(before, without(now, 'inbound-rtp'));
    expect(alone).toMatchObject({ icePath: 'host' });
    for (const figure of ['jitterMs', 'lossRatio', 'bitrateInBps', 'concealedMs'] as const)
      expect(alone?.[figure]).toBeUndefined();
    const listening = qualityBetween(before, { ...now, sent: [] });
    expect(listening?.bitrateOutBps).toBeUndefined();
    expect(listening?.audioLevel).toBeUndefined();
    expect(listening?.roundTripMs).toBeGreaterThan(0);
    expect(qualityBetween({ at: 0, sent: [], received: [] }, { at: 9, sent: [], received: [] })).toBeNull();
  });

  it('is quiet while nothing arrives: no jitter stands still, and no loss is made up', () => {
    const quality = qualityBetween(now, { ...now, at: now.at + 10_000 });
    expect(quality).toMatchObject({ bitrateInBps: 0, bitrateOutBps: 0, concealedMs: 0 });
    expect(quality?.jitterMs).toBeUndefined();
    expect(quality?.lossRatio).toBeUndefined();
  });

  it('finds the pair in use without transports, as in Firefox, and says how a relay is reached', () => {
    const relayed = withFigures(now, 'local-candidate', { candidateType: 'relay', relayProtocol: 'tls' });
    const quality = qualityBetween(before, without(relayed, 'transport'));
    expect(quality).toMatchObject({ icePath: 'relay', iceProtocol: 'tls' });
    expect(quality?.roundTripMs).toBeGreaterThan(0);
    const odd = withFigures(now, 'local-candidate', { candidateType: 'carrier-pigeon' });
    expect(qualityBetween(before, odd)?.icePath).toBeUndefined();
  });

  it('is nothing if no time passed', () => {
    expect(qualityBetween(now, now)).toBeNull();
  });
});
