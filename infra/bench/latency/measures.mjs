/** One function a figure; each gives its samples, in milliseconds unless it says otherwise. */
import { setTimeout as pause } from "node:timers/promises";

const CHANNEL = "lounge";

/** Ann presses Join, Ben has her in his list. Joins are limited to two a second. */
export async function joinToVisible({ ann, ben, samples }) {
  return repeat(samples, async () => {
    const pressed = await ann.join(CHANNEL);
    const seen = await ben.when("rows", { name: ann.name, came: true }, pressed);
    const left = await ann.leave(CHANNEL);
    await ben.when("rows", { name: ann.name, present: false }, left);
    await pause(700);
    return seen - pressed;
  });
}

/** Ann presses the microphone button, Ben's list shows it; both directions of the switch. */
export async function muteToVisible({ ann, ben, samples }) {
  await ann.join(CHANNEL);
  let muted = false;
  const times = await repeat(samples, async () => {
    muted = !muted;
    const pressed = await ann.click(ann.page, "mic-toggle");
    const seen = await ben.when("rows", { name: ann.name, muted }, pressed);
    await pause(150 + Math.random() * 150);
    return seen - pressed;
  });
  if (muted) await ann.click(ann.page, "mic-toggle");
  return times;
}

/** Far shorter than the silence between two tones: no earlier ring is found. */
const PROBE_LAG_MS = 300;

/** Sound begins in Ann's captured microphone, Ben's list shows her ring. Both are in the call, so that it is the whole way. */
export async function toneToRing({ ann, ben, samples }) {
  await ben.join(CHANNEL);
  let since = Date.now();
  const times = await repeat(samples, async () => {
    const began = await ann.when("spoke", {}, since);
    // The probe's ear has a buffer of its own, so the ring may stand a moment before it tells of the tone.
    const shown = await ben.when("rows", { name: ann.name, speaking: true }, began - PROBE_LAG_MS);
    since = await ben.when("rows", { name: ann.name, speaking: false }, shown);
    return shown - began;
  });
  await ben.leave(CHANNEL);
  await ann.leave(CHANNEL);
  return times;
}

/** Ann presses Join while Cleo talks without a pause; the first sound in what Ann's browser decodes. */
export async function joinToFirstAudio({ ann, cleo, samples }) {
  await cleo.join(CHANNEL);
  await pause(2_000);
  await ann.page.evaluate(() => window.__bench.listenToOthers());
  return repeat(samples, async () => {
    const pressed = await ann.join(CHANNEL);
    const heard = await ann.when("heard", {}, pressed);
    await ann.leave(CHANNEL);
    await pause(1_000);
    return heard - pressed;
  });
}

/** What Cleo's microphone costs, in kbit/s without packet headers, second by second. */
export async function audioBitrate({ cleo, samples }) {
  let before = await cleo.page.evaluate(() => window.__bench.audioBytesSent());
  let at = performance.now();
  const rates = await repeat(Math.min(samples, 15), async () => {
    await pause(1_000);
    const bytes = await cleo.page.evaluate(() => window.__bench.audioBytesSent());
    const then = performance.now();
    const rate = ((bytes - before) * 8) / (then - at);
    [before, at] = [bytes, then];
    return rate;
  });
  await cleo.leave(CHANNEL);
  return rates;
}

/** Sockets that join, and are never heard of again: from their last frame until Ben's list is without them. */
export async function lastSignToGone({ ann, ben, samples }) {
  const names = Array.from({ length: samples }, (_, i) => `Ghost ${i}`);
  const lastSign = await ann.page.evaluate(joinAndFallSilent, { names, channel: "standup" });
  const times = [];
  for (const name of names)
    times.push((await ben.when("rows", { name, present: false }, lastSign[name])) - lastSign[name]);
  return times;
}

async function joinAndFallSilent({ names, channel }) {
  const lastSign = {};
  const login = async (username) => {
    const headers = { "Content-Type": "application/json" };
    const answer = await fetch("/api/dev/login", { method: "POST", headers, body: JSON.stringify({ username }) });
    return (await answer.json()).token;
  };
  const fallSilent = async (name) => {
    const socket = new WebSocket(`${location.origin.replace("http", "ws")}/ws`, ["earshot.v1", `bearer.${await login(name)}`]);
    await new Promise((acknowledged, fail) => {
      socket.onclose = ({ code }) => fail(new Error(`closed with ${code}`));
      socket.onmessage = ({ data }) => {
        const frame = JSON.parse(data);
        if (frame.type === "hello") {
          const join = { type: "voice:join", id: 1, guildId: "demo", channelId: channel, muted: true, deafened: false };
          lastSign[name] = performance.timeOrigin + performance.now();
          socket.send(JSON.stringify(join));
        }
        if (frame.type === "ack") acknowledged();
        if (frame.type === "error") fail(new Error(data));
      };
    });
  };
  for (const name of names) {
    await fallSilent(name);
    await new Promise((next) => setTimeout(next, 50));
  }
  return lastSign;
}

async function repeat(times, once) {
  const samples = [];
  for (let i = 0; i < times; i++) samples.push(await once());
  return samples;
}
