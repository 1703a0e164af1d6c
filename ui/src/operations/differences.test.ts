import { expect, it } from 'vitest';
import { row } from '../../test/scriptedServer';
import { differencesOf } from './differences';

const alice = { ...row(), channelId: 'lounge', gatewayId: 'g1', client: null, callId: 'c1' };

it('says which values of a person differ, in words', () => {
  expect(differencesOf(alice, { ...alice, serverMuted: !alice.serverMuted, client: 'web/1.2' })).toEqual([
    { field: 'server muted', was: 'no', is: 'yes' },
    { field: 'client', was: 'none', is: 'web/1.2' },
  ]);
});

it('says nothing of whoever came or went', () => {
  expect([differencesOf(null, alice), differencesOf(alice, null)]).toEqual([[], []]);
});
