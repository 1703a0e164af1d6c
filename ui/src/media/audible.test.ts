import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ALICE, LOUNGE, row } from '../../test/scriptedServer';
import { systemClock } from '../presence/clock';
import type { PresenceState } from '../presence/PresenceClient';
import type { Participant } from '../protocol/frames';
import { audibleIn, AudiblePeople, isShownOpen, LEASE_MS, type Audible } from './audible';

const PLACE = { ...LOUNGE, sessionId: 's1' };
const alice = row();
const bob = (over: Partial<Participant> = {}) => row({ userId: 'bob', sessionId: 's2', ...over });

function state(lounge: Participant[], over: Partial<PresenceState> = {}): PresenceState {
  return {
    link: { at: 'open' },
    sessionId: 's1',
    views: { demo: { guildId: 'demo', epoch: 'e', version: 1, channels: { lounge } } },
    live: ['demo'],
    call: { ...LOUNGE, phase: 'in' },
    ended: null,
    ...over,
  };
}
const away = (lounge: Participant[]) =>
  state(lounge, { live: [], link: { at: 'waiting', retryAt: 0, why: '' } });

describe('those who are heard', () => {
  const heard = (lounge: Participant[]) => [...(audibleIn(PLACE, state(lounge), ALICE) ?? ['unknown'])];

  it('are the others in the channel who are not muted', () => {
    expect(heard([alice, bob(), row({ userId: 'carol' })])).toEqual(['bob', 'carol']);
    expect(heard([alice, bob({ muted: true })])).toEqual([]);
    expect(heard([alice, bob({ serverMuted: true })])).toEqual([]);
  });

  it('are nobody who is somewhere else', () => {
    const views = {
      demo: { guildId: 'demo', epoch: 'e', version: 1, channels: { lounge: [alice], music: [bob()] } },
    };
    expect(audibleIn(PLACE, state([], { views }), ALICE)).toEqual(new Set());
  });

  it('are nobody for a page that the list does not show there, or with another session', () => {
    expect(heard([bob()])).toEqual([]);
    expect(heard([row({ sessionId: 's9' }), bob()])).toEqual([]);
  });

  it('are not known while the list is not as of now', () => {
    expect(audibleIn(PLACE, away([alice, bob()]), ALICE)).toBeNull();
  });
});

it('one’s own microphone is shown open only by a list as of now, for one’s own session', () => {
  const isOpen = (it: PresenceState) => isShownOpen(PLACE, it, ALICE);
  expect(isOpen(state([alice]))).toBe(true);
  expect(isOpen(state([row({ muted: true })]))).toBe(false);
  expect(isOpen(state([row({ serverMuted: true })]))).toBe(false);
  expect(isOpen(state([row({ sessionId: 's9' })]))).toBe(false);
  expect(isOpen(away([alice]))).toBe(false);
});

describe('following the list', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  function following() {
    const told: string[][] = [];
    const people = new AudiblePeople(systemClock, ALICE, (audible: Audible) => told.push([...audible]));
    return { told, people };
  }

  it('tells of a mute and an unmute, and of nothing that is not about who is heard', () => {
    const { told, people } = following();
    people.follow(PLACE, state([alice, bob()]));
    people.follow(PLACE, state([alice, bob({ speaking: true })]));
    people.follow(PLACE, state([alice, bob({ muted: true })]));
    people.follow(PLACE, state([alice, bob()]));
    expect(told).toEqual([['bob'], [], ['bob']]);
  });

  it('goes on through a short break of the socket', () => {
    const { told, people } = following();
    people.follow(PLACE, state([alice, bob()]));
    people.follow(PLACE, away([alice, bob()]));
    vi.advanceTimersByTime(LEASE_MS - 1);
    people.follow(PLACE, state([alice, bob()]));
    vi.advanceTimersByTime(LEASE_MS * 2);
    expect(told).toEqual([['bob']]);
  });

  it('ends when the lease does, however often the page tries to connect', () => {
    const { told, people } = following();
    people.follow(PLACE, state([alice, bob()]));
    for (let second = 0; second < 30; second++) {
      people.follow(PLACE, away([alice, bob()]));
      vi.advanceTimersByTime(1_000);
    }
    expect(told).toEqual([['bob'], []]);
    people.follow(PLACE, state([alice, bob()]));
    expect(told).toEqual([['bob'], [], ['bob']]);
  });

  it('ends at once when the list shows that our seat is gone', () => {
    const { told, people } = following();
    people.follow(PLACE, state([alice, bob()]));
    people.follow(PLACE, state([bob()]));
    expect(told).toEqual([['bob'], []]);
  });

  it('takes nobody along into another room', () => {
    const { told, people } = following();
    people.follow(PLACE, state([alice, bob()]));
    people.follow({ ...PLACE, channelId: 'music' }, away([alice, bob()]));
    people.follow(null, away([alice, bob()]));
    expect(told).toEqual([['bob'], []]);
  });
});
