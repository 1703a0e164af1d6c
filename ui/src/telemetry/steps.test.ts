import { describe, expect, it } from 'vitest';
import { newVoiceStore, type VoiceStore } from '../voice/voiceStore';
import { Breadcrumbs } from './Breadcrumbs';
import { mediaProblem, stepsBetween } from './steps';

const LOUNGE = { guildId: 'demo', channelId: 'lounge' };
const MUSIC = { guildId: 'demo', channelId: 'music' };
const quiet = { at: 'off' } as const;
const before = newVoiceStore(
  { muted: false, deafened: false, mutedBeforeDeafen: false },
  { phase: quiet, mic: { at: 'off' }, canPlay: true },
).getState();
const then = (over: Partial<VoiceStore>): VoiceStore => ({ ...before, ...over });
const withMedia = (over: Partial<VoiceStore['media']>) => then({ media: { ...before.media, ...over } });

describe('what a change says of what was done', () => {
  it.each([
    ['nothing, if nothing changed that counts', then({ announcement: 'Bob joined' }), []],
    ['the socket', then({ link: { at: 'waiting', retryAt: 1, why: 'x' } }), ['link-waiting']],
    ['a call', then({ call: { ...LOUNGE, phase: 'joining' } }), ['call-joining']],
    ['a mute', then({ selfMuted: true, selfDeafened: true }), ['muted', 'deafened']],
    ['the audio', withMedia({ phase: { at: 'reconnecting', why: 'x' } }), ['audio-reconnecting']],
    ['the microphone', withMedia({ mic: { at: 'problem', problem: 'denied' } }), ['microphone-problem']],
    ['an end', then({ ended: { ...LOUNGE, why: 'replaced', message: 'x' } }), ['call-ended-replaced']],
  ])('names %s', (_, now, steps) => {
    expect(stepsBetween(before, now)).toEqual(steps);
  });

  it('names a change of channel, and never the channel', () => {
    const here = then({ call: { ...LOUNGE, phase: 'in' } });
    expect(stepsBetween(here, then({ call: { ...MUSIC, phase: 'in' } }))).toEqual(['call-another-channel']);
  });

  it('gives names that breadcrumbs take', () => {
    const crumbs = new Breadcrumbs();
    const now = withMedia({
      phase: { at: 'ended', end: 'duplicate', why: 'x' },
      mic: { at: 'problem', problem: 'lost' },
    });
    const steps = stepsBetween(before, { ...now, call: { ...LOUNGE, phase: 'rejoining' } });
    steps.forEach((step) => crumbs.drop(step));
    expect(crumbs.trail).toEqual(steps);
    expect(steps).toHaveLength(3);
  });
});

describe('a problem with the audio', () => {
  it('is told when it begins, and once', () => {
    const denied = withMedia({ mic: { at: 'problem', problem: 'denied' } });
    expect(mediaProblem(before, denied)).toBe('The microphone: denied');
    expect(mediaProblem(denied, { ...denied, selfMuted: true })).toBeNull();
    expect(mediaProblem(before, withMedia({ phase: { at: 'reconnecting', why: 'x' } }))).toMatch(
      /interrupted/,
    );
    expect(mediaProblem(before, withMedia({ phase: { at: 'ended', end: 'removed', why: 'x' } }))).toMatch(
      /removed/,
    );
    expect(mediaProblem(before, withMedia({ phase: { at: 'on' } }))).toBeNull();
  });
});
