/**
 * Measures loudness on the audio thread: its clock is the sound itself, so neither a hidden tab nor a busy page delays the ring.
 * Posts `{db, speaking}` at every change of `speaking`, and otherwise 20 times a second for the meter.
 */
import { decibels, VoiceGate } from './VoiceGate';

// TypeScript's DOM library does not know the worklet's global scope.
declare const sampleRate: number;
declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}
declare function registerProcessor(name: string, processor: typeof AudioWorkletProcessor): void;

const WINDOW_MS = 10;
const REPORT_EVERY_WINDOWS = 5;

class Level extends AudioWorkletProcessor {
  private readonly gate = new VoiceGate();
  private speaking = false;
  private sum = 0;
  private samples = 0;
  private windows = 0;

  constructor() {
    super();
    this.port.onmessage = ({ data }: MessageEvent<number>) => {
      this.gate.thresholdDb = data;
    };
  }

  process(inputs: Float32Array[][]): boolean {
    for (const sample of inputs[0]?.[0] ?? []) {
      this.sum += sample * sample;
      if (++this.samples >= (sampleRate * WINDOW_MS) / 1000) this.endWindow();
    }
    return true;
  }

  private endWindow(): void {
    const db = decibels(Math.sqrt(this.sum / this.samples));
    this.sum = this.samples = 0;
    const speaking = this.gate.push(db, WINDOW_MS);
    if (speaking === this.speaking && ++this.windows < REPORT_EVERY_WINDOWS) return;
    this.speaking = speaking;
    this.windows = 0;
    this.port.postMessage({ db, speaking });
  }
}

registerProcessor('level', Level);
