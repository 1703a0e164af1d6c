import { describe, expect, it } from 'vitest';
import { addDays, dayOf, HOUR_MS, isZone, offsetAt, startOfDay, zoneName } from './zone';

const BERLIN = 'Europe/Berlin';
const at = (iso: string) => Date.parse(iso);

describe('a day in a time zone', () => {
  it.each([
    ['2026-11-25', 'UTC', '2026-11-25T00:00:00Z'],
    ['2026-11-25', BERLIN, '2026-11-24T23:00:00Z'],
    ['2026-11-25', 'Asia/Kolkata', '2026-11-24T18:30:00Z'],
    ['2026-11-25', 'America/New_York', '2026-11-25T05:00:00Z'],
    // Midnight is skipped, and comes twice.
    ['2026-09-06', 'America/Santiago', '2026-09-06T04:00:00Z'],
    ['2026-11-01', 'America/Havana', '2026-11-01T04:00:00Z'],
  ])('%s in %s begins at %s', (day, zone, begins) => {
    expect(startOfDay(day, zone)).toBe(at(begins));
    expect(dayOf(at(begins), zone)).toBe(day);
    expect(dayOf(at(begins) - 1, zone)).toBe(addDays(day, -1));
  });

  it('has 23 hours when clocks go forward, and 25 when they go back', () => {
    expect(hoursOf('2026-03-29')).toBe(23);
    expect(hoursOf('2026-03-30')).toBe(24);
    expect(hoursOf('2026-10-25')).toBe(25);
  });

  it('is followed by the next, over months and years', () => {
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(addDays('2026-03-01', -1)).toBe('2026-02-28');
  });

  const hoursOf = (day: string) => (startOfDay(addDays(day, 1), BERLIN) - startOfDay(day, BERLIN)) / HOUR_MS;
});

it('knows which names are zones, and how far they are from UTC', () => {
  expect([isZone('Asia/Kathmandu'), isZone('Atlantis/Capital')]).toEqual([true, false]);
  expect(offsetAt(at('2026-11-25T12:00:00.250Z'), 'Asia/Kathmandu')).toBe(5.75 * HOUR_MS);
});

it.each([
  [BERLIN, '2026-11-25T12:00:00Z', 'Europe/Berlin (UTC+1)'],
  [BERLIN, '2026-07-25T12:00:00Z', 'Europe/Berlin (UTC+2)'],
  ['America/St_Johns', '2026-11-25T12:00:00Z', 'America/St Johns (UTC−3:30)'],
  ['Africa/Abidjan', '2026-11-25T12:00:00Z', 'Africa/Abidjan (UTC)'],
  ['UTC', '1970-01-01T00:00:00Z', 'UTC'],
])('%s is named at %s with how far it is from UTC then', (zone, moment, name) => {
  expect(zoneName(zone, at(moment))).toBe(name);
});
