import AxeBuilder from '@axe-core/playwright';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Person } from './support/Person.ts';

const parts = ['overview', 'channels', 'people', 'calls', 'rhythm', 'quality', 'audit'] as const;
const phone = { width: 390, height: 844 };
/** From the end of a call to its row in the tables; the page asks again by itself every 15 s. */
const TOLD_MS = 40_000;

describe('an analyst, after two people have talked', () => {
  let [ana, ben, cleo]: Person[] = [];
  /** Who else of the run has not gone yet. */
  let others = 0;
  /** Nobody else of the run is called so. */
  const [BEN, CLEO] = ['Ben Byline', 'Cleo Cutoff'];

  beforeAll(async () => {
    [ana, ben, cleo] = await Promise.all([
      Person.arrive('Ana', { roles: ['analyst'], reducedMotion: 'reduce' }),
      Person.arrive(BEN, { voice: { hertz: 700 } }),
      Person.arrive(CLEO, { voice: { hertz: 900 } }),
    ]);
  });
  afterAll(() => Promise.all([ana, ben, cleo].map((person) => person?.goAway())));

  test('comes to Insights from the voice page', async () => {
    await page().getByTestId('page-links').getByRole('link', { name: 'Insights' }).click();
    await page().getByTestId('insights-overview').waitFor();
  });

  test('sees people come, and the figures move by themselves', async () => {
    await expect.poll(async () => Number.isNaN((others = await figure('stat-now')))).toBe(false);
    await Promise.all([ben?.join('lounge'), cleo?.join('standup')]);
    await expect.poll(() => figure('stat-now')).toBe(others + 2);
  });

  test('reads what somebody had done before an error of their browser, by keyboard', async () => {
    // No digits: long ones are taken out of what browsers tell.
    const message = 'the lamp of the analyst is not a function';
    await ben?.toggleMute();
    await ben?.page.evaluate((text) => {
      setTimeout(() => {
        throw new TypeError(text);
      });
    }, message);
    await open('quality');
    const kind = page().getByTestId('error-item').filter({ hasText: 'uncaught' });
    await kind.waitFor({ timeout: TOLD_MS });
    await kind.locator('summary').focus();
    await page().keyboard.press('Enter');
    const error = kind.getByTestId('recent-errors').getByRole('listitem').filter({ hasText: message }).first();
    await error.waitFor({ timeout: TOLD_MS });
    expect(await error.textContent()).toMatch(/lounge.*What led to it, oldest first.*Page opened.*Muted/);
    await open('overview');
  });

  test('sees their calls and minutes once they have left, without touching the page', async () => {
    await expect.poll(() => figure('stat-calls'), { timeout: TOLD_MS }).toBeGreaterThanOrEqual(2);
    await ben?.leave('lounge');
    // A tab that is closed says no goodbye.
    await cleo?.page.close();
    await expect.poll(() => figure('stat-now'), { timeout: 15_000 }).toBeLessThanOrEqual(others);
    await open('people');
    for (const name of [BEN, CLEO]) {
      const row = page().getByTestId('people-table').getByRole('row', { name: new RegExp(name) });
      await row.getByText(/^\d+ (s|min)/).first().waitFor({ timeout: TOLD_MS });
    }
  });

  test('reads why each call ended', async () => {
    await open('calls');
    const call = (name: string, why: string) => page().locator(`[data-testid=call][data-why=${why}]`, { hasText: name });
    await call(BEN, 'left').getByText('Left').first().waitFor({ timeout: TOLD_MS });
    await call(CLEO, 'expired').getByText('Lost connection').first().waitFor({ timeout: TOLD_MS });
    await call(BEN, 'left').getByRole('button', { name: /Stays of/ }).first().click();
    await page().getByTestId('stays').first().waitFor();
  });

  test('takes the calls away as CSV, one row each', async () => {
    const coming = page().waitForEvent('download');
    await page().getByTestId('export-calls-csv').click();
    const file = join(tmpdir(), `earshot-${String(process.pid)}-calls.csv`);
    await (await coming).saveAs(file);
    const [heading = '', ...rows] = readFileSync(file, 'utf8').trimEnd().split(/\r?\n/);
    expect(heading.split(',')).toEqual(expect.arrayContaining(['call_id', 'username', 'why']));
    expect(rows.filter((row) => row.includes(BEN)).join()).toContain('left');
    expect(rows.filter((row) => row.includes(CLEO)).join()).toContain('expired');
    await page().getByTestId('calls').getByText(/^Saved [\d,]+ rows?/).waitFor();
  });

  test('goes from a call to the person, and every chart is a table too', async () => {
    await page().getByTestId('call-table').getByRole('link', { name: BEN }).first().click();
    await page().getByRole('heading', { name: BEN }).waitFor();
    await page().getByRole('button', { name: 'Show Time in voice by day as table' }).click();
    await page().getByTestId('plot-table').waitFor();
  });

  test('finds who looked at the data in the audit log', async () => {
    await open('audit');
    await page().getByRole('combobox', { name: 'What', exact: true }).selectOption('queried');
    await page().getByTestId('audit-table').getByText('Looked at data').first().waitFor({ timeout: TOLD_MS });
    expect(page().url()).toContain('action=queried');
  });

  test('narrows the audit log by whom and what, by typing alone, and the address says it', async () => {
    await open('audit');
    await page().getByTestId('audit-target').pressSequentially('/api/analytics/over');
    await expect.poll(() => page().url()).toContain('target=%2Fapi%2Fanalytics%2Fover');
    await expect.poll(() => rows().allInnerTexts(), { timeout: TOLD_MS }).toSatisfy(
      (texts: string[]) => texts.length > 0 && texts.every((text) => text.includes('/api/analytics/overview')),
    );
    await page().getByTestId('audit-actor').fill('nobody-at-all');
    await page().getByTestId('audit').getByTestId('nothing').waitFor();
    await page().goBack();
    await rows().first().waitFor();
    expect(await page().getByTestId('audit-actor').inputValue()).toBe('');
    await page().getByRole('button', { name: 'Clear' }).click();
    expect(await page().getByTestId('audit-target').inputValue()).toBe('');
  });

  test('is told plainly that there was nothing in a time with nothing', async () => {
    await page().goto('/#/insights/overview?from=2020-01-01&to=2020-01-07&tz=UTC');
    const card = page().getByTestId('presence-over-time');
    await card.getByText('Nobody was in voice in this time.').waitFor();
    await page().getByText('1 Jan – 7 Jan 2020').waitFor();
    await expect.poll(() => page().getByTestId('problem').count()).toBe(0);
  });

  test('chooses a time, and the address says it', async () => {
    await page().getByTestId('range').click();
    await page().getByRole('button', { name: 'Today' }).click();
    await expect.poll(() => page().url()).toContain('range=today');
    await expect.poll(() => figure('stat-calls')).toBeGreaterThanOrEqual(2);
  });

  describe.each(['dark', 'light'] as const)('in %s', (colorScheme) => {
    beforeAll(() => page().emulateMedia({ colorScheme, reducedMotion: 'reduce' }));

    test.each(parts)('%s passes axe, on a phone too', async (part) => {
      await open(part);
      await settled();
      expect(await violations()).toEqual([]);
      await page().setViewportSize(phone);
      expect(await violations()).toEqual([]);
      const width = await page().evaluate(() => document.documentElement.scrollWidth);
      expect(width).toBeLessThanOrEqual(phone.width);
      await page().setViewportSize({ width: 1280, height: 800 });
    });
  });

  const page = () => {
    if (!ana) throw new Error('Ana has not arrived');
    return ana.page;
  };
  const rows = () => page().getByTestId('audit-table').locator('tbody tr');
  const open = async (part: string) => {
    await page().goto(`/#/insights/${part}?range=today`);
    await page().getByTestId(`insights-${part}`).waitFor();
  };
  const figure = async (testId: string) =>
    Number((await page().getByTestId(testId).innerText()).replaceAll(',', ''));
  const settled = () => expect.poll(() => page().getByTestId('loading').count()).toBe(0);
  const violations = async () => {
    const { violations: found } = await new AxeBuilder({ page: page() }).analyze();
    return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
  };
});
