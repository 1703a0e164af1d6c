import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { LiveKit } from './support/LiveKit.ts';
import { Person } from './support/Person.ts';

/** LiveKit is started again within half a minute, and asked for every three seconds. */
const BACK_WITHIN_MS = 40_000;

describe.skipIf(inject('withoutAudio') !== '' || inject('data') === '')('LiveKit killed under a running call', () => {
  const livekit = new LiveKit(inject('data'));
  let olga: Person;
  let paul: Person;

  beforeEach(async () => {
    [olga, paul] = await Promise.all([
      Person.arrive('Olga', { voice: { hertz: 500 } }),
      Person.arrive('Paul', { voice: { hertz: 900 } }),
    ]);
    await olga.joinAndTalk('standup');
    await paul.joinAndTalk('standup');
    await eachHearsTheOther();
  });
  afterEach(async () => {
    await livekit.mayComeBack();
    await Promise.all([olga.goAway(), paul.goAway()]);
  });

  const eachHearsTheOther = async () => {
    expect(await olga.hears(paul)).toBe(true);
    expect(await paul.hears(olga)).toBe(true);
  };

  test('presence goes on, the page says that audio is reconnecting, and then each hears the other again', async () => {
    await livekit.goesAway();
    await Promise.all([olga, paul].map((person) => person.banner('audio-reconnecting').waitFor()));
    await olga.toggleMute();
    await paul.sees(olga, { muted: true, connection: 'live' });
    // By now LiveKit's client has given up, and the page waits for the gateway's word.
    await paul.page.waitForResponse(isAway, { timeout: 30_000 });
    await paul.page.waitForResponse(isAway);
    await paul.banner('audio-reconnecting').waitFor();
    await paul.status('reconnecting').waitFor();
    await olga.toggleMute();
    await paul.sees(olga, { muted: false, connection: 'live' });
    await livekit.mayComeBack();
    await Promise.all([olga, paul].map((person) => person.status('on').waitFor({ timeout: BACK_WITHIN_MS })));
    await eachHearsTheOther();
  }, 150_000);

  test('once it runs again each hears the other, and a mute still takes the tone away', async () => {
    livekit.dies();
    await Promise.all([olga, paul].map((person) => person.status('reconnecting').waitFor()));
    await Promise.all([olga, paul].map((person) => person.status('on').waitFor({ timeout: BACK_WITHIN_MS })));
    await eachHearsTheOther();
    await paul.toggleMute();
    await olga.sees(paul, { muted: true });
    expect(await olga.hearsNothingOf(paul)).toBe(true);
    await paul.toggleMute();
    expect(await olga.hears(paul)).toBe(true);
  }, 120_000);
});

const isAway = async (answer: { url(): string; json(): Promise<unknown> }) =>
  answer.url().endsWith('/api/media/status') &&
  ((await answer.json()) as { status: string }).status !== 'ready';
