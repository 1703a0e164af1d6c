/**
 * LiveKit's own client without our page: it obeys no list. It publishes what it likes, opens again what the server mutes, and
 * plays whatever it is sent.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { BrowserContext, Page } from 'playwright-core';
import { installBareClient, type Heard } from './bareInPage.ts';

const CLIENT = createRequire(import.meta.url).resolve('livekit-client').replace(/[^/]+$/, 'livekit-client.umd.js');

/** What `/api/voice/token` answers. */
export interface MediaPass {
  readonly url: string;
  readonly token: string;
}

export class BareClient {
  private constructor(readonly page: Page) {}

  static async open(context: BrowserContext): Promise<BareClient> {
    const page = await context.newPage();
    await page.goto('/');
    await page.evaluate(readFileSync(CLIENT, 'utf8'));
    await page.evaluate(installBareClient);
    return new BareClient(page);
  }

  async connect({ url, token }: MediaPass): Promise<void> {
    await this.page.evaluate(([to, pass]) => window.bare?.connect(to, pass), [url, token] as const);
  }

  /** A tone as a microphone, opened again whenever it is muted. */
  async publishTone(hertz: number): Promise<void> {
    await this.page.evaluate((tone) => window.bare?.publishTone(tone), hertz);
  }

  /** Video that calls itself a microphone. */
  async publishVideo(): Promise<void> {
    await this.page.evaluate(() => window.bare?.publishVideo());
  }

  /** Since it was opened. */
  async heard(): Promise<Heard> {
    const heard = await this.page.evaluate(() => window.bare?.heard());
    if (!heard) throw new Error('the bare client is gone');
    return heard;
  }

  /** Whether it is in no room any more. */
  async isOut(): Promise<boolean> {
    return await this.page.evaluate(() => window.bare?.isOut() ?? true);
  }

  /** Comes in with one pass after the other, as soon as it is put out, for so long. Answers how often it was in. */
  async comeInInTurn(passes: readonly MediaPass[], forMs: number): Promise<number> {
    return await this.page.evaluate(([all, ms]) => window.bare?.comeInInTurn(all, ms) ?? 0, [passes, forMs] as const);
  }

  async close(): Promise<void> {
    await this.page.close();
  }
}
