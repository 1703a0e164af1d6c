import { expect, it } from 'vitest';
import { LOUNGE, STANDUP } from '../../test/scriptedServer';
import { isAbout, whyRefused } from './refusals';

const refused = { type: 'voice:refused', code: 'channel-full', message: 'Lounge is full.' } as const;

it('is about the channel that it names, in the guild that it names', () => {
  expect(isAbout({ ...refused, ...LOUNGE }, LOUNGE)).toBe(true);
  expect(isAbout({ ...refused, ...LOUNGE }, STANDUP)).toBe(false);
  expect(isAbout({ ...refused, ...LOUNGE }, { ...LOUNGE, guildId: 'crew' })).toBe(false);
  expect(isAbout({ ...refused, ...LOUNGE }, null)).toBe(false);
});

it('is about whatever was asked if it names no channel', () => {
  expect(isAbout(refused, LOUNGE)).toBe(true);
  expect(isAbout(refused, null)).toBe(true);
});

it('tells a rejoin that came too late from any other', () => {
  expect(whyRefused('replaced')).toBe('replaced');
  expect(whyRefused('channel-full')).toBe('refused');
});
