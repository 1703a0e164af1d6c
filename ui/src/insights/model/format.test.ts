import { describe, expect, it } from 'vitest';
import * as format from './format';
import { windowOf } from './range';

it.each([
  [0, '0 s'],
  [45, '45 s'],
  [245, '4 min 5 s'],
  [3600, '1 h'],
  [11_520, '3 h 12 min'],
  [3_629.4, '1 h'],
  [187_200, '2 d 4 h'],
  [null, '–'],
])('%s seconds read as %s', (seconds, text) => {
  expect(format.duration(seconds)).toBe(text);
});

describe('figures', () => {
  it('that are unknown are a dash and not a zero', () => {
    for (const say of [format.count, format.percent, format.milliseconds, format.kilobits, format.minutes])
      expect(say(null)).toBe('–');
    expect(format.count(0)).toBe('0');
  });

  it('of shares keep a digit that is not 0', () => {
    expect([0, 0.0021, 0.032, 0.5, 1].map(format.percent)).toEqual([
      '0 %',
      '0.21 %',
      '3.2 %',
      '50 %',
      '100 %',
    ]);
  });

  it('have the unit people know', () => {
    expect(format.kilobits(48_200)).toBe('48.2 kbit/s');
    expect(format.bytes(1_234_567)).toBe('1.2 MB');
  });

  it('are compared with the period before', () => {
    expect(format.changeSince(112, 100)).toEqual({ text: '12 %', direction: 'up' });
    expect(format.changeSince(88, 100)).toEqual({ text: '12 %', direction: 'down' });
    expect(format.changeSince(100, 100)).toEqual({ text: 'as before', direction: 'same' });
    expect(format.changeSince(1_500, 100)).toEqual({ text: '15 times', direction: 'up' });
  });

  it('are not compared with nothing', () => {
    expect(format.changeSince(5, 0)).toBeNull();
    expect(format.changeSince(5, null)).toBeNull();
  });
});

describe('times', () => {
  it('are told by the clocks of the chosen zone', () => {
    expect(format.time('2026-11-25T23:30:00.000Z', 'Asia/Tokyo')).toBe('26 Nov, 08:30');
    expect(format.time(null, 'UTC')).toBe('–');
  });

  it('of a window name both days, the last one included', () => {
    const days = (from: string, to: string) =>
      format.windowName(windowOf({ from, to }, 'Europe/Berlin', 0), 'Europe/Berlin');
    expect(days('2026-11-19', '2026-11-25')).toBe('19 Nov – 25 Nov 2026');
    expect(days('2026-11-25', '2026-11-25')).toBe('25 Nov 2026');
    expect(days('2025-12-30', '2026-01-02')).toBe('30 Dec 2025 – 2 Jan 2026');
  });
});
