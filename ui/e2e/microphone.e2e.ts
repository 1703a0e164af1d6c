import { afterEach, describe, expect, inject, test } from 'vitest';
import { Person } from './support/Person.ts';

const SOON = { timeout: 10_000 };

describe.skipIf(inject('withoutAudio') !== '')('a microphone that is not to be had', () => {
  let person: Person | undefined;
  let listener: Person | undefined;
  afterEach(async () => {
    await person?.goAway();
    await listener?.goAway();
    person = listener = undefined;
  });

  test('denied: a toast of its own, and a call to listen to', async () => {
    person = await Person.arrive('Denied', { voice: { hertz: 700 }, microphone: 'denied' });
    await person.join('music');
    await person.toast('mic-denied').waitFor();
    await person.status('listen-only').waitFor();
    listener = await Person.arrive('Speaker', { voice: { hertz: 1_300 } });
    await listener.joinAndTalk('music');
    await listener.sees(person, { audio: 'listen-only' });
    expect(await person.hears(listener)).toBe(true);
  });

  test('missing: a toast of its own, and a call to listen to', async () => {
    person = await Person.arrive('Without');
    await person.join('music');
    await person.toast('mic-missing').waitFor();
    await person.status('listen-only').waitFor();
  });

  test('busy: a toast of its own, a call to listen to, and to talk in once the microphone is free', async () => {
    person = await Person.arrive('Busy', { voice: { hertz: 700 }, microphone: 'busy' });
    await person.join('music');
    await person.toast('mic-busy').waitFor();
    await person.status('listen-only').waitFor();
    listener = await Person.arrive('Speaker', { voice: { hertz: 1_300 } });
    await listener.joinAndTalk('music');
    await listener.sees(person, { audio: 'listen-only' });
    expect(await person.hears(listener)).toBe(true);
    await person.microphone.free();
    await person.banner('mic-busy').getByRole('button').click();
    await listener.sees(person, { audio: 'on' });
    expect(await listener.hears(person)).toBe(true);
  });

  test('taken away in a call: a toast of its own, a call to listen to, and to talk in once it is back', async () => {
    [person, listener] = await Promise.all([
      Person.arrive('Unplugged', { voice: { hertz: 700 } }),
      Person.arrive('Speaker', { voice: { hertz: 1_300 } }),
    ]);
    await person.joinAndTalk('music');
    await listener.joinAndTalk('music');
    expect(await listener.hears(person)).toBe(true);
    person.microphone.unplug();
    await person.toast('mic-lost').waitFor();
    await person.status('listen-only').waitFor();
    await listener.sees(person, { audio: 'listen-only' });
    expect(await listener.hearsNothingOf(person)).toBe(true);
    expect(await person.microphone.labels()).toEqual([]);
    await person.banner('mic-lost').getByRole('button').click();
    await listener.sees(person, { audio: 'on' });
    expect(await listener.hears(person)).toBe(true);
  });
});

describe.skipIf(inject('withoutAudio') !== '')('what leaves a browser of its person’s voice', () => {
  let person: Person;
  const arrive = async (name: string, wishes = {}) => {
    person = await Person.arrive(name, { voice: { hertz: 700 }, ...wishes });
  };
  afterEach(() => person.goAway());

  /** A second of the microphone went into the call, and every sample of it was silent. */
  const sendsOnlySilence = async () => {
    const { seconds } = await person.microphone.sent();
    await expect.poll(async () => (await person.microphone.sent()).seconds, SOON).toBeGreaterThan(seconds + 1);
    expect((await person.microphone.sent()).energy).toBe(0);
  };
  const sendsSound = () => expect.poll(async () => (await person.microphone.sent()).energy, SOON).toBeGreaterThan(0);

  test('is nothing when they come in muted, not for a moment, until they unmute', async () => {
    await arrive('Mute');
    await person.toggleMute();
    await person.joinAndTalk('music');
    await sendsOnlySilence();
    await person.toggleMute();
    await sendsSound();
  });

  test('is nothing when they come in with push-to-talk, not for a moment, until they hold the key', async () => {
    await arrive('Pushy');
    await person.inSettings(() => person.page.getByTestId('push-to-talk').click());
    await person.joinAndTalk('music');
    await sendsOnlySilence();
    await person.page.keyboard.down('Space');
    await sendsSound();
  });

  test('comes from the chosen microphone alone, and those chosen before are closed', async () => {
    await arrive('Picky');
    await person.joinAndTalk('music');
    await sendsSound();
    await person.inSettings(() => person.page.getByTestId('mic-picker').selectOption({ label: 'Fake Audio Input 2' }));
    const chosen = { label: 'Fake Audio Input 2', noiseSuppression: true };
    // One is measured, its clone is sent.
    await expect.poll(() => person.microphone.openTracks(), SOON).toEqual([chosen, chosen]);
    await person.leave('music');
    expect(await person.microphone.labels()).toEqual([]);
  });

  test('has its noise suppressed, unless they switch that off', async () => {
    await arrive('Musician');
    await person.joinAndTalk('music');
    const suppressed = async () => (await person.microphone.openTracks()).map((track) => track.noiseSuppression);
    await expect.poll(suppressed, SOON).toEqual([true, true]);
    await person.inSettings(() => person.page.getByTestId('noise-suppression').click());
    await expect.poll(suppressed, SOON).toEqual([false, false]);
    await sendsSound();
  });

  test('is nothing when they left before the microphone was theirs', async () => {
    await arrive('Hasty', { microphone: 'asked' });
    await person.joinAndTalk('music');
    await person.leave('music');
    await person.microphone.allow();
    await expect.poll(() => person.microphone.everOpened(), SOON).toBe(1);
    await expect.poll(() => person.microphone.labels(), SOON).toEqual([]);
  });

  test('is nothing when they left while it was being published', async () => {
    await arrive('Hastier', { microphone: 'asked' });
    await person.joinAndTalk('music');
    await person.stallsLiveKit();
    await person.microphone.allow();
    await expect.poll(() => person.microphone.labels(), SOON).toHaveLength(2);
    await person.leave('music');
    expect(await person.microphone.labels()).toEqual([]);
  });
});
