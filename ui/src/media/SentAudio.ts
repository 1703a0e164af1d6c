import { LocalAudioTrack, Track, TrackEvent, type LocalParticipant, type LocalTrack } from 'livekit-client';

/**
 * What one room hears of us. LiveKit's client enables every track that it is given and stops none of them, so both are done here:
 * whoever may not be heard is muted before anything is published, and what is no longer sent is stopped, for a microphone stays
 * open until its last track is stopped.
 */
export class SentAudio {
  /** The track and not its publication: of these LiveKit's client makes a new one when it enters the room again by itself. */
  private track: LocalAudioTrack | null = null;
  /** Made for this room, and not stopped yet. */
  private readonly open = new Set<MediaStreamTrack>();
  private turn: Promise<void> = Promise.resolve();
  /** How many of our own mutes are under way: any other comes from the server. */
  private muting = 0;
  /**
   * The server muted the track because our row was muted. It is opened again once the list shows that it is not: before that the
   * server would put us out. So it is with an unmute whose row is late.
   */
  private held = false;
  private over = false;

  constructor(
    private readonly participant: LocalParticipant,
    private muted: boolean,
    private gateOpen: boolean,
    private shownOpen: boolean,
  ) {}

  /**
   * Sends a clone of the captured track in place of what was sent before; rejects if LiveKit does not take it. One after another:
   * a microphone that is chosen while the one before is being published replaces it, and is not heard beside it.
   */
  send(captured: MediaStreamTrack): Promise<void> {
    const sent = this.turn.then(() => this.sendNow(captured));
    this.turn = sent.catch(() => undefined);
    return sent;
  }

  setMuted(muted: boolean): void {
    this.muted = muted;
    void this.applyMute();
  }

  setShownOpen(open: boolean): void {
    this.shownOpen = open;
    this.mayOpenAgain();
  }

  setGate(open: boolean): void {
    this.gateOpen = open;
    this.applyGate();
    if (open) void this.applyMute();
  }

  /** What is sent now, for its statistics. */
  get published(): LocalAudioTrack | null {
    return this.track;
  }

  /** Nothing is sent until the next `send`. */
  stop(): void {
    this.keepOnly(null);
  }

  /** The room was left. What is still being published is not heard any more either. */
  end(): void {
    this.over = true;
    this.stop();
  }

  private async sendNow(captured: MediaStreamTrack): Promise<void> {
    const isOver = () => this.over;
    // While it waited for its turn the call ended, or another microphone was chosen.
    if (isOver() || captured.readyState === 'ended') return;
    const clone = captured.clone();
    this.open.add(clone);
    clone.enabled = this.mayBeHeard;
    try {
      await (this.track ? this.track.replaceTrack(clone, true) : this.publish(clone));
    } catch (error) {
      this.stop();
      if (isOver()) return;
      throw error;
    }
    if (isOver()) return;
    this.keepOnly(clone);
    await this.applyMute();
  }

  private async publish(clone: MediaStreamTrack): Promise<void> {
    const track = new LocalAudioTrack(clone, undefined, true);
    // From now on, so that a mute while it is being published acts at once.
    this.track = track;
    track.on(TrackEvent.Muted, () => {
      if (this.muting > 0 || this.muted) return;
      this.held = true;
      this.mayOpenAgain();
    });
    if (!this.mayBeHeard) await this.mute(track);
    try {
      await this.participant.publishTrack(track as LocalTrack, { source: Track.Source.Microphone });
    } catch (error) {
      this.track = null;
      throw error;
    }
  }

  private keepOnly(kept: MediaStreamTrack | null): void {
    for (const track of this.open) {
      if (track === kept) continue;
      track.stop();
      this.open.delete(track);
    }
  }

  private async applyMute(): Promise<void> {
    const { track } = this;
    if (!track) return;
    // Without an id the track is still being published, and LiveKit's client would tell its server of no change; `sendNow`
    // comes back here with one. Unmuting enables the track, whatever the gate says, so it waits for the gate.
    if (track.sid !== undefined) {
      if (this.muted) await this.mute(track);
      else if (this.gateOpen && !this.held) await track.unmute();
    }
    this.applyGate();
  }

  private mayOpenAgain(): void {
    if (!this.held || !this.shownOpen) return;
    this.held = false;
    void this.applyMute();
  }

  private async mute(track: LocalAudioTrack): Promise<void> {
    this.muting++;
    await track.mute().finally(() => this.muting--);
  }

  private applyGate(): void {
    if (this.track) this.track.mediaStreamTrack.enabled = this.mayBeHeard;
  }

  private get mayBeHeard(): boolean {
    return this.gateOpen && !this.muted && !this.held;
  }
}
