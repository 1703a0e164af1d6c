import { TrackEvent, type RemoteTrack } from 'livekit-client';
import type { Audible } from './audible';

/**
 * What we hear: one audio element a person, with their volume. Of several tracks of one person only the first is played; the
 * next one takes its place when it ends, as when somebody changes their microphone.
 */
export class RemoteAudio {
  /** By person, in the order in which the tracks came. The first is the one that is attached. */
  private readonly tracks = new Map<string, RemoteTrack[]>();
  /** Our own record of what is attached: LiveKit's client detaches a track before it tells that it has ended. */
  private readonly elements = new Map<RemoteTrack, HTMLMediaElement>();
  private audible: Audible = new Set();
  private silenced = false;

  constructor(private readonly volumeOf: (userId: string) => number) {}

  add(track: RemoteTrack, userId: string): void {
    const known = this.tracks.get(userId) ?? [];
    this.tracks.set(userId, [...known, track]);
    // LiveKit's client enables a track that its sender opens again, whatever the list says of them.
    track.on(TrackEvent.Unmuted, this.retune);
    if (known.length === 0) this.attach(track, userId);
    this.retune();
  }

  remove(track: RemoteTrack): void {
    for (const [userId, known] of this.tracks) {
      if (!known.includes(track)) continue;
      const left = known.filter((it) => it !== track);
      if (left.length > 0) this.tracks.set(userId, left);
      else this.tracks.delete(userId);
      track.off(TrackEvent.Unmuted, this.retune);
      track.detach();
      this.elements.get(track)?.remove();
      this.elements.delete(track);
      if (track === known[0] && left[0]) this.attach(left[0], userId);
      this.retune();
    }
  }

  clear(): void {
    for (const track of [...this.tracks.values()].flat()) this.remove(track);
  }

  /** These people are heard and nobody else. Their tracks stay subscribed, so an unmute is heard at once. */
  hear(audible: Audible): void {
    this.audible = audible;
    this.retune();
  }

  silence(silenced: boolean): void {
    this.silenced = silenced;
    this.retune();
  }

  /** The volumes have changed. */
  readonly retune = (): void => {
    for (const [userId, [played, ...others]] of this.tracks) {
      if (played) this.tune(played, userId);
      for (const { mediaStreamTrack } of others) mediaStreamTrack.enabled = false;
    }
  };

  /** The decoded tracks as they are heard, for diagnosis. */
  heard(): { userId: string; track: MediaStreamTrack }[] {
    return this.played.map(({ track, userId }) => ({ userId, track: track.mediaStreamTrack }));
  }

  /** For their statistics. */
  get received(): readonly RemoteTrack[] {
    return this.played.map(({ track }) => track);
  }

  private get played(): { userId: string; track: RemoteTrack }[] {
    return [...this.tracks].flatMap(([userId, [track]]) => (track ? [{ userId, track }] : []));
  }

  private attach(track: RemoteTrack, userId: string): void {
    const element = track.attach();
    this.elements.set(track, element);
    element.dataset['userId'] = userId;
    element.hidden = true;
    document.body.append(element);
  }

  private tune(track: RemoteTrack, userId: string): void {
    const volume = this.volumeOf(userId);
    // What is not to be heard is disabled itself, not only its element: nothing of it reaches any output.
    track.mediaStreamTrack.enabled = !this.silenced && volume > 0 && this.audible.has(userId);
    const element = this.elements.get(track);
    if (element) element.volume = volume;
  }
}
