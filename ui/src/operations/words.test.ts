import { describe, expect, it } from 'vitest';
import {
  agoInWords,
  dayInWords,
  lengthInWords,
  momentInWords,
  peopleInWords,
  shortMoment,
  timeInWords,
} from './words';

const ZONE = 'Europe/Berlin';
const at = Date.parse('2026-11-25T13:05:07.123Z');

describe('a moment in words', () => {
  it('is the day and the time of its zone', () => {
    expect(dayInWords(at, ZONE)).toBe('Wednesday 25 November 2026');
    expect(momentInWords(at, ZONE)).toBe('Wednesday 25 November 2026, 14:05:07');
    expect(timeInWords(at, 'UTC', { millis: true })).toBe('13:05:07.123');
    expect(timeInWords(Date.parse('2026-11-25T23:00:00Z'), ZONE)).toBe('00:00:00');
  });

  it('names the day only where it is another than the one shown', () => {
    expect(shortMoment(at, ZONE, '2026-11-25')).toBe('14:05:07');
    expect(shortMoment(at, ZONE, '2026-11-26')).toBe('25 Nov 2026, 14:05:07');
  });
});

it.each([
  [0, '0 s'],
  [48_400, '48 s'],
  [65_000, '1 min 5 s'],
  [720_000, '12 min'],
  [725_000, '12 min'],
  [3_900_000, '1 h 5 min'],
  [7_200_000, '2 h'],
  [90_000_000, '1 d 1 h'],
])('%d ms are "%s"', (ms, words) => {
  expect(lengthInWords(ms)).toBe(words);
});

it('says how long ago, and how many', () => {
  expect([agoInWords(at, at + 500), agoInWords(at, at + 12_000)]).toEqual(['just now', '12 s ago']);
  expect([0, 1, 2].map(peopleInWords)).toEqual(['nobody', '1 person', '2 people']);
});
