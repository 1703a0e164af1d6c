import { describe, expect, it } from 'vitest';
import { dayOf, HOUR_MS } from '../zone';
import { daySpan, instantOf, timeOf, timeTyped } from './zone';

const hours = (day: string, zone: string) => {
  const { from, to } = daySpan(day, zone);
  return (to - from) / HOUR_MS;
};

describe('a day in a time zone', () => {
  it.each([
    ['2026-11-25', 'Europe/Berlin', 24],
    ['2026-03-29', 'Europe/Berlin', 23],
    ['2026-10-25', 'Europe/Berlin', 25],
    ['2026-03-08', 'America/New_York', 23],
    ['2026-11-01', 'America/New_York', 25],
    ['2026-10-04', 'Australia/Lord_Howe', 23.5],
    ['2026-03-29', 'UTC', 24],
  ])('%s in %s has %d hours', (day, zone, expected) => {
    expect(hours(day, zone)).toBe(expected);
  });

  it('begins where its clocks say so, also where midnight is left out', () => {
    expect(new Date(daySpan('2026-11-25', 'Europe/Berlin').from).toISOString()).toBe(
      '2026-11-24T23:00:00.000Z',
    );
    const { from } = daySpan('2024-04-26', 'Africa/Cairo');
    expect(timeOf(from, 'Africa/Cairo')).toBe('01:00:00');
    expect(dayOf(from - 1, 'Africa/Cairo')).toBe('2024-04-25');
  });

  it('ends where the next begins', () => {
    expect(daySpan('2026-10-25', 'Europe/Berlin').to).toBe(daySpan('2026-10-26', 'Europe/Berlin').from);
  });

  it('holds the moments between its bounds', () => {
    const { from, to } = daySpan('2026-10-25', 'Europe/Berlin');
    expect([from - 1, from, to - 1, to].map((at) => dayOf(at, 'Europe/Berlin'))).toEqual([
      '2026-10-24',
      '2026-10-25',
      '2026-10-25',
      '2026-10-26',
    ]);
  });
});

describe('a time of day', () => {
  const iso = (day: string, time: string) =>
    new Date(instantOf(day, time, 'Europe/Berlin')).toISOString().slice(11, 19);

  it('is the moment at which the clocks showed it', () => {
    expect(iso('2026-11-25', '14:05:07')).toBe('13:05:07');
    expect(iso('2026-07-25', '14:05')).toBe('12:05:00');
    expect(iso('2026-03-29', '04:00')).toBe('02:00:00');
    expect(iso('2026-10-25', '04:00')).toBe('03:00:00');
  });

  it('that comes twice is the first, and one that is left out lies after the change', () => {
    expect(iso('2026-10-25', '02:30')).toBe('00:30:00');
    expect(timeOf(instantOf('2026-03-29', '02:30', 'Europe/Berlin'), 'Europe/Berlin')).toBe('03:30:00');
  });
});

it.each([
  ['14:05:07', '14:05:07'],
  [' 9.05 ', '09:05:00'],
  ['24:00', null],
  ['12:60', null],
  ['noon', null],
])('"%s" typed as a time is %s', (text, time) => {
  expect(timeTyped(text)).toBe(time);
});
