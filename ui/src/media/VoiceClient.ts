/**
 * The audio of a call: LiveKit's Room, our microphone, and what we hear. It knows nothing of the socket: either may be lost and
 * come back without the other. Free of React.
 *
 * A lost room is entered again with a new token, after a pause that grows, and only while the gateway says that there is audio.
 * Put out as a duplicate or by a removal we stay out until the person asks: two devices would otherwise evict each other for ever.
 */
import { DisconnectReason, RoomEvent, Track, type Room } from 'livekit-client';
import { sameChannel, type Channel } from '../presence/call';
import { ProblemError } from '../session/http';
import type { Reading } from '../telemetry/qualityBetween';
import { readStats } from './callStats';
import type { Level } from './LevelMeter';
import type { Availability } from './MediaStatus';
import type { MediaEnd, MediaPhase, MediaState } from './mediaState';
import { Microphone, type MicChoice, type MicState } from './Microphone';
import { newRoom } from './newRoom';
import { Reentry, type ReentryParts } from './Reentry';
import { RemoteAudio } from './RemoteAudio';
import { SentAudio } from './SentAudio';

/** The room of one session in one channel. Every new session enters anew. */
export interface MediaTarget extends Channel {
  readonly sessionId: string;
}
export interface MediaToken {
  readonly url: string;
  readonly token: string;
}

export interface VoiceParts extends ReentryParts {
  fetchToken(target: MediaTarget): Promise<MediaToken>;
  mic: MicChoice;
  outputId: string;
  volumeOf(userId: string): number;
  changed(state: MediaState): void;
  level(level: Level): void;
}

export class VoiceClient {
  private readonly mic: Microphone;
  private readonly remote: RemoteAudio;
  private readonly reentry: Reentry;
  private phase: MediaPhase = { at: 'off' };
  private target: MediaTarget | null = null;
  private room: Room | null = null;
  private sent: SentAudio | null = null;
  /** There was audio in this call, so its absence is an interruption. */
  private wasOn = false;
  private run = 0;
  private muted = false;
  private gateOpen = true;
  private outputId: string;

  constructor(private readonly parts: VoiceParts) {
    this.outputId = parts.outputId;
    this.remote = new RemoteAudio((userId) => parts.volumeOf(userId));
    this.mic = new Microphone(parts.mic, {
      state: (state) => this.micChanged(state),
      level: (level) => parts.level(level),
    });
    this.reentry = new Reentry(parts, (it) => this.statusIs(it));
  }

  get state(): MediaState {
    return { phase: this.phase, mic: this.mic.state, canPlay: this.room?.canPlaybackAudio ?? true };
  }

  /** Ask for the microphone while the join is still on its way: the person is looking at the page now. */
  prepare(): void {
    void this.mic.open();
  }

  enter(target: MediaTarget): void {
    if (this.target && isSameRoom(this.target, target)) return;
    this.leaveRoom();
    this.target = target;
    this.reentry.begin();
    this.wasOn = false;
    void this.connect();
  }

  leave(): void {
    this.target = null;
    this.leaveRoom();
    this.mic.close();
    this.become({ at: 'off' });
  }

  /** The person asks for audio again, after it ended or the microphone had a problem. */
  retry(): void {
    if (this.phase.at === 'ended' && this.target) {
      this.reentry.begin();
      void this.connect();
    } else void this.publishMic();
  }

  setMuted(muted: boolean): void {
    this.muted = muted;
    this.sent?.setMuted(muted);
  }

  setDeafened(deafened: boolean): void {
    this.remote.silence(deafened);
  }

  /** Push-to-talk: closed, the track sends silence; nobody needs to be told. */
  setGate(open: boolean): void {
    this.gateOpen = open;
    this.sent?.setGate(open);
  }

  chooseMic(choice: MicChoice): void {
    if (this.mic.choose(choice)) void this.publishMic();
  }

  chooseOutput(deviceId: string): void {
    if (deviceId === this.outputId) return;
    this.outputId = deviceId;
    void this.room?.switchActiveDevice('audiooutput', deviceId || 'default').catch(() => this.publishState());
  }

  volumesChanged(): void {
    this.remote.retune();
  }

  /** From a click: browsers let a page play sound only then. */
  async startAudio(): Promise<void> {
    await this.room?.startAudio();
    this.publishState();
  }

  remoteAudio(): { userId: string; track: MediaStreamTrack }[] {
    return this.remote.heard();
  }

  /** What the browser says of this call now; null while there is none. */
  async readStats(): Promise<Reading | null> {
    return this.room && readStats(this.sent?.published ?? null, this.remote.received);
  }

