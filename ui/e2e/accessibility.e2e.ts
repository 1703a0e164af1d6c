import AxeBuilder from '@axe-core/playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Person } from './support/Person.ts';

const schemes = ['dark', 'light'] as const;
const phone = { width: 360, height: 740 };

describe.each(schemes)('every screen in %s passes axe', (colorScheme) => {
  let person: Person;

  beforeAll(async () => {
    // Half-faded text would be measured while it moves.
    person = await Person.arrive('Axel', { voice: { hertz: 700 }, colorScheme, reducedMotion: 'reduce' });
  });
  afterAll(() => person.goAway());

  test('the channels', async () => expect(await violations(person)).toEqual([]));

  test('a call', async () => {
    await person.join('lounge');
    expect(await violations(person)).toEqual([]);
  });

  test('a text channel', async () => {
    await person.page.getByTestId('text-channel').first().click();
    expect(await violations(person)).toEqual([]);
  });

  test('the settings', async () => {
    await person.page.getByTestId('settings').click();
    await person.page.getByRole('dialog').waitFor();
    expect(await violations(person)).toEqual([]);
    await person.page.keyboard.press('Escape');
  });

  test('a phone, with nothing wider than the screen', async () => {
    await person.page.setViewportSize(phone);
    expect(await violations(person)).toEqual([]);
    const width = await person.page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(phone.width);
  });

  test('the login', async () => {
    await person.page.evaluate(() => sessionStorage.clear());
    await person.page.reload();
    await person.page.getByTestId('login-name').waitFor();
    expect(await violations(person)).toEqual([]);
  });
});

async function violations(person: Person): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page: person.page }).analyze();
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
}
