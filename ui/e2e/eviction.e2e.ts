import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { LiveKit } from './support/LiveKit.ts';
import { Person } from './support/Person.ts';

const ROOM = 'demo/standup';
/** Longer than any pause before an attempt that is made while the gateway has audio to offer. */
const STAYS_OUT_MS = 10_000;
/** Nobody listens unseen for longer than this. */
const UNSEEN_MS = 10_000;

describe.skipIf(inject('withoutAudio') !== '' || inject('data') === '')('whoever LiveKit puts out', () => {
  const livekit = new LiveKit(inject('data'));
  let watcher: Person;
  let lena: Person;
  let tokensAskedFor = 0;
  let tests = 0;

  beforeEach(async () => {
    [watcher, lena] = await Promise.all([
      Person.arrive('Watcher', { voice: { hertz: 500 } }),
      // Of the one before her, whose browser was killed, the row is still there for a while.
      Person.arrive(`Lena ${String(++tests)}`, { voice: { hertz: 900 } }),
    ]);
    await watcher.joinAndTalk('standup');
    await lena.joinAndTalk('standup');
    expect(await watcher.hears(lena)).toBe(true);
    tokensAskedFor = 0;
    lena.page.on('request', (request) => {
      if (request.url().endsWith('/api/voice/token')) tokensAskedFor++;
    });
  });
  afterEach(() => Promise.all([watcher.goAway(), lena.goAway()]));

  const staysOut = async (end: string) => {
    await expect(lena.status('on').waitFor({ timeout: STAYS_OUT_MS })).rejects.toThrow(/Timeout/);
    await lena.banner(end).waitFor();
    expect(tokensAskedFor).toBe(0);
  };
  /** Without Lena; somebody of a test before may linger, whose browser was killed and whose row is still there. */
  const lenaIsOutWithin = async (timeout: number) => {
    const [watching, out] = await Promise.all([watcher.userId(), lena.userId()]);
    const inside = async () => {
      const identities = await livekit.identitiesIn(ROOM);
      return { watcher: identities.includes(watching), lena: identities.includes(out) };
    };
    await expect.poll(inside, { timeout }).toEqual({ watcher: true, lena: false });
  };
  const comesBackWhenAsked = async () => {
    await lena.page.getByRole('button', { name: 'Use audio here' }).click();
    await watcher.sees(lena, { audio: 'on' });
    expect(await watcher.hears(lena)).toBe(true);
    expect(tokensAskedFor).toBe(1);
  };

  test('by a removal stays out and reads why, keeps the seat, and comes back when they ask', async () => {
    await livekit.remove(await lena.userId(), ROOM);
    expect(await lena.banner('audio-removed').innerText()).toContain('You were removed from the audio of this call.');
    await watcher.sees(lena, { audio: 'off', connection: 'live' });
    await staysOut('audio-removed');
    await lenaIsOutWithin(UNSEEN_MS);
    await comesBackWhenAsked();
  });

  test('by a removal stays out when the socket comes back', async () => {
    await livekit.remove(await lena.userId(), ROOM);
    await lena.banner('audio-removed').waitFor();
    lena.wire.cut();
    await watcher.sees(lena, { connection: 'reconnecting' });
    lena.wire.mend();
    await watcher.sees(lena, { connection: 'live' }, 20_000);
    await staysOut('audio-removed');
  });

  test('as a duplicate stays out and reads why, also when the other is gone, and comes back when they ask', async () => {
    await livekit.enterAs(await lena.userId(), ROOM, await watcher.context.newPage());
    await expect.poll(() => livekit.identitiesIn(ROOM)).toContain(await lena.userId());
    const goneBy = Date.now() + UNSEEN_MS;
    expect(await lena.banner('audio-duplicate').innerText()).toContain('Your audio is playing in another window.');
    await watcher.sees(lena, { audio: 'off', connection: 'live' });
    // The other one came without a session that has a seat, so the gateway removes it.
    await lenaIsOutWithin(goneBy - Date.now());
    await staysOut('audio-duplicate');
    await comesBackWhenAsked();
  });
});
