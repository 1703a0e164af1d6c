import { inject } from 'vitest';
import { voiceFile, type Voice } from './tone.ts';
import type { Wire } from './Wire.ts';

const QUIET_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** What a person's browser is to be like. */
export interface Wishes {
  /** What their microphone plays; without one the browser has none. */
  voice?: Voice;
  /**
   * Whether the browser lets the page have the microphone; busy: another program holds it, until `microphone.free`; asked: the
   * person has not answered the browser's question, until `microphone.allow`.
   */
  microphone?: 'granted' | 'denied' | 'busy' | 'asked';
  /** Whether sound may play before a click. */
  autoplay?: boolean;
  /** What they may see beyond voice. */
  roles?: readonly ('analyst' | 'operator')[];
  viewport?: { width: number; height: number };
  colorScheme?: 'dark' | 'light';
  reducedMotion?: 'reduce';
}

/** What Chromium is started with. */
export function flags(wishes: Wishes, wire: Wire): string[] {
  return [...QUIET_FLAGS, ...mediaFlags(wishes), throughWire(wire)];
}

/** The page keeps its address, and so its origin; only the bytes go another way. */
function throughWire(wire: Wire): string {
  const { host } = new URL(inject('url'));
  return `--host-resolver-rules=MAP ${host} 127.0.0.1:${String(wire.port)}`;
}

function mediaFlags({ voice, microphone, autoplay }: Wishes): string[] {
  const flags = autoplay === false ? [] : ['--autoplay-policy=no-user-gesture-required'];
  if (voice) {
    flags.push('--use-fake-device-for-media-stream', `--use-file-for-fake-audio-capture=${voiceFile(voice)}`);
  }
  if (microphone !== 'denied') flags.push('--use-fake-ui-for-media-stream');
  return flags;
}
