/** What others hear of us, from room to room: the microphone stays open between them, and whoever is muted comes in muted. */
import type { LocalAudioTrack, LocalParticipant } from 'livekit-client';
import { Microphone, type MicChoice, type MicEvents, type MicState } from './Microphone';
import { SentAudio } from './SentAudio';

export class OwnVoice {
  private readonly microphone: Microphone;
  private sent: SentAudio | null = null;
  private muted = false;
  private shownOpen = false;
  private gateOpen = true;

  constructor(
    choice: MicChoice,
    private readonly on: MicEvents,
  ) {
    this.microphone = new Microphone(choice, {
      state: (state) => this.micChanged(state),
      level: (level) => on.level(level),
    });
  }

  get mic(): MicState {
    return this.microphone.state;
  }

  /** What is sent now, for its statistics. */
  get published(): LocalAudioTrack | null {
    return this.sent?.published ?? null;
  }

  /** Asks for the microphone, if it is not open yet. */
  open(): void {
    void this.microphone.open();
  }

  close(): void {
    this.microphone.close();
  }

  /** Nothing is sent there until `publish`. */
  enterRoom(participant: LocalParticipant): void {
    this.sent = new SentAudio(participant, this.muted, this.gateOpen, this.shownOpen);
  }

  leaveRoom(): void {
    this.sent?.end();
    this.sent = null;
  }

  /** Sends the microphone to the room that we are in, if we are in one. */
  async publish(): Promise<void> {
    const { sent } = this;
    if (!sent) return;
    const captured = await this.microphone.open();
    if (!captured || sent !== this.sent) return;
    try {
      await sent.send(captured);
    } catch (error) {
      if (sent === this.sent) this.publishFailed(error);
    }
  }

  setMuted(muted: boolean): void {
    this.muted = muted;
    this.sent?.setMuted(muted);
  }

  /** What the list shows of us. */
  setShownOpen(open: boolean): void {
    this.shownOpen = open;
    this.sent?.setShownOpen(open);
  }

  /** Push-to-talk: closed, the track sends silence; nobody needs to be told. */
  setGate(open: boolean): void {
    this.gateOpen = open;
    this.sent?.setGate(open);
  }

  choose(choice: MicChoice): void {
    if (this.microphone.choose(choice)) void this.publish();
  }

  private publishFailed(error: unknown): void {
    this.microphone.close();
    this.on.state({ at: 'problem', problem: 'failed' });
    console.warn('earshot: the microphone could not be published', error);
  }

  /** The microphone was taken away, or another cannot be had: what the person reads is true, nobody hears them. */
  private micChanged(state: MicState): void {
    if (state.at === 'problem') this.sent?.stop();
    this.on.state(state);
  }
}
