import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { Person } from './support/Person.ts';
import { readUntil, type Told } from './support/Topic.ts';

const audio = inject('withoutAudio') === '';
const kafka = inject('kafka');
const VERSION = /^\d+\.\d+\.\d+/;

describe.skipIf(kafka === '')('what browsers say of their calls', () => {
  let alice: Person;
  let bob: Person;
  let ids: string[];

  beforeAll(async () => {
    [alice, bob] = await Promise.all([
      Person.arrive('Alice', { voice: { hertz: 700 } }),
      Person.arrive('Bob', { voice: { hertz: 1_100 } }),
    ]);
    await alice.join('lounge');
    await bob.join('lounge');
    ids = await Promise.all([alice.userId(), bob.userId()]);
  });
  afterAll(() => Promise.all([alice.goAway(), bob.goAway()]));

  test.skipIf(!audio)('samples of both arrive within 25 s, with figures that can be', async () => {
    await Promise.all([alice.status('on').waitFor(), bob.status('on').waitFor()]);
    // The first may be of a window in which the other was not yet heard.
    const isWhole = ({ quality }: Told) => (quality as Record<string, unknown>)['lossRatio'] !== undefined;
    const samples = await readUntil(
      kafka,
      'voice.telemetry',
      (told) => told.type === 'quality-sampled' && ids.includes(told['user'] as string) && isWhole(told),
      (told) => new Set(told.map(({ user }) => user)).size === 2,
      25_000,
    );
    for (const sample of samples) {
      expect(sample).toMatchObject({ guild: 'demo', channel: 'lounge' });
      expect(sample['client']).toMatch(VERSION);
      expect(sample['callId']).toMatch(/^\d+-\d+$/);
      const quality = sample['quality'] as Record<string, number | string>;
      expect(quality).toMatchObject({ iceProtocol: 'udp' });
      between(quality['windowMs'], 2_000, 60_000);
      between(quality['jitterMs'], 0, 2_000);
      between(quality['lossRatio'], 0, 1);
      between(quality['roundTripMs'], 0, 2_000);
      between(quality['bitrateInBps'], 1_000, 500_000);
      between(quality['bitrateOutBps'], 1_000, 500_000);
      between(quality['concealedMs'], 0, 60_000);
      between(quality['audioLevel'], 0.001, 1);
    }
  });

  test.skipIf(!audio)('one sees how it is as bars, and reads the figures by mouse and by keyboard', async () => {
    const bars = alice.page.getByTestId('connection-quality');
    const figures = alice.page.getByTestId('connection-figures');
    await bars.hover();
    await figures.waitFor();
    for (const figure of ['Estimated opinion', 'Round trip', 'Lost', 'Receiving', 'Sending', 'Path'])
      expect(await figures.textContent()).toContain(figure);
    expect(await bars.getAttribute('aria-label')).toMatch(/^\w+ connection$/);
    await alice.page.getByTestId('channels-list').hover();
    await figures.waitFor({ state: 'detached' });
    await alice.page.getByTestId('mic-toggle').focus();
    await alice.page.keyboard.press('Shift+Tab');
    await figures.waitFor();
    expect(await bars.getAttribute('aria-describedby')).toBe(await figures.getAttribute('id'));
    await alice.page.keyboard.press('Escape');
    await figures.waitFor({ state: 'detached' });
  });

  test('an error that nobody caught arrives with the version and what was done before, and without the person', async () => {
    await bob.toggleMute();
    await bob.page.evaluate(() => {
      setTimeout(() => {
        throw new TypeError('speech of bob@example.org is undefined');
      });
    });
    const [error] = await readUntil(
      kafka,
      'voice.telemetry',
      ({ type, user, kind }) => type === 'client-erred' && user === ids[1] && kind === 'uncaught',
      (told) => told.length === 1,
      15_000,
    );
    expect(error?.['client']).toMatch(VERSION);
    expect(error).toMatchObject({ guild: 'demo', channel: 'lounge' });
    expect(error?.['message']).toMatch(/^TypeError: speech of <email> is undefined/);
    const breadcrumbs = error?.['breadcrumbs'] as string[];
    expect(breadcrumbs).toEqual(expect.arrayContaining(['page-opened', 'call-joining', 'call-in']));
    expect(breadcrumbs.at(-1)).toBe('muted');
  });

  test('the log knows with which version each of them joined', async () => {
    const joins = await readUntil(
      kafka,
      'voice.events',
      ({ type, user }) => type === 'joined' && ids.includes(user as string),
      (told) => told.length >= 2,
      15_000,
    );
    for (const join of joins) expect(join['client']).toMatch(VERSION);
  });
});

function between(value: unknown, least: number, most: number): void {
  expect(value).toBeGreaterThanOrEqual(least);
  expect(value).toBeLessThanOrEqual(most);
}
