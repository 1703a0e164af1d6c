/**
 * What a person waits for, as distributions: real Chromiums, real LiveKit, the whole product.
 * `node latency.mjs [--samples 30] [--url http://…]`; with an address, the product that runs there is measured and left running.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { cpus, release } from "node:os";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import * as measure from "./measures.mjs";
import { Person } from "./Person.mjs";
import { startProduct } from "./product.mjs";

const ROOT = resolve(import.meta.dirname, "../../..");
const OUT = resolve(import.meta.dirname, "../target/latency");
const { values: options } = parseArgs({ options: { samples: { type: "string", default: "30" }, url: { type: "string" } } });
const samples = Number(options.samples);

/** Targets: the source document's table, and the sharper ones where there are any. */
const FIGURES = [
  ["join → visible to others", "ms", "document: < 2 s to have joined, < 200 ms to be seen", measure.joinToVisible],
  ["mute → visible", "ms", "document: < 200 ms", measure.muteToVisible],
  ["tone starts → ring in the other browser", "ms", "p50 ≤ 150 ms, p95 ≤ 300 ms", measure.toneToRing],
  ["join → first audio heard", "ms", "p95 ≤ 1 s", measure.joinToFirstAudio],
  ["audio bitrate of somebody who talks", "kbit/s", "document: about 50", measure.audioBitrate],
  ["last sign of life → gone", "ms", "at most 31.5 s", measure.lastSignToGone],
];

const product = options.url ? { url: options.url, stop: async () => {} } : await startProduct(ROOT);
const people = [];
try {
  await mediaIsReady(product.url);
  const talks = { speaks: 1, pauses: 2.5 };
  for (const [name, voice] of [["Ann", talks], ["Ben", talks], ["Cleo", { speaks: 4, pauses: 0 }]])
    people.push(await Person.arrive(product.url, name, { hertz: 500 + 300 * people.length, ...voice }));
  const [ann, ben, cleo] = people;
  const results = [];
  console.log("| | p50 | p95 | max | samples | target |\n|---|---|---|---|---|---|");
  for (const [what, unit, target, run] of FIGURES) {
    const times = (await run({ ann, ben, cleo, samples })).sort((a, b) => a - b);
    const at = (percent) => times[Math.min(times.length - 1, Math.ceil((percent / 100) * times.length) - 1)];
    results.push({ what, unit, target, p50: at(50), p95: at(95), max: at(100), samples: times });
    const [p50, p95, max] = [at(50), at(95), at(100)].map((value) => Math.round(value));
    console.log(`| ${what} | ${p50} ${unit} | ${p95} ${unit} | ${max} ${unit} | ${times.length} | ${target} |`);
  }
  mkdirSync(OUT, { recursive: true });
  const machine = { processor: cpus()[0].model, cores: cpus().length, kernel: release(), node: process.version };
  const file = resolve(OUT, "latency.json");
  writeFileSync(file, JSON.stringify({ measured: new Date().toISOString(), machine, results }, null, 2));
  console.log(`\nAll samples: ${file}`);
} finally {
  await Promise.all(people.map((person) => person.goAway()));
  await product.stop();
}

/** The first build of LiveKit takes minutes; without it there is nothing to hear. */
async function mediaIsReady(url) {
  const { token } = await (
    await fetch(`${url}/api/dev/login`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ username: "Latency" }),
    })
  ).json();
  const end = Date.now() + 600_000;
  for (;;) {
    const answer = await fetch(`${url}/api/media/status`, { headers: { Authorization: `Bearer ${token}` } });
    const { state, status, reason } = await answer.json();
    if ((state ?? status) === "ready") return;
    if (Date.now() > end) throw new Error(`no audio: ${reason}`);
    await new Promise((next) => setTimeout(next, 500));
  }
}
