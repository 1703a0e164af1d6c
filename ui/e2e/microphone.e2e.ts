import { afterEach, describe, expect, inject, test } from 'vitest';
import { Person } from './support/Person.ts';

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
    await person.freeMicrophone();
    await person.banner('mic-busy').getByRole('button').click();
    await listener.sees(person, { audio: 'on' });
    expect(await listener.hears(person)).toBe(true);
  });
});
