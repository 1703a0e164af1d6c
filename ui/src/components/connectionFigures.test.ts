import { describe, expect, it } from 'vitest';
import { connectionFigures } from './connectionFigures';

describe('how the call is, for the person', () => {
  it('is a word, bars, and each figure with its unit', () => {
    expect(
      connectionFigures({
        windowMs: 10_012,
        jitterMs: 4.5,
        lossRatio: 0.0125,
        roundTripMs: 23,
        bitrateInBps: 31_250,
        bitrateOutBps: 32_600,
        concealedMs: 140,
        audioLevel: 0.2,
        icePath: 'relay',
        iceProtocol: 'tls',
      }),
    ).toEqual({
      grade: 'good',
      bars: 3,
      title: 'Good connection',
      figures: [
        { name: 'Estimated opinion', value: '4.3 of 5' },
        { name: 'Round trip', value: '23 ms' },
        { name: 'Jitter', value: '5 ms' },
        { name: 'Lost', value: '1.3 %' },
        { name: 'Receiving', value: '31 kbit/s' },
        { name: 'Sending', value: '33 kbit/s' },
        { name: 'Gaps filled', value: '0.1 s of 10 s' },
        { name: 'Path', value: 'through a relay, TLS' },
      ],
    });
  });

  it('leaves out what is not known', () => {
    const alone = connectionFigures({ windowMs: 3_000, roundTripMs: 12, icePath: 'host' });
    expect(alone?.figures.map(({ name, value }) => `${name} ${value}`)).toEqual([
      'Estimated opinion 4.4 of 5',
      'Round trip 12 ms',
      'Path direct',
    ]);
    expect(connectionFigures({ windowMs: 3_000 })).toBeNull();
  });
});
