import type { BrowserContext, Locator, Page } from 'playwright-core';
import type { Wishes } from './flags.ts';
import { glimpse, stallLiveKit } from './inPage.ts';
import { OwnBrowser } from './OwnBrowser.ts';
import { OwnMicrophone } from './OwnMicrophone.ts';
import { prominence } from './tone.ts';
import type { Wire } from './Wire.ts';

/** How far a tone must stand out to count as heard, and stay under to count as absent, in dB. */
const HEARD_DB = 20;

/** Somebody in front of a browser of their own. */
export class Person {
  readonly wire: Wire;
  readonly context: BrowserContext;
  readonly microphone: OwnMicrophone;

  private constructor(
    readonly name: string,
    readonly hertz: number,
    private readonly browser: OwnBrowser,
    readonly page: Page,
  ) {
    this.wire = browser.wire;
    this.context = browser.context;
    this.microphone = new OwnMicrophone(browser, page);
  }

  static async arrive(name: string, wishes: Wishes = {}): Promise<Person> {
    const browser = await OwnBrowser.start(wishes);
    const person = new Person(name, wishes.voice?.hertz ?? 0, browser, await browser.context.newPage());
    await person.logIn(wishes.roles);
    return person;
  }

  /** Another tab of the same browser: another person. */
  async anotherTab(name: string): Promise<Person> {
    const other = new Person(name, this.hertz, this.browser, await this.context.newPage());
    await other.logIn();
    return other;
  }

  async join(channel: string): Promise<this> {
    await this.channel(channel).getByTestId('join').click();
    await this.channel(channel).and(this.page.locator('[data-joined=true]')).waitFor();
    return this;
  }

  /** Joins, and waits until the call can be heard and heard in. */
  async joinAndTalk(channel: string): Promise<this> {
    await this.join(channel);
    await this.status('on').waitFor();
    return this;
  }

  async leave(channel: string): Promise<void> {
    await this.channel(channel).getByTestId('leave').click();
    await this.channel(channel).and(this.page.locator('[data-joined=false]')).waitFor();
  }

  /** By the slider on the other's tile; the channel must be open. */
  async setVolume(other: Person, percent: 0 | 100): Promise<void> {
    await this.volume(other).press(percent === 0 ? 'Home' : 'End');
  }

  volume(other: Person): Locator {
    return this.page.getByRole('slider', { name: `Volume of ${other.name}` });
  }

  /** What the page says to LiveKit does not arrive any more, and nobody notices yet. */
  async stallsLiveKit(): Promise<void> {
    await this.page.evaluate(stallLiveKit);
  }

  /** The pitches, in Hz, of the notes that the page has played. */
  async notes(): Promise<number[]> {
    return await this.page.evaluate(() => window.ledger?.notes ?? []);
  }

  /** Opens the settings, and closes them when all is chosen. */
  async inSettings(choose: () => Promise<unknown>): Promise<void> {
    await this.page.getByTestId('settings').click();
    await this.page.getByTestId('settings-dialog').waitFor();
    await choose();
    await this.page.keyboard.press('Escape');
    await this.page.getByTestId('settings-dialog').waitFor({ state: 'detached' });
  }

  async toggleMute(): Promise<void> {
    await this.page.getByTestId('mic-toggle').click();
  }

  async toggleDeafen(): Promise<void> {
    await this.page.getByTestId('deafen-toggle').click();
  }

  channel(channel: string): Locator {
    return this.page.locator(`[data-testid=voice-channel][data-channel-id=${channel}]`);
  }

  /** The other's row in the list, in the state given by its data attributes. */
  async sees(other: Person, state: Record<string, string | boolean> = {}, timeout = 15_000): Promise<void> {
    await this.row(other, state).waitFor({ timeout });
  }

  async seesNot(other: Person, timeout = 15_000): Promise<void> {
    await this.row(other).waitFor({ state: 'detached', timeout });
  }

  /** The other's row in a state that may last for a moment only; looks from now on. */
  glimpses(otherId: string, state: string): Promise<void> {
    return this.page.evaluate(glimpse, `[data-testid=participant][data-user-id="${otherId}"]${state}`);
  }

  row(other: Person, state: Record<string, string | boolean> = {}): Locator {
    const attributes = Object.entries(state).map(([key, value]) => `[data-${key}="${String(value)}"]`);
    return this.page
      .locator(`[data-testid=participant]${attributes.join('')}`)
      .filter({ has: this.page.locator('bdi', { hasText: new RegExp(`^${other.name}$`) }) });
  }

  status(state: string): Locator {
    return this.page.locator(`[data-testid=connection-status][data-state=${state}]`);
  }

  toast(code: string): Locator {
    return this.page.locator(`[data-testid=toast][data-code=${code}]`);
  }

  /** The banner's state, without touching the page: to a browser Playwright's usual looks are gestures of the person. */
  async bannerUntouched(): Promise<unknown> {
    const session = await this.context.newCDPSession(this.page);
    const expression = `document.querySelector('[data-testid=banner]')?.dataset.state`;
    const { result } = await session.send('Runtime.evaluate', { expression, returnByValue: true, userGesture: false });
    await session.detach();
    return result.value;
  }

  banner(state: string): Locator {
    return this.page.locator(`[data-testid=banner][data-state=${state}]`);
  }

  async userId(): Promise<string> {
    return (await this.page.getByTestId('self-footer').getAttribute('data-user-id')) ?? '';
  }

  /** Whether the other's tone is found in what this browser decodes, listening for up to the given time. */
  async hears(other: Person, forMs = 8_000): Promise<boolean> {
    const ask = { userId: await other.userId(), hertz: other.hertz, ms: 1_000 };
    const end = Date.now() + forMs;
    while (Date.now() < end) {
      if ((await this.page.evaluate(prominence, ask)) > HEARD_DB) return true;
    }
    return false;
  }

  /** Whether the browser plays the other's audio at this moment. */
  async plays(other: Person): Promise<boolean> {
    const audio = this.page.locator(`audio[data-user-id="${await other.userId()}"]`);
    return await audio.evaluate((element: HTMLAudioElement) => !element.paused && element.volume > 0);
  }

  /** Whether nothing of the other's tone is found in two seconds, once what was under way has played out. */
  async hearsNothingOf(other: Person, withinMs = 8_000): Promise<boolean> {
    const ask = { userId: await other.userId(), hertz: other.hertz, ms: 2_000 };
    const end = Date.now() + withinMs;
    while (Date.now() < end) {
      if ((await this.page.evaluate(prominence, ask)) < HEARD_DB) return true;
    }
    return false;
  }

  /** The lid is shut. */
  fallsAsleep(): void {
    this.browser.stop();
  }

  wakesUp(): void {
    this.browser.goOn();
  }

  async goAway(): Promise<void> {
    await this.browser.kill();
  }

  private async logIn(roles: Wishes['roles'] = []): Promise<void> {
    await this.page.goto('/');
    await this.page.getByTestId('login-name').fill(this.name);
    for (const role of roles) await this.page.getByTestId(`login-role-${role}`).check();
    await this.page.getByTestId('login-submit').click();
    await this.page.locator('[data-testid=voice-channel] [data-testid=join]:enabled').first().waitFor();
  }
}
