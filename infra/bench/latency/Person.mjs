/** Somebody in front of a browser of their own, with the probe in the page. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { voiceFile } from "./voice.mjs";

// The same playwright-core as the browser tests use, so that there is one to keep up to date.
const { chromium } = createRequire(new URL("../../../ui/package.json", import.meta.url))("playwright-core");
const PROBE = readFileSync(new URL("probe.js", import.meta.url), "utf8");
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--autoplay-policy=no-user-gesture-required",
  "--use-fake-device-for-media-stream",
  "--use-fake-ui-for-media-stream",
];
const PATIENCE_MS = 60_000;

export class Person {
  static async arrive(url, name, voice) {
    const browser = await chromium.launch({
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      args: [...FLAGS, `--use-file-for-fake-audio-capture=${voiceFile(voice)}`],
    });
    // The probe loads its audio worklet from a blob, which the product's content policy rightly forbids to pages.
    const context = await browser.newContext({ baseURL: url, bypassCSP: true, permissions: ["microphone"] });
    await context.addInitScript(PROBE);
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    await page.goto("/");
    await page.getByTestId("login-name").fill(name);
    await page.getByTestId("login-submit").click();
    await page.locator("[data-testid=voice-channel] [data-testid=join]:enabled").first().waitFor();
    return Object.assign(new Person(), { name, browser, page });
  }

  channel(id) {
    return this.page.locator(`[data-testid=voice-channel][data-channel-id=${id}]`);
  }

  /** Clicks, and says when the page got the click. */
  async click(locator, testId) {
    await locator.getByTestId(testId).click();
    return this.page.evaluate((id) => window.__bench.clicks.findLast(({ on }) => on === id).at, testId);
  }

  async join(channel) {
    const at = await this.click(this.channel(channel), "join");
    await this.channel(channel).and(this.page.locator("[data-joined=true]")).waitFor();
    return at;
  }

  async leave(channel) {
    const at = await this.click(this.channel(channel), "leave");
    await this.channel(channel).and(this.page.locator("[data-joined=false]")).waitFor();
    return at;
  }

  /** When the page first wrote down something like `wanted` in `list` after `since`. */
  async when(list, wanted, since) {
    const found = await this.page.waitForFunction(
      ({ list, wanted, since }) =>
        window.__bench[list].find(
          (entry) => entry.at > since && Object.entries(wanted).every(([key, value]) => entry[key] === value),
        )?.at,
      { list, wanted, since },
    );
    return found.jsonValue();
  }

  async goAway() {
    await this.browser.close();
  }
}
