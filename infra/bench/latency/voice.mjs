/** What a microphone plays: bursts like syllables, because a steady tone is what noise suppression is made to remove. */
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const RATE = 48_000;
const BURST_SECONDS = 0.3;
const PAUSE_SECONDS = 0.1;

/** Writes a WAV file (16 bit, mono) that Chromium's fake microphone plays in a loop: speech, then silence. */
export function voiceFile({ hertz, speaks, pauses }) {
  const samples = Math.round((speaks + pauses) * RATE);
  const data = Buffer.alloc(44 + samples * 2);
  data.write("RIFF", 0);
  data.writeUInt32LE(36 + samples * 2, 4);
  data.write("WAVEfmt ", 8);
  data.writeUInt32LE(16, 16);
  data.writeUInt16LE(1, 20);
  data.writeUInt16LE(1, 22);
  data.writeUInt32LE(RATE, 24);
  data.writeUInt32LE(RATE * 2, 28);
  data.writeUInt16LE(2, 32);
  data.writeUInt16LE(16, 34);
  data.write("data", 36);
  data.writeUInt32LE(samples * 2, 40);
  for (let i = 0; i < samples; i++) {
    const time = i / RATE;
    const on = time < speaks && time % (BURST_SECONDS + PAUSE_SECONDS) < BURST_SECONDS;
    data.writeInt16LE(on ? Math.round(Math.sin(2 * Math.PI * hertz * time) * 16_000) : 0, 44 + i * 2);
  }
  const file = join(mkdtempSync(join(tmpdir(), "earshot-voice-")), `${hertz}.wav`);
  writeFileSync(file, data);
  return file;
}
