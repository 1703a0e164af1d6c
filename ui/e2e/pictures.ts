/** Takes the picture in the README from the running product: `npm run pictures`. */
import { resolve } from 'node:path';
import { test } from 'vitest';
import { Person } from './support/Person.ts';

const DOCS = resolve(import.meta.dirname, '../../docs');

test('the picture of the README', async () => {
  const people = await Promise.all([
    Person.arrive('Ada Lovelace', { voice: { hertz: 700 }, viewport: { width: 1180, height: 720 } }),
    Person.arrive('Grace Hopper', { voice: { hertz: 900, speaks: 1, pauses: 20 } }),
    Person.arrive('Alan Turing', { voice: { hertz: 1_100, speaks: 1, pauses: 20 } }),
  ]);
  const [ada, grace, alan] = people;
  await ada.joinAndTalk('lounge');
  await grace.joinAndTalk('lounge');
  await alan.joinAndTalk('standup');
  await alan.toggleMute();
  await ada.sees(alan, { muted: true });
  await ada.sees(ada, { speaking: true });
  await ada.sees(grace, { speaking: false, audio: 'on' });
  await ada.page.screenshot({ path: resolve(DOCS, 'screenshot.png') });
  await Promise.all(people.map((person) => person.goAway()));
});
