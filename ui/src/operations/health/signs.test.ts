import { expect, it } from 'vitest';
import { ageOf, lifeOfGateway, lifeOfSession } from './signs';

it('a sign of life ages by the server’s clock, and goes on while nobody answers', () => {
  const at = '2026-11-25T14:00:10.000Z';
  expect(ageOf('2026-11-25T14:00:00.000Z', at, 1_500)).toBe(11_500);
  expect(ageOf('2026-11-25T14:00:11.000Z', at, 0)).toBe(0);
});

it('a session may be silent for as long as its lease, a gateway for as long as it is not lost', () => {
  expect([0, 19_999, 20_000, 30_000].map(lifeOfSession)).toEqual(['fresh', 'fresh', 'late', 'silent']);
  expect([1_500, 2_500, 3_000].map(lifeOfGateway)).toEqual(['fresh', 'late', 'silent']);
});
