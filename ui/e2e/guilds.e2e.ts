import AxeBuilder from '@axe-core/playwright';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { Directory } from './support/Directory.ts';
import { Person } from './support/Person.ts';

const audio = inject('withoutAudio') === '';

describe.skipIf(inject('kafka') === '')('somebody who is in two guilds', () => {
  let tess: Person;
  let uwe: Person;

  beforeAll(async () => {
    [tess, uwe] = await Promise.all([
      Person.arrive('Tess', { voice: { hertz: 500 } }),
      Person.arrive('Uwe', { voice: { hertz: 900 } }),
    ]);
  });
  afterAll(() => Promise.all([tess.goAway(), uwe.goAway()]));

  const guild = (id: string) => tess.page.locator(`[data-testid=guild][data-guild-id=${id}]`);
  const guildsAfterReload = async () => {
    await tess.page.reload();
    await tess.channel('lounge').waitFor();
    return await tess.page.getByTestId('guild').count();
  };

  test('has nothing to choose while there is only one', async () => {
    expect(await guildsAfterReload()).toBe(0);
  });

  test('goes on seeing the guild they saw, and can choose the other', async () => {
    const members = await Promise.all([tess.userId(), uwe.userId()]);
    await new Directory(inject('kafka')).found('crew', 'Crew of the Erebus', ['lounge', 'bridge'], members);
    await expect.poll(guildsAfterReload, { timeout: 20_000 }).toBe(2);
    expect(await guild('demo').getAttribute('aria-current')).toBe('page');
    await tess.join('lounge');
    await guild('crew').click();
    await tess.channel('bridge').waitFor();
    expect(await tess.page.getByRole('heading', { name: 'Crew of the Erebus' }).count()).toBe(1);
  });

  test('is in a call of the one while they look at the other, and the page says where', async () => {
    await uwe.sees(tess);
    expect(await guild('demo').getAttribute('aria-label')).toBe('Demo, your call is here');
    // A channel by the same name, in which they are not.
    expect(await tess.channel('lounge').getAttribute('data-phase')).toBe('out');
    await tess.toggleMute();
    await uwe.sees(tess, { muted: true });
    await tess.toggleMute();
    await uwe.sees(tess, { muted: false });
  });

  test('moves the call by joining there, and is gone from where it was', async () => {
    await tess.join('lounge');
    await uwe.seesNot(tess);
    await guild('crew').and(tess.page.locator('[data-call=true]')).waitFor();
    await uwe.page.reload();
    await uwe.page.locator('[data-testid=guild][data-guild-id=crew]').click();
    await uwe.sees(tess);
    await uwe.join('lounge');
    if (audio) expect(await uwe.hears(tess)).toBe(true);
  });

  test('is after a reload where they were, and sees what they saw', async () => {
    await tess.page.reload();
    await tess.channel('lounge').and(tess.page.locator('[data-joined=true]')).waitFor();
    expect(await guild('crew').getAttribute('aria-current')).toBe('page');
    await uwe.sees(tess, { connection: 'live' });
  });

  test('reaches every guild by keyboard, on a page that passes axe', async () => {
    await guild('demo').focus();
    await tess.page.keyboard.press('Enter');
    await tess.channel('standup').waitFor();
    const { violations } = await new AxeBuilder({ page: tess.page }).analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
  });
});
