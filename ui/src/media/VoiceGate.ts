/** Loudness that lasts this long is speech: two windows of 10 ms, so that a click of a key is not. */
const ATTACK_MS = 20;
/** The pauses within a sentence; shorter and the ring would flicker. */
const HOLD_MS = 350;
/** Speech ends this much below where it began. */
const HYSTERESIS_DB = 6;

export const DEFAULT_THRESHOLD_DB = -50;

/** Decides from loudness alone whether somebody talks. */
export class VoiceGate {
  thresholdDb = DEFAULT_THRESHOLD_DB;
  private open = false;
  private loudMs = 0;
  private quietMs = 0;

  /** Takes the loudness of one window, in dB below full scale, and says whether the person is speaking. */
  push(db: number, windowMs: number): boolean {
    const loud = db >= (this.open ? this.thresholdDb - HYSTERESIS_DB : this.thresholdDb);
    this.loudMs = loud ? this.loudMs + windowMs : 0;
    this.quietMs = loud ? 0 : this.quietMs + windowMs;
    if (this.loudMs >= ATTACK_MS) this.open = true;
    if (this.quietMs >= HOLD_MS) this.open = false;
    return this.open;
  }
}

const SILENCE_DB = -100;

export function decibels(rms: number): number {
  return rms > 0 ? Math.max(SILENCE_DB, 20 * Math.log10(rms)) : SILENCE_DB;
}
