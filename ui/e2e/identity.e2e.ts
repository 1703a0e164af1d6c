import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Person } from './support/Person.ts';

describe('who one is', () => {
  let first: Person;
  let second: Person;

  beforeAll(async () => {
    first = await Person.arrive('Twin', { voice: { hertz: 700 } });
    second = await first.anotherTab('Twin');
  });
  afterAll(() => first.goAway());

  test('the same name twice is two people', async () => {
    expect(await first.userId()).not.toBe(await second.userId());
    await first.join('lounge');
    await second.join('lounge');
    await first.channel('lounge').getByTestId('participant').nth(1).waitFor();
  });

  test('the login belongs to the tab and survives a reload', async () => {
    const before = await first.userId();
    await first.page.reload();
    expect(await first.userId()).toBe(before);
    expect(await second.userId()).not.toBe(before);
  });

  test('a text channel says plainly that there are no messages yet', async () => {
    await second.page.locator('[data-testid=text-channel]').first().click();
    expect(await second.page.getByTestId('text-pane').innerText()).toMatch(/not part of/i);
  });
});
