import { expect, it } from 'vitest';
import { ALICE, LOUNGE, row } from '../../test/scriptedServer';
import type { CallPhase } from '../presence/call';
import type { PresenceState } from '../presence/PresenceClient';
import { shownPresence } from './shownPresence';

const demo = { guildId: 'demo', epoch: 'e', version: 1, channels: { lounge: [row()] } };
const inLounge = (phase: CallPhase): PresenceState => ({
  link: { at: 'open' },
  sessionId: 's1',
  views: { demo },
  live: ['demo'],
  call: { ...LOUNGE, phase },
  ended: null,
});

it('shows the people of the guild that is shown', () => {
  expect(shownPresence(inLounge('in'), 'demo', ALICE)).toMatchObject({
    known: true,
    currentChannelId: 'lounge',
    voiceState: { lounge: { isJoinedBySelf: true } },
  });
});

it('knows of nobody in a guild that was not heard of yet, nor while none is shown', () => {
  for (const guildId of ['crew', null])
    expect(shownPresence(inLounge('in'), guildId, ALICE)).toMatchObject({ known: false, voiceState: {} });
});

it('shows a call in another guild, but in none of the channels of this one', () => {
  const shown = shownPresence(inLounge('in'), 'crew', ALICE);
  expect(shown.call).toEqual({ ...LOUNGE, phase: 'in' });
  expect(shown.currentChannelId).toBeNull();
});

it('counts somebody who is on the way to a channel as there, and somebody who leaves it as gone', () => {
  const channel = (phase: CallPhase) => shownPresence(inLounge(phase), 'demo', ALICE).currentChannelId;
  expect([channel('joining'), channel('rejoining'), channel('leaving')]).toEqual(['lounge', 'lounge', null]);
});
