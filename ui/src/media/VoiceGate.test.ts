import { describe, expect, it } from 'vitest';
import { decibels, VoiceGate } from './VoiceGate';

const WINDOW_MS = 10;

/** The verdict after so long at one loudness. */
function hear(gate: VoiceGate, db: number, ms: number): boolean {
  let speaking = false;
  for (let at = 0; at < ms; at += WINDOW_MS) speaking = gate.push(db, WINDOW_MS);
  return speaking;
}

describe('the voice gate', () => {
  it('takes a voice for speech within 20 ms, well inside the 300 ms until the ring', () => {
    expect(hear(new VoiceGate(), -30, 20)).toBe(true);
  });

  it('ignores a click', () => {
    expect(hear(new VoiceGate(), -30, 10)).toBe(false);
  });

  it('bridges the pauses of a sentence and ends after it', () => {
    const gate = new VoiceGate();
    hear(gate, -30, 500);
    expect(hear(gate, -90, 340)).toBe(true);
    expect(hear(gate, -90, 10)).toBe(false);
  });

  it('does not flicker at the threshold', () => {
    const gate = new VoiceGate();
    hear(gate, -49, 100);
    expect(hear(gate, -54, 2_000)).toBe(true);
    expect(hear(gate, -57, 400)).toBe(false);
  });

  it('follows the person’s own threshold', () => {
    const gate = new VoiceGate();
    gate.thresholdDb = -20;
    expect(hear(gate, -30, 1_000)).toBe(false);
  });

  it('measures full scale as 0 dB and silence as the least there is', () => {
    expect(decibels(1)).toBe(0);
    expect(decibels(0.001)).toBeCloseTo(-60);
    expect(decibels(0)).toBe(-100);
  });
});
