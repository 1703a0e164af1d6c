/** A browser of one person's own: a process that a test can stop, and a wire to the gateway that it can cut. */
import { execFileSync } from 'node:child_process';
import { chromium, type BrowserContext, type BrowserServer } from 'playwright-core';
import { inject } from 'vitest';
import { flags, type Wishes } from './flags.ts';
import { askForMicrophone, holdMicrophone } from './inPage.ts';
import { keepLedger } from './ledger.ts';
import { Wire } from './Wire.ts';

const AUDIO_SERVICE = '--utility-sub-type=audio.mojom.AudioService';

export class OwnBrowser {
  private constructor(
    private readonly server: BrowserServer,
    readonly wire: Wire,
    readonly context: BrowserContext,
  ) {}

  static async start(wishes: Wishes): Promise<OwnBrowser> {
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
    return new OwnBrowser(server, wire, context);
  }

  /** Every process of it stands still, and no socket is closed. */
  stop(): void {
    process.kill(-this.leader, 'SIGSTOP');
  }

  goOn(): void {
    process.kill(-this.leader, 'SIGCONT');
  }

  async kill(): Promise<void> {
    this.goOn();
    this.wire.close();
    await this.server.kill();
  }

  /** It loses its hold of every sound device, and its pages are told that their tracks ended. */
  killAudioService(): void {
    const processes = execFileSync('ps', ['-eo', 'pid=,pgid=,args='], { encoding: 'utf8' }).split('\n');
    const audioService = processes
      .map((line) => line.trim().split(/\s+/))
      .find(([, group, ...command]) => Number(group) === this.leader && command.includes(AUDIO_SERVICE));
    process.kill(Number(audioService?.[0]), 'SIGKILL');
  }

  /** The launcher makes the browser the leader of a group of its own. */
  private get leader(): number {
    const { pid } = this.server.process();
    if (pid === undefined) throw new Error('the browser did not start');
    return pid;
  }
}
