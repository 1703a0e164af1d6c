import type { Clock } from '../presence/clock';

/** So long must somebody talk into a muted microphone before the hint comes. */
export const MUTED_TALK_MS = 600;
/** The hint stays through the pauses of a sentence. */
export const HINT_LINGERS_MS = 2_000;

export interface SpeechVerdict {
  /** One talks, and those in the call hear it. */
  readonly speaking: boolean;
  /** One talks into a muted microphone, and should be told. */
  readonly talkingWhileMuted: boolean;
}

/** What the own microphone's loudness means: for the ring that others see, and for the hint that only oneself sees. */
export class OwnSpeech {
  private verdict: SpeechVerdict = { speaking: false, talkingWhileMuted: false };
  private facts = { talking: false, muted: false, gateOpen: true, inCall: false };
  private hinting = false;
  private cancelHint = () => {};

  constructor(
    private readonly clock: Clock,
    private readonly changed: (verdict: SpeechVerdict) => void,
  ) {}

  /** `talking`: the microphone is loud. `gateOpen`: push-to-talk lets it through. `inCall`: what is sent is heard. */
  set(facts: Partial<OwnSpeech['facts']>): void {
    this.facts = { ...this.facts, ...facts };
    const { talking, muted, gateOpen, inCall } = this.facts;
    const speaking = talking && !muted && gateOpen && inCall;
    if (speaking !== this.verdict.speaking) this.become({ ...this.verdict, speaking });
    this.hint(talking && muted && inCall);
  }

  private hint(talkingWhileMuted: boolean): void {
    // The same again, twenty times a second, must not start the wait anew; lifting the mute ends it at once.
    if (talkingWhileMuted === this.hinting && this.facts.muted) return;
    this.hinting = talkingWhileMuted;
    this.cancelHint();
    if (talkingWhileMuted === this.verdict.talkingWhileMuted) return;
    const wait = talkingWhileMuted ? MUTED_TALK_MS : this.facts.muted ? HINT_LINGERS_MS : 0;
    this.cancelHint = this.clock.after(wait, () => this.become({ ...this.verdict, talkingWhileMuted }));
  }

  private become(verdict: SpeechVerdict): void {
    this.verdict = verdict;
    this.changed(verdict);
  }
}
