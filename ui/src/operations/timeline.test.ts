import { describe, expect, it } from 'vitest';
import { bucketsOf, fractionOf, heightOf, momentAt, moved, spanOf, ticksOf } from './timeline';

const ZONE = 'Europe/Berlin';
const at = Date.parse('2026-11-25T13:05:07.123Z');
const HOUR = 3_600_000;

describe('the span that the slider shows', () => {
  it('is the day of the moment, or its hour', () => {
    expect(spanOf(at, 'hour', ZONE)).toEqual({
      from: Date.parse('2026-11-25T13:00:00Z'),
      to: Date.parse('2026-11-25T14:00:00Z'),
    });
    expect(spanOf(at, 'day', ZONE).from).toBe(Date.parse('2026-11-24T23:00:00Z'));
  });

  it('has as many bars as its length asks for, on a day of 25 hours too', () => {
    const long = spanOf(Date.parse('2026-10-25T12:00:00Z'), 'day', ZONE);
    expect([
      bucketsOf(spanOf(at, 'day', ZONE), 'day'),
      bucketsOf(long, 'day'),
      bucketsOf(spanOf(at, 'hour', ZONE), 'hour'),
    ]).toEqual([288, 300, 240]);
    expect(ticksOf(long, 'day')).toHaveLength(9);
  });
});

describe('the slider', () => {
  const span = spanOf(at, 'day', ZONE);

  it('finds a moment again where it put it', () => {
    expect(momentAt(fractionOf(at, span), span)).toBe(at);
  });

  it('stays within its span when it is pulled beyond either end', () => {
    expect(momentAt(-0.3, span)).toBe(span.from);
    expect(momentAt(1.2, span)).toBe(span.to - 1);
    expect([fractionOf(0, span), fractionOf(span.to + 1, span)]).toEqual([0, 1]);
  });

  it('is moved by keys: a minute or an hour of a day, a second or a minute of an hour, and to the ends', () => {
    expect(moved('ArrowRight', at, span, 'day')).toBe(at + 60_000);
    expect(moved('PageDown', at, span, 'day')).toBe(at - HOUR);
    expect(moved('ArrowLeft', at, span, 'hour')).toBe(at - 1_000);
    expect(moved('Home', at, span, 'day')).toBe(span.from);
    expect(moved('End', at, span, 'day')).toBe(span.to - 1);
    expect(moved('x', at, span, 'day')).toBeNull();
  });
});

it('a bar of one event is seen beside one of a thousand', () => {
  expect(heightOf(1, 1_000)).toBeGreaterThanOrEqual(0.06);
  expect([heightOf(0, 1_000), heightOf(1_000, 1_000), heightOf(0, 0)]).toEqual([0, 1, 0]);
});
