import { afterEach, describe, expect, inject, test } from 'vitest';
import { Person } from './support/Person.ts';

const audio = inject('withoutAudio') === '';

/** Source document, "Presence Sync", and design section 3: a ghost is gone this long after its last sign of life. */
const GHOST_MS = 31_500;
/** The lease that is left when the browser itself closed the socket, and a second for the way. */
const CLOSED_TAB_MS = 7_000;

describe('how people go, and come back', () => {
  let people: Person[] = [];
  const arrive = async (name: string, wishes = {}) => {
    const person = await Person.arrive(name, wishes);
    people.push(person);
    return person;
  };
  afterEach(async () => {
    await Promise.all(people.map((person) => person.goAway()));
    people = [];
  });

  test('a reload keeps the participant, without having left', async () => {
    const [watcher, dana] = await Promise.all([arrive('Watcher'), arrive('Dana', { voice: { hertz: 900 } })]);
    await dana.join('standup');
    await watcher.sees(dana);
    const gone = watcher.row(dana).waitFor({ state: 'detached', timeout: 9_000 });
    await dana.page.reload();
    await dana.channel('standup').and(dana.page.locator('[data-joined=true]')).waitFor();
    await watcher.sees(dana, { connection: 'live' });
    await expect(gone).rejects.toThrow(/Timeout/);
  });

  test('a closed tab is dimmed, and gone after five seconds', async () => {
    const [watcher, erin] = await Promise.all([arrive('Watcher'), arrive('Erin', { voice: { hertz: 900 } })]);
    await erin.join('standup');
    await watcher.sees(erin);
    const closed = Date.now();
    await erin.page.close();
    await watcher.seesNot(erin);
    expect(Date.now() - closed).toBeLessThan(CLOSED_TAB_MS + 1_000);
  });

  test('somebody whose machine sleeps is gone within 31.5 seconds of the last sign of life', async () => {
    const [watcher, frank] = await Promise.all([arrive('Watcher'), arrive('Frank', { voice: { hertz: 900 } })]);
    await frank.join('standup');
    await watcher.sees(frank);
    const asleep = Date.now();
    frank.fallsAsleep();
    await watcher.seesNot(frank, GHOST_MS + 2_000);
    expect(Date.now() - asleep).toBeLessThan(GHOST_MS);
  });

  test('whoever wakes up after that comes back by themselves, and is heard', async () => {
    const [watcher, frank] = await Promise.all([arrive('Watcher'), arrive('Frank', { voice: { hertz: 900 } })]);
    await watcher.join('standup');
    await frank.join('standup');
    if (audio) expect(await watcher.hears(frank)).toBe(true);
    frank.fallsAsleep();
    await watcher.seesNot(frank, GHOST_MS + 2_000);
    frank.wakesUp();
    await watcher.sees(frank, { connection: 'live' }, 30_000);
    if (audio) expect(await watcher.hears(frank, 30_000)).toBe(true);
  });

  test('while the socket is cut one is shown reconnecting, and the audio goes on', async () => {
    const [listener, grace] = await Promise.all([
      arrive('Listener', { voice: { hertz: 500 } }),
      arrive('Grace', { voice: { hertz: 900 } }),
    ]);
    await listener.join('standup');
    await grace.join('standup');
    if (audio) await Promise.all([listener.status('on').waitFor(), grace.status('on').waitFor()]);
    grace.wire.cut();
    await listener.sees(grace, { connection: 'reconnecting' }, 3_000);
    await grace.status('reconnecting').waitFor();
    if (audio) expect(await listener.hears(grace)).toBe(true);
    grace.wire.mend();
    await listener.sees(grace, { connection: 'live' }, 20_000);
    await grace.channel('standup').and(grace.page.locator('[data-joined=true]')).waitFor();
    if (audio) expect(await listener.hears(grace)).toBe(true);
  });
});
