import { afterEach, describe, expect, inject, test } from 'vitest';
import { Person } from './support/Person.ts';

/** In these browsers no page may make sound before it was touched, and a page that was reloaded is a new one. */
describe.skipIf(inject('withoutAudio') !== '')('a reload in a call, where sound waits for a click', () => {
  let people: Person[] = [];
  const arrive = async (name: string, wishes = {}) => {
    const person = await Person.arrive(name, { autoplay: false, ...wishes });
    people.push(person);
    return person;
  };
  afterEach(async () => {
    await Promise.all(people.map((person) => person.goAway()));
    people = [];
  });

  test('the page says "Click to hear", and after the click the other is heard', async () => {
    const [listener, talker] = await Promise.all([arrive('Ivy'), arrive('Jack', { voice: { hertz: 900 } })]);
    await talker.joinAndTalk('standup');
    await listener.join('standup');
    expect(await listener.hears(talker)).toBe(true);
    await listener.page.reload();
    await expect.poll(() => listener.bannerUntouched(), { timeout: 15_000 }).toBe('click-to-hear');
    expect(await listener.plays(talker)).toBe(false);
    await listener.page.getByRole('button', { name: 'Click to hear' }).click();
    await listener.banner('click-to-hear').waitFor({ state: 'detached' });
    expect(await listener.plays(talker)).toBe(true);
    expect(await listener.hears(talker)).toBe(true);
  });

  test('whoever talks goes on being heard, and their ring seen, without touching anything', async () => {
    const [listener, talker] = await Promise.all([
      arrive('Kim', { voice: { hertz: 500 } }),
      arrive('Liam', { voice: { hertz: 900, speaks: 3, pauses: 3 } }),
    ]);
    await listener.joinAndTalk('standup');
    await talker.joinAndTalk('standup');
    await listener.sees(talker, { speaking: true });
    // Whoever asks a page for something touches it: from the reload on only the listener's is asked.
    const interrupted = listener.glimpses(await talker.userId(), ':not([data-audio=on])');
    await talker.page.reload();
    await interrupted;
    await listener.sees(talker, { audio: 'on' });
    await listener.sees(talker, { speaking: false });
    await listener.sees(talker, { speaking: true });
    expect(await listener.hears(talker)).toBe(true);
  });
});
