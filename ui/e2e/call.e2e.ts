import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { Person } from './support/Person.ts';

const audio = inject('withoutAudio') === '';

describe('two people in a voice channel', () => {
  let alice: Person;
  let bob: Person;

  beforeAll(async () => {
    [alice, bob] = await Promise.all([
      Person.arrive('Alice', { voice: { hertz: 700 } }),
      Person.arrive('Bob', { voice: { hertz: 1_100, speaks: 3, pauses: 5 } }),
    ]);
    await alice.join('lounge');
    await bob.join('lounge');
  });
  afterAll(() => Promise.all([alice.goAway(), bob.goAway()]));

  test('each sees the other', async () => {
    await alice.sees(bob, { connection: 'live' });
    await bob.sees(alice, { connection: 'live' });
  });

  test.skipIf(!audio)('each hears the tone of the other', async () => {
    await Promise.all([alice.status('on').waitFor(), bob.status('on').waitFor()]);
    expect(await bob.hears(alice)).toBe(true);
    expect(await alice.hears(bob, 12_000)).toBe(true);
  });

  test.skipIf(!audio)('the ring of whoever speaks is shown to everybody, and goes out', async () => {
    await alice.sees(bob, { speaking: true });
    await bob.sees(bob, { speaking: true });
    await alice.sees(bob, { speaking: false });
  });

  test('a mute is seen by the other, and takes the tone away', async () => {
    await alice.toggleMute();
    await bob.sees(alice, { muted: true, speaking: false });
    if (audio) expect(await bob.hearsNothingOf(alice)).toBe(true);
    await alice.toggleMute();
    await bob.sees(alice, { muted: false });
    if (audio) expect(await bob.hears(alice)).toBe(true);
  });

  test('deafened, one hears nothing and is muted; undeafened, all is as it was', async () => {
    await bob.toggleDeafen();
    await alice.sees(bob, { deafened: true, muted: true });
    if (audio) {
      expect(await bob.hearsNothingOf(alice)).toBe(true);
      expect(await alice.hearsNothingOf(bob)).toBe(true);
    }
    await bob.toggleDeafen();
    await alice.sees(bob, { deafened: false, muted: false });
    if (audio) expect(await bob.hears(alice)).toBe(true);
  });

  test('a move is seen as one, and both ends agree', async () => {
    // Others may still be in the channels: whoever's browser was killed stays until the lease ends.
    const id = await bob.userId();
    const rowIn = (channel: string) => alice.channel(channel).locator(`[data-user-id="${id}"]`);
    await bob.join('music');
    await rowIn('music').waitFor();
    expect(await rowIn('lounge').count()).toBe(0);
    await bob.join('lounge');
    await rowIn('lounge').waitFor();
    expect(await rowIn('music').count()).toBe(0);
  });

  test('a clean leave is seen at once', async () => {
    await bob.leave('lounge');
    await alice.seesNot(bob, 2_000);
  });
});
