import { expect, it } from 'vitest';
import { toggleDeafen, toggleMute, type OwnAudio } from './ownAudio';

const open: OwnAudio = { muted: false, deafened: false, mutedBeforeDeafen: false };
const muted: OwnAudio = { ...open, muted: true };

it.each([
  ['open', open],
  ['muted', muted],
])('deafening mutes too, and undeafening restores a microphone that was %s', (_, before) => {
  const deafened = toggleDeafen(before);
  expect(deafened).toMatchObject({ muted: true, deafened: true });
  expect(toggleDeafen(deafened)).toEqual(before);
});

it('unmuting while deafened ends both', () => {
  expect(toggleMute(toggleDeafen(muted))).toEqual(open);
});

it('muting and unmuting leave hearing alone', () => {
  expect(toggleMute(open)).toEqual(muted);
  expect(toggleMute(muted)).toEqual(open);
});
