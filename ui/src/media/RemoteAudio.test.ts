import { EventEmitter } from 'node:events';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { RemoteTrack } from 'livekit-client';
import { RemoteAudio } from './RemoteAudio';

/** What of LiveKit's track is used here; a real one needs a peer connection. */
class FakeTrack extends EventEmitter {
  readonly mediaStreamTrack = { enabled: true };
  readonly attached: { dataset: Record<string, string>; remove: () => void }[] = [];
  /** Every element that was ever made, and whether it is still in the page. */
  readonly inPage: boolean[] = [];

  attach() {
    const at = this.inPage.push(true) - 1;
    const element = { dataset: {}, remove: () => void (this.inPage[at] = false) };
    this.attached.push(element);
    return element;
  }

  detach = () => this.attached.splice(0);

  /** As LiveKit's client does when the sender opens their track. */
  unmute() {
    this.mediaStreamTrack.enabled = true;
    this.emit('unmuted');
  }
}

function newTrack() {
  const track = new FakeTrack();
  return track as unknown as RemoteTrack & FakeTrack;
}

describe('what is played', () => {
  let audio: RemoteAudio;
  beforeEach(() => {
    vi.stubGlobal('document', { body: { append: vi.fn() } });
    audio = new RemoteAudio(() => 1);
  });

  it('is nothing of anybody whom the list does not show as to be heard', () => {
    const bob = newTrack();
    audio.add(bob, 'bob');
    expect(bob.mediaStreamTrack.enabled).toBe(false);
    audio.hear(new Set(['bob']));
    expect(bob.mediaStreamTrack.enabled).toBe(true);
    audio.hear(new Set(['carol']));
    expect(bob.mediaStreamTrack.enabled).toBe(false);
  });

  it('is heard at once by whoever is known when the track comes', () => {
    audio.hear(new Set(['bob']));
    const bob = newTrack();
    audio.add(bob, 'bob');
    expect(bob.mediaStreamTrack.enabled).toBe(true);
  });

  it('is one track a person, and the next one when that ends', () => {
    const [first, second] = [newTrack(), newTrack()];
    audio.hear(new Set(['bob']));
    audio.add(first, 'bob');
    audio.add(second, 'bob');
    expect([first.attached.length, second.attached.length]).toEqual([1, 0]);
    expect(second.mediaStreamTrack.enabled).toBe(false);
    expect(audio.heard()).toHaveLength(1);
    audio.remove(first);
    expect([first.attached.length, second.attached.length]).toEqual([0, 1]);
    expect(second.mediaStreamTrack.enabled).toBe(true);
  });

  it('is nothing while deafened, and the same people after it', () => {
    const bob = newTrack();
    audio.hear(new Set(['bob']));
    audio.add(bob, 'bob');
    audio.silence(true);
    expect(bob.mediaStreamTrack.enabled).toBe(false);
    audio.silence(false);
    expect(bob.mediaStreamTrack.enabled).toBe(true);
  });

  it('is nothing of a participant who unmutes their track under a muted row, or while deafened', () => {
    const bob = newTrack();
    audio.add(bob, 'bob');
    bob.unmute();
    expect(bob.mediaStreamTrack.enabled).toBe(false);
    audio.hear(new Set(['bob']));
    audio.silence(true);
    bob.unmute();
    expect(bob.mediaStreamTrack.enabled).toBe(false);
  });

  it('is nothing of a second track that is opened again', () => {
    const [first, second] = [newTrack(), newTrack()];
    audio.hear(new Set(['bob']));
    audio.add(first, 'bob');
    audio.add(second, 'bob');
    second.unmute();
    expect(second.mediaStreamTrack.enabled).toBe(false);
  });

  it('leaves no element in the page once it has ended', () => {
    const bob = newTrack();
    audio.add(bob, 'bob');
    // As LiveKit's client does before it tells that the track has ended.
    bob.detach();
    audio.remove(bob);
    expect(bob.inPage).toEqual([false]);
  });
});
