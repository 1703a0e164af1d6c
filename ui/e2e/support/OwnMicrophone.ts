/** One person's microphone, and what their page does with it. */
import type { Page } from 'playwright-core';
import type { OwnBrowser } from './OwnBrowser.ts';
import { openMicrophones, secondsSent, type Sent } from './ledger.ts';

export class OwnMicrophone {
  constructor(
    private readonly browser: OwnBrowser,
    private readonly page: Page,
  ) {}

  /** Yes, to the browser's question. */
  async allow(): Promise<void> {
    await this.page.evaluate(() => window.dispatchEvent(new Event('microphone-allowed')));
  }

  /** The program that held it is closed. */
  async free(): Promise<void> {
    await this.page.evaluate(() => window.dispatchEvent(new Event('microphone-freed')));
  }

  unplug(): void {
    this.browser.killAudioService();
  }

  /** The names of the microphones that the page holds open, once for each track. */
  async labels(): Promise<string[]> {
    return (await this.openTracks()).map(({ label }) => label);
  }

  async openTracks(): Promise<{ label: string; noiseSuppression: boolean | undefined }[]> {
    return await this.page.evaluate(openMicrophones);
  }

  /** How many tracks the page ever opened. */
  async everOpened(): Promise<number> {
    return await this.page.evaluate(() => window.ledger?.tracks.length ?? 0);
  }

  /** What has left this browser of its person's voice since it entered the call. */
  async sent(): Promise<Sent> {
    return await this.page.evaluate(secondsSent);
  }
}
