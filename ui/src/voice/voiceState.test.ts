import { expect, it } from 'vitest';
import { ALICE, row } from '../../test/scriptedServer';
import { comings } from './comings';
import { voiceStateOf } from './voiceState';

const alice = row();
const bob = row({ userId: 'bob', joinedAt: '2026-11-22T14:04:00.000Z' });
const view = { guildId: 'demo', epoch: 'e', version: 1, channels: { lounge: [alice, bob] } };
const inLounge = { guildId: 'demo', channelId: 'lounge', phase: 'in' } as const;

it('lists people by arrival and knows who is oneself', () => {
  const { lounge } = voiceStateOf(view, ALICE, inLounge);
  expect(lounge?.participants.map((it) => [it.userId, it.isSelf])).toEqual([
    ['bob', false],
    ['alice', true],
  ]);
});

it('says that one is in a channel only once that is so', () => {
  expect(voiceStateOf(view, ALICE, inLounge)['lounge']?.isJoinedBySelf).toBe(true);
  expect(voiceStateOf(view, ALICE, { ...inLounge, phase: 'joining' })['lounge']?.isJoinedBySelf).toBe(false);
  expect(voiceStateOf(view, ALICE, { ...inLounge, guildId: 'crew' })['lounge']?.isJoinedBySelf).toBe(false);
});

it('keeps a person’s object while their row is the same, so that only changes render', () => {
  const before = voiceStateOf(view, ALICE, inLounge)['lounge']?.participants[0];
  const changed = { ...view, channels: { lounge: [row({ muted: true }), bob] } };
  expect(voiceStateOf(changed, ALICE, inLounge)['lounge']?.participants[0]).toBe(before);
});

it('tells who came and who went', () => {
  const carol = row({ userId: 'carol' });
  expect(comings([alice, bob], [bob, carol])).toEqual({ came: [carol], went: [alice] });
});
