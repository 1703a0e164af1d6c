import { expect, it } from 'vitest';
import { placeOf } from './address';

it('an address says guild, moment, zone, zoom, person, channel and mark', () => {
  expect(
    placeOf(
      {
        guild: 'demo',
        at: '2026-11-25T14:05:07.123+01:00',
        tz: 'UTC',
        zoom: 'hour',
        user: 'alice',
        channel: 'lounge',
        mark: '2026-11-25T13:00:00Z',
      },
      'Europe/Berlin',
    ),
  ).toEqual({
    guild: 'demo',
    at: Date.parse('2026-11-25T13:05:07.123Z'),
    zone: 'UTC',
    zoom: 'hour',
    user: 'alice',
    channel: 'lounge',
    mark: Date.parse('2026-11-25T13:00:00Z'),
  });
});

it('what means nothing is left to the defaults', () => {
  expect(placeOf({ at: 'yesterday', tz: 'Atlantis/Capital', zoom: 'year' }, 'Europe/Berlin')).toEqual({
    guild: null,
    at: null,
    zone: 'Europe/Berlin',
    zoom: 'day',
    user: null,
    channel: null,
    mark: null,
  });
});
