import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Person } from './support/Person.ts';

/** Rising for what begins, falling for what ends. */
const JOIN = [523, 784];
const LEAVE = [587, 392];

describe('the sounds of comings and goings', () => {
  let rosa: Person;
  let sven: Person;
  let heard = 0;

  beforeAll(async () => {
    [rosa, sven] = await Promise.all([
      Person.arrive('Rosa', { voice: { hertz: 500 } }),
      Person.arrive('Sven', { voice: { hertz: 900 } }),
    ]);
  });
  afterAll(() => Promise.all([rosa.goAway(), sven.goAway()]));

  /** What Rosa's page has played since she was last asked. */
  const newNotes = async () => (await rosa.notes()).slice(heard);
  const plays = async (notes: number[]) => {
    await expect.poll(newNotes, { timeout: 10_000 }).toEqual(notes);
    heard += notes.length;
  };

  test('are played when one comes in oneself, and when others come and go', async () => {
    // Whoever was killed in an earlier test goes when their lease ends, and would be heard going.
    const lingering = rosa.page.getByTestId('participant');
    await expect.poll(() => lingering.count(), { timeout: 40_000 }).toBe(0);
    await rosa.join('lounge');
    await plays(JOIN);
    await sven.join('lounge');
    await plays(JOIN);
    await sven.join('music');
    await plays(LEAVE);
    await sven.join('lounge');
    await plays(JOIN);
  });

  test('are not played for a connection that was lost and came back, neither one’s own nor another’s', async () => {
    for (const [one, other] of [
      [rosa, sven],
      [sven, rosa],
    ] as const) {
      one.wire.cut();
      await other.sees(one, { connection: 'reconnecting' });
      await one.status('reconnecting').waitFor();
      one.wire.mend();
      await other.sees(one, { connection: 'live' }, 20_000);
      await one.sees(other, { connection: 'live' }, 20_000);
      await one.channel('lounge').and(one.page.locator('[data-joined=true]')).waitFor();
    }
    // Whatever was to be played was played before this.
    await sven.leave('lounge');
    await plays(LEAVE);
  });

  test('are played when one leaves, and not at all once they are switched off', async () => {
    await rosa.leave('lounge');
    await plays(LEAVE);
    await rosa.inSettings(() => rosa.page.getByTestId('sounds').click());
    await rosa.join('lounge');
    await sven.join('lounge');
    await rosa.sees(sven);
    await rosa.leave('lounge');
    expect(await newNotes()).toEqual([]);
  });
});
