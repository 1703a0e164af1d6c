/** Voices for the tests: each person's microphone plays a tone of its own, so that a listener can be asked whom they hear. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const RATE = 48_000;

/** Bursts like syllables: a steady tone is what noise suppression is made to remove. */
const BURST_SECONDS = 0.3;
const PAUSE_SECONDS = 0.1;

export interface Voice {
  readonly hertz: number;
  /** Seconds of speech, then of silence, over and over; without silence when absent. */
  readonly speaks?: number;
  readonly pauses?: number;
}

/** Writes a WAV file (16 bit, mono) that Chromium's fake microphone plays in a loop. */
export function voiceFile({ hertz, speaks = 4, pauses = 0 }: Voice): string {
  const samples = Math.round((speaks + pauses) * RATE);
  const data = Buffer.alloc(44 + samples * 2);
  header(data, samples * 2);
  for (let i = 0; i < samples; i++) {
    const time = i / RATE;
    const on = time < speaks && time % (BURST_SECONDS + PAUSE_SECONDS) < BURST_SECONDS;
    const value = on ? Math.sin(2 * Math.PI * hertz * time) * 0.5 : 0;
    data.writeInt16LE(Math.round(value * 32_767), 44 + i * 2);
  }
  const file = join(mkdtempSync(join(tmpdir(), 'earshot-voice-')), `${String(hertz)}.wav`);
  writeFileSync(file, data);
  return file;
}

function header(data: Buffer, bytes: number): void {
  data.write('RIFF', 0);
  data.writeUInt32LE(36 + bytes, 4);
  data.write('WAVEfmt ', 8);
  data.writeUInt32LE(16, 16);
  data.writeUInt16LE(1, 20);
  data.writeUInt16LE(1, 22);
  data.writeUInt32LE(RATE, 24);
  data.writeUInt32LE(RATE * 2, 28);
  data.writeUInt16LE(2, 32);
  data.writeUInt16LE(16, 34);
  data.write('data', 36);
  data.writeUInt32LE(bytes, 40);
}

/**
 * Runs in the page: how far a tone stands above everything else in the decoded samples of one remote person, in dB, at its
 * loudest over the given time. Minus infinity if nothing at all is heard of them.
 */
export async function prominence(ask: { userId: string; hertz: number; ms: number }): Promise<number> {
  const remote = window.__earshot?.remoteAudio().find(({ userId }) => userId === ask.userId);
  if (!remote) return -Infinity;
  const context = new AudioContext({ sampleRate: 48_000 });
  const analyser = new AnalyserNode(context, { fftSize: 4_096, smoothingTimeConstant: 0 });
  context.createMediaStreamSource(new MediaStream([remote.track])).connect(analyser);
  const bins = new Float32Array(analyser.frequencyBinCount);
  const bin = Math.round((ask.hertz * analyser.fftSize) / context.sampleRate);
  let best = -Infinity;
  const end = performance.now() + ask.ms;
  while (performance.now() < end) {
    await new Promise((next) => requestAnimationFrame(next));
    analyser.getFloatFrequencyData(bins);
    const tone = Math.max(...bins.slice(bin - 1, bin + 2));
    const rest = [...bins.slice(10, 400)].sort((a, b) => a - b)[195] ?? -Infinity;
    // Under -80 dB there is no sound, only the noise of the arithmetic.
    if (tone > -80) best = Math.max(best, tone - Math.max(rest, -120));
  }
  await context.close();
  return best;
}

declare global {
  interface Window {
    __earshot?: { remoteAudio(): readonly { userId: string; track: MediaStreamTrack }[] };
  }
}
