import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { systemClock } from '../presence/clock';
import { HINT_LINGERS_MS, MUTED_TALK_MS, OwnSpeech, type SpeechVerdict } from './OwnSpeech';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function listening() {
  let verdict: SpeechVerdict = { speaking: false, talkingWhileMuted: false };
  const speech = new OwnSpeech(systemClock, (now) => (verdict = now));
  speech.set({ inCall: true });
  return { speech, now: () => verdict };
}

it('shows somebody speaking at once, and only while others hear it', () => {
  const { speech, now } = listening();
  speech.set({ talking: true });
  expect(now().speaking).toBe(true);
  for (const silence of [{ muted: true }, { gateOpen: false }, { inCall: false }]) {
    speech.set(silence);
    expect(now().speaking).toBe(false);
    speech.set({ muted: false, gateOpen: true, inCall: true });
    expect(now().speaking).toBe(true);
  }
});

it('tells somebody who keeps talking while muted, and not for a cough', () => {
  const { speech, now } = listening();
  speech.set({ muted: true, talking: true });
  vi.advanceTimersByTime(MUTED_TALK_MS - 1);
  speech.set({ talking: false });
  vi.advanceTimersByTime(60_000);
  expect(now().talkingWhileMuted).toBe(false);
  for (let ms = 0; ms < MUTED_TALK_MS; ms += 50) {
    // As the meter reports: the same, again and again.
    speech.set({ talking: true });
    vi.advanceTimersByTime(50);
  }
  expect(now().talkingWhileMuted).toBe(true);
});

it('keeps the hint through a pause and drops it with the mute', () => {
  const { speech, now } = listening();
  speech.set({ muted: true, talking: true });
  vi.advanceTimersByTime(MUTED_TALK_MS);
  speech.set({ talking: false });
  vi.advanceTimersByTime(HINT_LINGERS_MS - 1);
  expect(now().talkingWhileMuted).toBe(true);
  speech.set({ muted: false });
  vi.advanceTimersByTime(0);
  expect(now().talkingWhileMuted).toBe(false);
});