  private async connect(): Promise<void> {
    const { target } = this;
    if (!target) return;
    const run = ++this.run;
    const isOld = () => run !== this.run;
    if (this.phase.at !== 'reconnecting') this.become({ at: 'connecting' });
    void this.mic.open();
    let room: Room | null = null;
    try {
      const { url, token } = await this.parts.fetchToken(target);
      if (isOld()) return;
      room = this.createRoom();
      await room.connect(url, token);
      if (isOld()) return void room.disconnect();
      this.reentry.begin();
      this.wasOn = true;
      this.room = room;
      this.sent = new SentAudio(room.localParticipant, this.muted, this.gateOpen);
      this.become({ at: 'on' });
      await this.publishMic();
    } catch (error) {
      void room?.disconnect();
      if (!isOld()) this.failed(error);
    }
  }

  private createRoom(): Room {
    const room = newRoom(this.outputId);
    return room
      .on(RoomEvent.TrackSubscribed, (track, _, participant) => {
        if (track.kind === Track.Kind.Audio) this.remote.add(track, participant.identity);
      })
      .on(RoomEvent.TrackUnsubscribed, (track) => this.remote.remove(track))
      .on(RoomEvent.AudioPlaybackStatusChanged, () => this.publishState())
      .on(RoomEvent.Reconnecting, () => this.become(interrupted))
      .on(RoomEvent.SignalReconnecting, () => this.become(interrupted))
      .on(RoomEvent.Reconnected, () => this.become({ at: 'on' }))
      .on(RoomEvent.Disconnected, (reason) => {
        if (room === this.room) this.disconnected(reason);
      });
  }

  private disconnected(reason: DisconnectReason | undefined): void {
    this.leaveRoom();
    if (reason === DisconnectReason.DUPLICATE_IDENTITY)
      return this.end('duplicate', 'Your audio is playing in another window.');
    if (reason === DisconnectReason.PARTICIPANT_REMOVED)
      return this.end('removed', 'You were removed from the audio of this call.');
    this.tryAgain(interrupted.why);
  }

  private failed(error: unknown): void {
    const refused = error instanceof ProblemError && error.status >= 400 && error.status < 500;
    if (refused && error.retryAfterMs === null) return this.end('refused', error.message);
    this.tryAgain(interrupted.why, refused ? error.retryAfterMs : this.reentry.isFirst ? 0 : null);
  }

  /** First asks whether there is audio to be had: if not, the gateway's reason is what the person should read. */
  private tryAgain(why: string, afterMs: number | null = null): void {
    this.become({ at: 'reconnecting', why });
    this.reentry.schedule(afterMs, () => void this.connect());
  }

  private statusIs({ status, reason }: Availability): void {
    if (status !== 'ready') this.become({ at: this.wasOn ? 'reconnecting' : 'waiting', why: reason });
    else if (this.phase.at === 'waiting') this.become({ at: 'connecting' });
  }

  private end(end: MediaEnd, why: string): void {
    this.leaveRoom();
    this.become({ at: 'ended', end, why });
    this.mic.close();
  }

  private leaveRoom(): void {
    this.run++;
    this.reentry.cancel();
    const { room } = this;
    this.sent?.end();
    this.room = this.sent = null;
    this.remote.clear();
    if (room) void room.disconnect();
  }

  private async publishMic(): Promise<void> {
    const { sent } = this;
    if (!sent) return;
    const captured = await this.mic.open();
    if (!captured || sent !== this.sent) return;
    try {
      await sent.send(captured);
    } catch (error) {
      if (sent === this.sent) this.publishFailed(error);
    }
  }

  private publishFailed(error: unknown): void {
    this.mic.close();
    this.parts.changed({ ...this.state, mic: { at: 'problem', problem: 'failed' } });
    console.warn('earshot: the microphone could not be published', error);
  }

  /** The microphone was taken away, or another cannot be had: what the person reads is true, nobody hears them. */
  private micChanged(state: MicState): void {
    if (state.at === 'problem') this.sent?.stop();
    this.publishState();
  }

  private become(phase: MediaPhase): void {
    this.phase = phase;
    this.publishState();
  }

  private publishState(): void {
    this.parts.changed(this.state);
  }
}

function isSameRoom(one: MediaTarget, other: MediaTarget): boolean {
  return one.sessionId === other.sessionId && sameChannel(one, other);
}

const interrupted = { at: 'reconnecting', why: 'The audio connection was interrupted.' } as const;
