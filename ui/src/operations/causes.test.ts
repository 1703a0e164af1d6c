import { expect, it } from 'vitest';
import { row } from '../../test/scriptedServer';
import type { Entry } from './api';
import { causesOf } from './causes';

const carol = {
  ...row(),
  joinedAt: '2026-11-25T09:16:20.000Z',
  muted: true,
  avatarUrl: null,
  channelId: 'lounge',
  gatewayId: 'g1',
  client: null,
  callId: 'c1',
};

const event = (offset: number, type: string): Entry => ({
  partition: 0,
  offset,
  time: '2026-11-25T09:16:20.000Z',
  type,
  userId: carol.userId,
  username: null,
  sessionId: null,
  connectionId: null,
  gatewayId: null,
  client: null,
  channelId: null,
  effect: { changed: true, sentence: type, rule: null },
  event: {},
});

it('tells each event once, oldest first, with all that it set', () => {
  const [joined, muted] = [event(7, 'joined'), event(9, 'state-set')];
  const because = [
    { what: 'muted', cause: muted },
    { what: 'channelId', cause: joined },
    { what: 'avatarUrl', cause: joined },
    { what: 'joinedAt', cause: joined },
    { what: 'callId', cause: joined },
  ];
  expect(causesOf({ shown: carol, sentence: '', because, notes: [] })).toEqual([
    {
      cause: joined,
      set: [
        { field: 'channel id', value: 'lounge' },
        { field: 'call id', value: 'c1' },
      ],
    },
    { cause: muted, set: [{ field: 'muted', value: 'yes' }] },
  ]);
});

it('tells of somebody who was gone what ended it', () => {
  const left = event(3, 'left');
  const because = [{ what: 'gone', cause: left }];
  expect(causesOf({ shown: null, sentence: '', because, notes: [] })).toEqual([{ cause: left, set: [] }]);
});
