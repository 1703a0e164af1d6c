/**
 * The audio of a call: LiveKit's Room, our microphone, and what we hear. It knows nothing of the socket: either may be lost and
 * come back without the other. Free of React.
 *
 * A lost room is entered again with a new token, after a pause that grows, and only while the gateway says that there is audio;
 * unless we were put out of it (`lostRoom.ts`): then the person has to ask.
 */
import { RoomEvent, Track, type Room } from 'livekit-client';
import { sameChannel, type Channel } from '../presence/call';
import type { Reading } from '../telemetry/qualityBetween';
import type { Audible } from './audible';
import { readStats } from './callStats';
import type { Level } from './LevelMeter';
import type { Availability } from './MediaStatus';
import { afterDisconnect, afterFailure, type AfterLoss } from './lostRoom';
import type { MediaPhase, MediaState } from './mediaState';
import type { MicChoice } from './Microphone';
import { newRoom } from './newRoom';
import { OwnVoice } from './OwnVoice';
import { Reentry, type ReentryParts } from './Reentry';
import { RemoteAudio } from './RemoteAudio';

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
  private readonly own: OwnVoice;
  private readonly remote: RemoteAudio;
  private readonly reentry: Reentry;
  private phase: MediaPhase = { at: 'off' };
  private target: MediaTarget | null = null;
  private room: Room | null = null;
  /** There was audio in this call, so its absence is an interruption. */
  private wasOn = false;
  private run = 0;
  private outputId: string;

  constructor(private readonly parts: VoiceParts) {
    this.outputId = parts.outputId;
    this.remote = new RemoteAudio((userId) => parts.volumeOf(userId));
    this.own = new OwnVoice(parts.mic, {
      state: (mic) => this.parts.changed({ ...this.state, mic }),
      level: (level) => parts.level(level),
    });
    this.reentry = new Reentry(parts, (it) => this.statusIs(it));
  }

  get state(): MediaState {
    return { phase: this.phase, mic: this.own.mic, canPlay: this.room?.canPlaybackAudio ?? true };
  }

  /** Ask for the microphone while the join is still on its way: the person is looking at the page now. */
  prepare(): void {
    this.own.open();
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
    this.own.close();
    this.become({ at: 'off' });
  }

  /** The person asks for audio again, after it ended or the microphone had a problem. */
  retry(): void {
    if (this.phase.at === 'ended' && this.target) {
      this.reentry.begin();
      void this.connect();
    } else void this.own.publish();
  }

  setMuted(muted: boolean): void {
    this.own.setMuted(muted);
  }

  setDeafened(deafened: boolean): void {
    this.remote.silence(deafened);
  }

  /** Of everybody in the room these are played, and nobody else. */
  setAudible(audible: Audible): void {
    this.remote.hear(audible);
  }

  /** Whether the list shows us here and not muted: only then a track that the server muted may open again. */
  setShownOpen(open: boolean): void {
    this.own.setShownOpen(open);
  }

  /** The room that the page is in, or on the way to; null if it is in none. */
  get place(): MediaTarget | null {
    return this.target;
  }

  /** Push-to-talk lets the microphone through, or does not. */
  setGate(open: boolean): void {
    this.own.setGate(open);
  }

  chooseMic(choice: MicChoice): void {
    this.own.choose(choice);
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
    return this.room && readStats(this.own.published, this.remote.received);
  }

  private async connect(): Promise<void> {
    const { target } = this;
    if (!target) return;
    const run = ++this.run;
    const isOld = () => run !== this.run;
    if (this.phase.at !== 'reconnecting') this.become({ at: 'connecting' });
    this.own.open();
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
      this.own.enterRoom(room.localParticipant);
      this.become({ at: 'on' });
      await this.own.publish();
    } catch (error) {
      void room?.disconnect();
      if (!isOld()) this.endOrRetry(afterFailure(error, this.reentry.isFirst));
    }
  }

  private createRoom(): Room {
    const room = newRoom(this.outputId);
    return room
      .on(RoomEvent.TrackSubscribed, (track, { source }, participant) => {
        const isVoice = track.kind === Track.Kind.Audio && source === Track.Source.Microphone;
        if (isVoice) this.remote.add(track, participant.identity);
      })
      .on(RoomEvent.TrackUnsubscribed, (track) => this.remote.remove(track))
      .on(RoomEvent.AudioPlaybackStatusChanged, () => this.publishState())
      .on(RoomEvent.Reconnecting, () => this.become(interrupted))
      .on(RoomEvent.SignalReconnecting, () => this.become(interrupted))
      .on(RoomEvent.Reconnected, () => this.become({ at: 'on' }))
      .on(RoomEvent.Disconnected, (reason) => {
        if (room !== this.room) return;
        this.leaveRoom();
        this.endOrRetry(afterDisconnect(reason));
      });
  }

  private endOrRetry(next: AfterLoss): void {
    if (next.end !== null) {
      this.leaveRoom();
      this.become({ at: 'ended', ...next });
      return this.own.close();
    }
    this.become(interrupted);
    this.reentry.schedule(next.retryAfterMs, () => void this.connect());
  }

  /** While there is no audio to be had, the gateway's reason is what the person should read. */
  private statusIs({ status, reason }: Availability): void {
    if (status !== 'ready') this.become({ at: this.wasOn ? 'reconnecting' : 'waiting', why: reason });
    else if (this.phase.at === 'waiting') this.become({ at: 'connecting' });
  }

  private leaveRoom(): void {
    this.run++;
    this.reentry.cancel();
    const { room } = this;
    this.own.leaveRoom();
    this.room = null;
    this.remote.clear();
    if (room) void room.disconnect();
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
