import type { RemoteTrack } from 'livekit-client';

/** What we hear: one audio element per remote microphone, each with its person's volume. */
export class RemoteAudio {
  private readonly tracks = new Map<RemoteTrack, string>();
  private silenced = false;

  constructor(private readonly volumeOf: (userId: string) => number) {}

  add(track: RemoteTrack, userId: string): void {
    this.tracks.set(track, userId);
    const element = track.attach();
    element.dataset['userId'] = userId;
    element.hidden = true;
    document.body.append(element);
    this.tune(track, userId);
  }

  remove(track: RemoteTrack): void {
    this.tracks.delete(track);
    for (const element of track.detach()) element.remove();
  }

  clear(): void {
    for (const track of [...this.tracks.keys()]) this.remove(track);
  }

  silence(silenced: boolean): void {
    this.silenced = silenced;
    this.retune();
  }

  /** The volumes have changed. */
  retune(): void {
    for (const [track, userId] of this.tracks) this.tune(track, userId);
  }

  /** The decoded tracks as they are heard, for diagnosis. */
  heard(): { userId: string; track: MediaStreamTrack }[] {
    return [...this.tracks].map(([track, userId]) => ({ userId, track: track.mediaStreamTrack }));
  }

  /** For their statistics. */
  get received(): readonly RemoteTrack[] {
    return [...this.tracks.keys()];
  }

  private tune(track: RemoteTrack, userId: string): void {
    const volume = this.volumeOf(userId);
    // What is not to be heard is disabled itself, not only its element: nothing of it reaches any output.
    track.mediaStreamTrack.enabled = !this.silenced && volume > 0;
    for (const element of track.attachedElements) element.volume = volume;
  }
}
