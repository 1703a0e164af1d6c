import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { Person } from './support/Person.ts';

/** So that one is in the room for a while before one's microphone is. */
const SLOW_SIGNAL_MS = 700;
const audio = inject('withoutAudio') === '';

describe('what a person chooses for themselves', () => {
  let nora: Person;
  let otto: Person;
  let pia: Person;

  beforeAll(async () => {
    [nora, otto, pia] = await Promise.all([
      Person.arrive('Nora', { voice: { hertz: 500 } }),
      Person.arrive('Otto', { voice: { hertz: 900 } }),
      Person.arrive('Pia'),
    ]);
    for (const person of [nora, otto, pia]) await person.join('lounge');
    if (audio) await Promise.all([nora.status('on').waitFor(), otto.status('on').waitFor()]);
  });
  afterAll(() => Promise.all([nora, otto, pia].map((person) => person.goAway())));

  const settings = (choose: () => Promise<unknown>) => nora.inSettings(choose);
  const reload = async () => {
    await nora.page.reload();
    await nora.channel('lounge').and(nora.page.locator('[data-joined=true]')).waitFor();
    await nora.channel('lounge').getByRole('button').first().click();
  };

  test.skipIf(!audio)('somebody turned down is not heard by whoever did it, and by everybody else as before', async () => {
    expect(await nora.hears(otto)).toBe(true);
    await nora.setVolume(otto, 0);
    expect(await nora.hearsNothingOf(otto)).toBe(true);
    expect(await pia.hears(otto)).toBe(true);
  });

  test.skipIf(!audio)('a volume is remembered over a reload, and can be taken back', async () => {
    await reload();
    expect(await nora.volume(otto).inputValue()).toBe('0');
    await nora.status('on').waitFor();
    expect(await nora.hearsNothingOf(otto)).toBe(true);
    await nora.setVolume(otto, 100);
    expect(await nora.hears(otto)).toBe(true);
  });

  test('M mutes and D deafens, also from the slider that was used last, and others see it', async () => {
    await nora.setVolume(otto, 100);
    await nora.page.keyboard.press('m');
    await otto.sees(nora, { muted: true, deafened: false });
    await nora.page.keyboard.press('m');
    await otto.sees(nora, { muted: false });
    await nora.page.keyboard.press('d');
    await otto.sees(nora, { muted: true, deafened: true });
    await nora.page.keyboard.press('d');
    await otto.sees(nora, { muted: false, deafened: false });
  });

  test.skipIf(!audio)('whoever talks while muted is told so', async () => {
    await nora.page.keyboard.press('m');
    await nora.page.getByTestId('muted-hint').waitFor();
    await nora.page.keyboard.press('m');
    await nora.page.getByTestId('muted-hint').waitFor({ state: 'detached' });
  });

  test.skipIf(!audio)('with push-to-talk one is heard and ringed while the key is held, and not otherwise', async () => {
    await settings(() => nora.page.getByTestId('push-to-talk').click());
    await otto.sees(nora, { speaking: false });
    expect(await otto.hearsNothingOf(nora)).toBe(true);
    await nora.page.keyboard.down('Space');
    await otto.sees(nora, { speaking: true });
    expect(await otto.hears(nora)).toBe(true);
    await nora.page.keyboard.up('Space');
    await otto.sees(nora, { speaking: false });
    expect(await otto.hearsNothingOf(nora)).toBe(true);
  });

  test.skipIf(!audio)('push-to-talk is remembered over a reload, with its key', async () => {
    await settings(async () => {
      await nora.page.getByTestId('talk-key').click();
      await nora.page.keyboard.press('ControlLeft');
    });
    await reload();
    await nora.status('on').waitFor();
    expect(await otto.hearsNothingOf(nora)).toBe(true);
    await nora.page.keyboard.down('ControlLeft');
    expect(await otto.hears(nora)).toBe(true);
    await nora.page.keyboard.up('ControlLeft');
    await settings(() => nora.page.getByTestId('push-to-talk').click());
    expect(await otto.hears(nora)).toBe(true);
  });

  test.skipIf(!audio)('with push-to-talk one is heard also if the key is held while the microphone is being published', async () => {
    await settings(() => nora.page.getByTestId('push-to-talk').click());
    await nora.page.routeWebSocket(/\/rtc\b/, (signals) => {
      signals.connectToServer().onMessage((said) => void setTimeout(() => signals.send(said), SLOW_SIGNAL_MS));
    });
    await reload();
    await nora.status('on').waitFor();
    await nora.page.keyboard.down('ControlLeft');
    expect(await otto.hears(nora)).toBe(true);
    await nora.page.keyboard.up('ControlLeft');
    await nora.page.unrouteAll();
    await settings(() => nora.page.getByTestId('push-to-talk').click());
  });

  test.skipIf(!audio)('the meter moves with the chosen microphone, which others hear', async () => {
    const picker = nora.page.getByTestId('mic-picker');
    await settings(async () => {
      await nora.page.locator('[data-testid=mic-meter] [data-speaking=true]').waitFor();
      await picker.selectOption({ label: 'Fake Audio Input 2' });
      await nora.page.locator('[data-testid=mic-meter] [data-speaking=true]').waitFor();
    });
    expect(await otto.hears(nora)).toBe(true);
  });

  test.skipIf(!audio)('others are heard from the chosen speaker', async () => {
    const picker = nora.page.getByTestId('speaker-picker');
    let chosen = '';
    await settings(async () => {
      [chosen = ''] = await picker.selectOption({ label: 'Fake Audio Output 2' });
    });
    const player = nora.page.locator(`audio[data-user-id="${await otto.userId()}"]`);
    await expect.poll(() => player.evaluate((element: HTMLAudioElement) => element.sinkId)).toBe(chosen);
  });

  test.skipIf(!audio)('devices, switches and colours are remembered over a reload', async () => {
    const { page } = nora;
    const chosen = ['mic-picker', 'speaker-picker', 'theme-picker'];
    const switched = ['noise-suppression', 'sounds', 'push-to-talk'];
    const shown = async () => [
      ...(await Promise.all(chosen.map((id) => page.getByTestId(id).inputValue()))),
      ...(await Promise.all(switched.map((id) => page.getByTestId(id).getAttribute('aria-checked')))),
    ];
    let before: unknown;
    await settings(async () => {
      await page.getByTestId('theme-picker').selectOption('light');
      await page.getByTestId('noise-suppression').click();
      await page.getByTestId('sounds').click();
      before = await shown();
    });
    expect(before).toEqual([expect.stringMatching(/./), expect.stringMatching(/./), 'light', 'false', 'false', 'false']);
    await reload();
    expect(await page.locator('html').getAttribute('data-theme')).toBe('light');
    await settings(async () => expect(await shown()).toEqual(before));
    expect(await otto.hears(nora)).toBe(true);
  });
});
