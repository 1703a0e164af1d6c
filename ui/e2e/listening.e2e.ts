/** Presence and media agree, also for people who use LiveKit's own client instead of our page. */
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { BareClient, type MediaPass } from './support/BareClient.ts';
import { LiveKit } from './support/LiveKit.ts';
import { Person } from './support/Person.ts';

const ROOM = 'demo/standup';
const TONE = 1_300;
/** A muted track ends within it, and whoever publishes what they may not is out. */
const ENDS_WITHIN_MS = 10_000;
/** So much may somebody whom the list does not show hear in any minute. */
const UNSEEN_MAY_HEAR_MS = 5_000;
const TOKENS = 120;
const MINUTE_MS = 60_000;

const without = inject('withoutAudio') !== '' || inject('data') === '';

describe.skipIf(without)('with a client that obeys no list', () => {
  const livekit = new LiveKit(inject('data'));
  let honest: Person;
  /** Has a seat by the page, and sends by a client of her own. */
  let mallory: Person;
  /** Has a seat by the page, and plays whatever comes. */
  let bea: Person;
  let patched: BareClient;
  let ear: BareClient;

  beforeAll(async () => {
    [honest, mallory] = await Promise.all([
      Person.arrive('Honest', { voice: { hertz: 700 } }),
      Person.arrive('Mallory', { voice: { hertz: TONE } }),
    ]);
    bea = await mallory.anotherTab('Bea');
    await honest.joinAndTalk('standup');
    patched = await BareClient.open(mallory.context);
    ear = await BareClient.open(mallory.context);
    await ear.connect(await comesIn(bea));
  });
  afterAll(() => Promise.all([honest.goAway(), mallory.goAway()]));

  /** Takes a seat, and answers the pass that the page got for it. */
  const comesIn = async (person: Person): Promise<MediaPass> => {
    const answer = person.page.waitForResponse((it) => it.url().endsWith('/api/voice/token') && it.ok());
    await person.join('standup');
    const pass = (await (await answer).json()) as MediaPass;
    // Now its own client is in, and whoever comes after it takes its place.
    await person.status('on').waitFor();
    return pass;
  };
  const isOut = () => expect.poll(() => patched.isOut(), { timeout: ENDS_WITHIN_MS }).toBe(true);
  const earHears = (since: number) =>
    expect.poll(async () => (await ear.heard()).lastLoudAt, { timeout: 10_000 }).toBeGreaterThan(since);

  test('in a page nobody is heard whom the list shows muted, and at a bare ear their track ends', async () => {
    await honest.toggleMute();
    await patched.connect(await comesIn(mallory));
    await patched.publishTone(TONE);
    expect(await honest.hears(mallory)).toBe(true);
    await earHears(Date.now());

    await mallory.toggleMute();
    await honest.sees(mallory, { muted: true, speaking: false });
    const mutedAt = Date.now();
    // In our page at once: the track is still sent, as the other ear knows.
    expect(await honest.hearsNothingOf(mallory, 2_500)).toBe(true);
    await isOut();
    await expect.poll(async () => Date.now() - (await ear.heard()).lastLoudAt, { timeout: 10_000 }).toBeGreaterThan(2_000);
    const { lastLoudAt } = await ear.heard();
    expect(lastLoudAt - mutedAt).toBeLessThan(ENDS_WITHIN_MS);
    await mallory.toggleMute();
    await honest.toggleMute();
  });

  test('a microphone that the server muted opens again as soon as the list shows it open', async () => {
    await honest.sees(honest, { muted: false });
    const muted = await livekit.muteTracksOf(await honest.userId(), ROOM);
    expect(muted).toBe(1);
    await expect.poll(() => livekit.openTracksOf(honest.userId(), ROOM), { timeout: 10_000 }).toBe(1);
    await earHears(Date.now());
  });

  test('a second track is never played, and its owner is put out', async () => {
    await mallory.leave('standup');
    await patched.connect(await comesIn(mallory));
    await patched.publishTone(TONE);
    await patched.publishTone(2 * TONE);
    const elements = honest.page.locator(`audio[data-user-id="${await mallory.userId()}"]`);
    await expect.poll(() => elements.count()).toBe(1);
    await isOut();
    await expect.poll(() => elements.count()).toBe(0);
  });

  test('video that calls itself a microphone arrives nowhere', async () => {
    await mallory.leave('standup');
    await patched.connect(await comesIn(mallory));
    await patched.publishVideo().catch(() => undefined);
    // Something else that was sent later has arrived.
    await earHears(Date.now() + 1_000);
    expect(await livekit.openTracksOf(mallory.userId(), ROOM)).toBe(0);
    expect((await ear.heard()).videos).toBe(0);
  });

  test('with 120 tokens of ended stays in turn, next to nothing is heard in a minute', async () => {
    const passes: MediaPass[] = [];
    for (let stay = 0; stay < 4; stay++) {
      await mallory.leave('standup');
      passes.push(await comesIn(mallory));
    }
    await mallory.leave('standup');
    await honest.seesNot(mallory);
    const [first] = passes;
    if (!first) throw new Error('no pass');
    // Those of stays that no gateway remembers: as after a restart of all of them.
    const [id, { url }] = [await mallory.userId(), first];
    while (passes.length < TOKENS) {
      passes.push({ url, token: livekit.pass(id, `ended-${String(passes.length)}`, ROOM) });
    }
    const unseen = await BareClient.open(mallory.context);
    const times = await unseen.comeInInTurn(passes, MINUTE_MS);
    const { loudMs } = await unseen.heard();
    console.log(`unseen: came ${String(times)} times, heard ${String(Math.round(loudMs))} ms`);
    expect(times).toBeGreaterThan(20);
    expect(loudMs).toBeLessThan(UNSEEN_MAY_HEAR_MS);
    await unseen.close();
    // The room was not silent meanwhile.
    await earHears(Date.now() - 1_000);
  }, 120_000);
});
