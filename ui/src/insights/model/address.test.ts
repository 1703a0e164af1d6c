import { describe, expect, it } from 'vitest';
import { hashOf, routeOf } from '../../session/route';
import { addressOf, queryOf } from './address';

const read = (hash: string) => {
  const { part, query } = routeOf(hash);
  return addressOf(part, query, 'Europe/Berlin');
};

describe('the address of a page', () => {
  it('without anything is the last seven days of the shown guild, in the browser’s zone', () => {
    expect(read('#/insights')).toEqual({
      part: 'overview',
      guild: null,
      range: '7d',
      zone: 'Europe/Berlin',
      filters: {},
    });
  });

  it.each([
    '#/insights/quality?guild=demo&range=30d&tz=UTC',
    '#/insights/person?guild=demo&from=2026-11-01&to=2026-11-07&tz=Asia%2FTokyo&user=u-1',
    '#/insights/audit?guild=demo&range=today&tz=Europe%2FBerlin&action=token-refused&actor=anna&target=lounge',
  ])('%s says the same after it was read', (hash) => {
    const { part, ...rest } = read(hash);
    expect(hashOf('insights', part, queryOf(rest))).toBe(hash);
  });

  it('that makes no sense shows something all the same', () => {
    expect(read('#/insights/nonsense?range=3y&tz=Mars/Olympus&from=2026-99-99&to=')).toMatchObject({
      part: 'overview',
      range: '7d',
      zone: 'Europe/Berlin',
    });
  });
});
