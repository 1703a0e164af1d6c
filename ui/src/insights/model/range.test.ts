import { describe, expect, it } from 'vitest';
import { beforeName, bucketOf, bucketStarts, daysOf, presets, problemOf, windowOf } from './range';
import { isDay } from './zone';

const BERLIN = 'Europe/Berlin';
const at = (iso: string) => Date.parse(iso);

describe('what people choose from', () => {
  it('knows the days of the calendar', () => {
    expect(isDay('2026-02-28')).toBe(true);
    expect(isDay('2026-02-30')).toBe(false);
    expect(isDay('25.11.2026')).toBe(false);
  });
});

describe('a range', () => {
  const now = at('2026-10-25T12:34:56Z');

  it.each([
    ['today', '2026-10-25', '2026-10-25'],
    ['yesterday', '2026-10-24', '2026-10-24'],
    ['7d', '2026-10-19', '2026-10-25'],
    ['30d', '2026-09-26', '2026-10-25'],
    ['90d', '2026-07-28', '2026-10-25'],
    ['month', '2026-10-01', '2026-10-25'],
  ] as const)('%s means %s to %s', (preset, from, to) => {
    expect(daysOf(preset, BERLIN, now)).toEqual({ from, to });
  });

  it('asks by the calendar of the chosen zone', () => {
    expect(daysOf('today', 'Pacific/Kiritimati', now).from).toBe('2026-10-26');
    expect(daysOf('today', 'Pacific/Honolulu', now).from).toBe('2026-10-25');
  });

  it('ends now, to the minute, if it holds now', () => {
    expect(windowOf('today', BERLIN, now)).toEqual({
      from: at('2026-10-24T22:00:00Z'),
      to: at('2026-10-25T12:35:00Z'),
      end: at('2026-10-25T23:00:00Z'),
      live: true,
    });
  });

  it('that is over ends with its last day', () => {
    expect(windowOf({ from: '2026-10-24', to: '2026-10-24' }, BERLIN, now)).toEqual({
      from: at('2026-10-23T22:00:00Z'),
      to: at('2026-10-24T22:00:00Z'),
      end: at('2026-10-24T22:00:00Z'),
      live: false,
    });
    expect(windowOf('yesterday', BERLIN, now).live).toBe(false);
  });

  it('is refused with a sentence if it makes no sense', () => {
    expect(problemOf({ from: '2026-10-02', to: '2026-10-01' })).toBe('The first day comes after the last.');
    expect(problemOf({ from: '', to: '2026-10-01' })).toBe('Choose both days.');
    expect(problemOf({ from: '2024-01-01', to: '2026-10-01' })).toMatch(/At most 366 days/);
    expect(problemOf({ from: '2026-01-01', to: '2026-12-31' })).toBeNull();
  });

  it('is compared with a time before that has a name', () => {
    const names = presets.map((preset) => beforeName(preset, windowOf(preset, 'UTC', now)));
    expect(names.slice(0, 4)).toEqual(['hours before', 'day before', '7 days before', '30 days before']);
  });
});

describe('buckets', () => {
  const days = (from: string, to: string) => windowOf({ from, to }, BERLIN, 0);

  it('are finer the shorter the range', () => {
    const now = at('2026-11-25T09:00:00Z');
    expect(bucketOf(windowOf('today', BERLIN, now))).toBe('minute');
    expect(bucketOf(days('2026-10-25', '2026-10-25'))).toBe('hour');
    expect(bucketOf(windowOf('30d', BERLIN, now))).toBe('hour');
    expect(bucketOf(windowOf('90d', BERLIN, now))).toBe('day');
  });

  it('of hours number 25 on the day when clocks go back', () => {
    const starts = bucketStarts(days('2026-10-25', '2026-10-25'), 'hour', BERLIN);
    expect(starts).toHaveLength(25);
    expect(new Set(starts).size).toBe(25);
    expect(starts[0]).toBe(at('2026-10-24T22:00:00Z'));
  });

  it('of days begin at their own midnights', () => {
    const starts = bucketStarts(days('2026-10-24', '2026-10-26'), 'day', BERLIN);
    expect(starts.map((start) => new Date(start).toISOString())).toEqual([
      '2026-10-23T22:00:00.000Z',
      '2026-10-24T22:00:00.000Z',
      '2026-10-25T23:00:00.000Z',
    ]);
  });

  it('of hours begin on the zone’s full hour, not on UTC’s', () => {
    const [first] = bucketStarts(
      windowOf({ from: '2026-11-25', to: '2026-11-25' }, 'Asia/Kolkata', 0),
      'hour',
      'Asia/Kolkata',
    );
    expect(first).toBe(at('2026-11-24T18:30:00Z'));
  });
});
