import { describe, expect, it } from 'vitest';
import {
  atSpeed,
  hasArrived,
  lookedAt,
  lookedAtNext,
  momentOf,
  pause,
  play,
  seek,
  type Playback,
} from './playback';

const NOW = Date.parse('2026-11-25T15:00:00Z');
const AT = Date.parse('2026-11-25T14:00:00Z');
const standing: Playback = { at: AT, since: null, speed: 60 };

describe('the playhead', () => {
  it('stands until it plays, then runs with its speed', () => {
    expect(momentOf(standing, NOW + 5_000)).toBe(AT);
    expect(momentOf(play(standing, NOW), NOW + 2_000)).toBe(AT + 120_000);
  });

  it('stands where it was paused', () => {
    const paused = pause(play(standing, NOW), NOW + 1_000);
    expect(momentOf(paused, NOW + 9_000)).toBe(AT + 60_000);
  });

  it('goes on from there when the speed changes', () => {
    const faster = atSpeed(play(standing, NOW), 600, NOW + 1_000);
    expect(momentOf(faster, NOW + 2_000)).toBe(AT + 60_000 + 600_000);
    expect(atSpeed(standing, 1, NOW)).toEqual({ at: AT, since: null, speed: 1 });
  });

  it('goes on playing after it was moved, and stands if it stood', () => {
    expect(momentOf(seek(play(standing, NOW), AT - 60_000, NOW + 1_000), NOW + 2_000)).toBe(AT);
    expect(momentOf(seek(standing, AT - 1, NOW), NOW + 2_000)).toBe(AT - 1);
  });

  it('never runs into the future, and has arrived when it is at the present', () => {
    const late = play({ ...standing, speed: 600 }, NOW);
    expect(momentOf(late, NOW + 60_000)).toBe(NOW + 60_000);
    expect([hasArrived(late, NOW + 1_000), hasArrived(late, NOW + 60_000)]).toEqual([false, true]);
    expect(seek(standing, NOW + 1, NOW).at).toBe(NOW);
  });

  it('plays along with the present at the speed of time', () => {
    const along = play({ at: NOW, since: null, speed: 1 }, NOW);
    expect(hasArrived(along, NOW + 5_000)).toBe(false);
    expect(momentOf(along, NOW + 5_000)).toBe(NOW + 5_000);
  });
});

describe('what is asked for', () => {
  it('is the very moment while it stands', () => {
    expect(lookedAt({ ...standing, at: AT + 7 }, NOW)).toBe(AT + 7);
    expect(lookedAtNext(standing, NOW, 2)).toEqual([]);
  });

  it('is five moments a second while it plays, the next ones known before', () => {
    const playing = play(standing, NOW);
    const asked = new Set(Array.from({ length: 1_000 }, (_, ms) => lookedAt(playing, NOW + ms)));
    expect(asked.size).toBe(5);
    expect(lookedAtNext(playing, NOW, 2)).toEqual([AT + 12_000, AT + 24_000]);
  });

  it('is nothing that has not happened yet', () => {
    expect(lookedAtNext(play({ ...standing, at: NOW - 1_000 }, NOW), NOW, 3)).toEqual([]);
  });
});
