import { audioContext } from './audioContext';

export type Sound = 'join' | 'leave' | 'mute' | 'unmute';

/** Two short notes each, in Hz: rising for what begins, falling for what ends. */
const notes: Readonly<Record<Sound, readonly [number, number]>> = {
  join: [523, 784],
  leave: [587, 392],
  mute: [440, 370],
  unmute: [370, 440],
};
const NOTE_S = 0.09;
const LOUDNESS = 0.06;

/** Plays at once, or not at all if the browser does not let the page make sound yet. */
export function play(sound: Sound): void {
  const context = audioContext();
  if (context.state !== 'running') return;
  notes[sound].forEach((frequency, index) => {
    const start = context.currentTime + index * NOTE_S;
    const tone = new OscillatorNode(context, { type: 'sine', frequency });
    const volume = new GainNode(context, { gain: 0 });
    volume.gain.setValueAtTime(0, start);
    volume.gain.linearRampToValueAtTime(LOUDNESS, start + 0.012);
    volume.gain.exponentialRampToValueAtTime(0.0001, start + NOTE_S * 1.8);
    tone.connect(volume).connect(context.destination);
    tone.start(start);
    tone.stop(start + NOTE_S * 2);
  });
}
