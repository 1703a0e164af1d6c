import { execFileSync } from 'node:child_process';
import {
  chromium,
  type Browser,
  type BrowserContext,
  type BrowserServer,
  type Locator,
  type Page,
} from 'playwright-core';
import { inject } from 'vitest';
import { keepLedger, openMicrophones, secondsSent, type Sent } from './ledger.ts';
import { flags, type Wishes } from './flags.ts';
import { askForMicrophone, glimpse, holdMicrophone, stallLiveKit } from './inPage.ts';
import { prominence } from './tone.ts';
import { Wire } from './Wire.ts';

/** How far a tone must stand out to count as heard, and stay under to count as absent, in dB. */
const HEARD_DB = 20;

const AUDIO_SERVICE = '--utility-sub-type=audio.mojom.AudioService';

/** Somebody in front of a browser of their own. */
export class Person {
  private constructor(
    readonly name: string,
    readonly hertz: number,
    private readonly server: BrowserServer,
    private readonly browser: Browser,
    readonly wire: Wire,
    readonly context: BrowserContext,
    readonly page: Page,
  ) {}

  static async arrive(name: string, wishes: Wishes = {}): Promise<Person> {
    const wire = await Wire.to(inject('url'));
    // A server and not a plain launch: only that gives the process, which a test can stop.
    const server = await chromium.launchServer({
      executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
      args: flags(wishes, wire),
    });
    const browser = await chromium.connect(server.wsEndpoint());
    const context = await browser.newContext({
      baseURL: inject('url'),
      viewport: wishes.viewport ?? { width: 1280, height: 800 },
      colorScheme: wishes.colorScheme ?? 'dark',
      reducedMotion: wishes.reducedMotion ?? 'no-preference',
      permissions: wishes.microphone === 'denied' ? [] : ['microphone'],
    });
    await context.addInitScript(keepLedger);
    if (wishes.microphone === 'busy') await context.addInitScript(holdMicrophone);
    if (wishes.microphone === 'asked') await context.addInitScript(askForMicrophone);
    const page = await context.newPage();
    const person = new Person(name, wishes.voice?.hertz ?? 0, server, browser, wire, context, page);
    await person.logIn(wishes.roles);
    return person;
  }

  /** Another tab of the same browser: another person. */
  async anotherTab(name: string): Promise<Person> {
    const page = await this.context.newPage();
    const { hertz, server, browser, wire, context } = this;
    const other = new Person(name, hertz, server, browser, wire, context, page);
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

  /** The program that held the microphone is closed. */
  async freeMicrophone(): Promise<void> {
    await this.page.evaluate(() => window.dispatchEvent(new Event('microphone-freed')));
  }

  /** As when it is unplugged: the browser loses its hold of every sound device, and the page is told that its tracks ended. */
  losesMicrophone(): void {
    const processes = execFileSync('ps', ['-eo', 'pid=,pgid=,args='], { encoding: 'utf8' }).split('\n');
    const audioService = processes
      .map((line) => line.trim().split(/\s+/))
      .find(([, group, ...command]) => Number(group) === this.leader && command.includes(AUDIO_SERVICE));
    process.kill(Number(audioService?.[0]), 'SIGKILL');
  }

  /** Yes, to the browser's question. */
  async allowMicrophone(): Promise<void> {
    await this.page.evaluate(() => window.dispatchEvent(new Event('microphone-allowed')));
  }

  /** The names of the microphones that the page holds open, once for each track. */
  async microphones(): Promise<string[]> {
    return (await this.openTracks()).map(({ label }) => label);
  }

  async openTracks(): Promise<{ label: string; noiseSuppression: boolean | undefined }[]> {
    return await this.page.evaluate(openMicrophones);
  }

  /** How many of them it ever opened. */
  async microphonesOpened(): Promise<number> {
    return await this.page.evaluate(() => window.ledger?.tracks.length ?? 0);
  }

  /** What the page says to LiveKit does not arrive any more, and nobody notices yet. */
  async stallsLiveKit(): Promise<void> {
    await this.page.evaluate(stallLiveKit);
  }

  /** What has left this browser of its person's voice since it entered the call. */
  async sent(): Promise<Sent> {
    return await this.page.evaluate(secondsSent);
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

  /** The lid is shut: every process of the browser stands still, and no socket is closed. */
  fallsAsleep(): void {
    this.signal('SIGSTOP');
  }

  wakesUp(): void {
    this.signal('SIGCONT');
  }

  async goAway(): Promise<void> {
    this.wakesUp();
    this.wire.close();
    await this.server.kill();
  }

  private signal(signal: NodeJS.Signals): void {
    process.kill(-this.leader, signal);
  }

  /** The launcher makes the browser the leader of a group of its own. */
  private get leader(): number {
    const { pid } = this.server.process();
    if (pid === undefined) throw new Error('the browser did not start');
    return pid;
  }

  private async logIn(roles: Wishes['roles'] = []): Promise<void> {
    await this.page.goto('/');
    await this.page.getByTestId('login-name').fill(this.name);
    for (const role of roles) await this.page.getByTestId(`login-role-${role}`).check();
    await this.page.getByTestId('login-submit').click();
    await this.page.locator('[data-testid=voice-channel] [data-testid=join]:enabled').first().waitFor();
  }
}
