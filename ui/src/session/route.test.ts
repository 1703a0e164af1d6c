import { describe, expect, it } from 'vitest';
import { hashOf, routeOf } from './route';

describe('the address after the #', () => {
  it.each([
    ['', 'voice'],
    ['#/', 'voice'],
    ['#/operations', 'operations'],
    ['#/insights/quality?guild=demo', 'insights'],
    ['#/a-page-of-tomorrow?x=1', 'voice'],
  ])('"%s" is the page %s', (hash, page) => {
    expect(routeOf(hash).page).toBe(page);
  });

  it('says the part of the page and what was asked', () => {
    expect(routeOf('#/insights/quality?guild=demo&tz=Europe%2FBerlin')).toEqual({
      page: 'insights',
      part: 'quality',
      query: { guild: 'demo', tz: 'Europe/Berlin' },
    });
  });

  it('comes back as it was written, plus signs of offsets included', () => {
    const query = { guild: 'demo', at: '2026-11-22T14:05:00.000+01:00' };
    expect(routeOf(hashOf('operations', 'time', query))).toEqual({
      page: 'operations',
      part: 'time',
      query,
    });
  });

  it('leaves out what is not known', () => {
    expect(hashOf('operations', '', { guild: 'demo', at: undefined, user: '' })).toBe(
      '#/operations?guild=demo',
    );
    expect(hashOf('voice')).toBe('#/');
  });
});
