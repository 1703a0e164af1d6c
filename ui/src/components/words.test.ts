import { describe, expect, it } from 'vitest';
import type { MediaState } from '../media/mediaState';
import { keyName } from '../settings/keys';
import { connectionStatus } from './connectionText';
import { initials } from './initials';

describe('the line that says how one is connected', () => {
  const media: MediaState = { phase: { at: 'on' }, mic: { at: 'on' }, canPlay: true };
  const call = { guildId: 'demo', channelId: 'lounge', phase: 'in' } as const;
  const open = { at: 'open' } as const;

  it('speaks of the socket before the call, and of the call before its audio', () => {
    expect(connectionStatus({ at: 'waiting', retryAt: 0, why: 'Lost.' }, call, media).state).toBe(
      'reconnecting',
    );
    expect(connectionStatus(open, { ...call, phase: 'joining' }, media).state).toBe('joining');
    expect(connectionStatus(open, call, media).state).toBe('on');
    expect(connectionStatus(open, null, media).state).toBe('idle');
  });

  it('always has the reason of what is not as it should be', () => {
    const off = { ...media, phase: { at: 'waiting', why: 'LiveKit is being built.' } } as const;
    expect(connectionStatus(open, call, off)).toMatchObject({
      state: 'no-audio',
      why: 'LiveKit is being built.',
    });
    const stopped = { at: 'stopped', code: 4200, why: 'Taken over.' } as const;
    expect(connectionStatus(stopped, null, media)).toMatchObject({ state: 'stopped', why: 'Taken over.' });
  });
});

it.each([
  ['Alice Archer', 'AA'],
  ['bob', 'B'],
  ['  Zoë  van der  Zee ', 'ZZ'],
  ['👩‍👩‍👧 Family', '👩‍👩‍👧F'],
  ['   ', '?'],
])('the initials of "%s" are "%s"', (name, letters) => {
  expect(initials(name)).toBe(letters);
});

it.each([
  ['KeyV', 'V'],
  ['Space', 'Space'],
  ['ControlLeft', 'Control (left)'],
  ['ArrowLeft', 'Arrow Left'],
])('people call %s "%s"', (code, name) => {
  expect(keyName(code)).toBe(name);
});
