import { expect, it } from 'vitest';
import { ALICE, LOUNGE, row, STANDUP } from '../../test/scriptedServer';
import type { CallPhase } from '../presence/call';
import { announcements, type Moment } from './announcements';

const alice = row();
const bob = row({ userId: 'bob', username: 'Bob' });
const lounge = (phase: CallPhase, people = [alice]): Moment => ({ call: { ...LOUNGE, phase }, people });
const standup = (phase: CallPhase): Moment => ({ call: { ...STANDUP, phase }, people: [alice] });
const nowhere: Moment = { call: null, people: null };

/** The sounds of one moment after another. */
const sounds = (...moments: Moment[]) =>
  moments.slice(1).flatMap((after, i) => told(moments[i] ?? nowhere, after).map(({ sound }) => sound));
const told = (before: Moment, after: Moment) =>
  announcements(before, after, ALICE, ({ channelId }) => channelId);

it('tells of others who come and go while one is there', () => {
  expect(told(lounge('in'), lounge('in', [alice, bob]))).toEqual([{ text: 'Bob joined', sound: 'join' }]);
  expect(told(lounge('in', [alice, bob]), lounge('in'))).toEqual([{ text: 'Bob left', sound: 'leave' }]);
});

it('tells of oneself once, when the seat is there and when it is given up', () => {
  expect(told(lounge('joining', []), lounge('in'))).toEqual([{ text: 'You are in lounge', sound: 'join' }]);
  expect(sounds(nowhere, lounge('joining', [bob]), lounge('in', [alice, bob]))).toEqual(['join']);
  expect(sounds(lounge('in'), lounge('leaving'), nowhere)).toEqual(['leave']);
  expect(sounds(lounge('in'), nowhere)).toEqual(['leave']);
});

it('says nothing of a seat that was lost and came back', () => {
  expect(sounds(lounge('in'), lounge('rejoining'), lounge('in'))).toEqual([]);
});

it('says nothing of who came and went while one was not there to meet them', () => {
  expect(sounds(lounge('in'), lounge('rejoining'), lounge('in', [alice, bob]))).toEqual([]);
});

it('says nothing after a reload, which is no coming', () => {
  expect(sounds(nowhere, lounge('rejoining', []), lounge('in'))).toEqual([]);
});

it('says nothing of those who were there already when it learns who is', () => {
  expect(sounds({ ...lounge('in'), people: null }, lounge('in', [alice, bob]))).toEqual([]);
});

it('says nothing of somebody whose connection was lost and came back', () => {
  const away = { ...bob, connection: 'reconnecting' } as const;
  const here = { ...bob, sessionId: 's9' };
  const seen = [bob, away, here].map((each) => lounge('in', [alice, each]));
  expect(sounds(...seen)).toEqual([]);
});

it('tells of a move once, whoever made it, and of nobody else in either channel', () => {
  expect(sounds(lounge('in', [alice, bob]), standup('joining'), standup('in'))).toEqual(['join']);
  expect(sounds(lounge('in', [alice, bob]), standup('in'))).toEqual(['join']);
});

it('says nothing of a join that was refused', () => {
  expect(sounds(nowhere, lounge('joining'), nowhere)).toEqual([]);
});

it('says that one is out when a lost seat does not come back', () => {
  expect(sounds(lounge('in'), lounge('rejoining'), nowhere)).toEqual(['leave']);
});
