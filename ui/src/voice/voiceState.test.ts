import { expect, it } from 'vitest';
import { row } from '../../test/scriptedServer';
import { comings } from './comings';
import { voiceStateOf } from './voiceState';

const self = { userId: 'alice', sessionId: 's1' };
const alice = row();
const bob = row({ userId: 'bob', joinedAt: '2026-11-22T14:04:00.000Z' });
const view = { guildId: 'demo', epoch: 'e', version: 1, channels: { lounge: [alice, bob] } };
const inLounge = { guildId: 'demo', channelId: 'lounge', phase: 'in' } as const;

it('lists people by arrival and knows who is oneself', () => {
  const { lounge } = voiceStateOf(view, self, inLounge);
  expect(lounge?.participants.map((it) => [it.userId, it.isSelf])).toEqual([
    ['bob', false],
    ['alice', true],
  ]);
});

it('says that one is in a channel only once that is so', () => {
  expect(voiceStateOf(view, self, inLounge)['lounge']?.isJoinedBySelf).toBe(true);
  expect(voiceStateOf(view, self, { ...inLounge, phase: 'joining' })['lounge']?.isJoinedBySelf).toBe(false);
  expect(voiceStateOf(view, self, { ...inLounge, guildId: 'crew' })['lounge']?.isJoinedBySelf).toBe(false);
});

it('keeps a person’s object while their row is the same, so that only changes render', () => {
  const before = voiceStateOf(view, self, inLounge)['lounge']?.participants[0];
  const changed = { ...view, channels: { lounge: [row({ muted: true }), bob] } };
  expect(voiceStateOf(changed, self, inLounge)['lounge']?.participants[0]).toBe(before);
});

it('tells who came and who went', () => {
  const carol = row({ userId: 'carol' });
  expect(comings([alice, bob], [bob, carol])).toEqual({ came: [carol], went: [alice] });
});
