import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../presence/clock';
import { audioOf, type MediaPhase } from './mediaState';
import { MediaStatus, type Availability } from './MediaStatus';
import { micProblem } from './micProblem';

describe('what others are told of our audio', () => {
  const phase = (at: 'on' | 'connecting' | 'off'): MediaPhase => ({ at });

  it.each([
    ['on', phase('on'), { at: 'on' }],
    ['connecting', phase('on'), { at: 'asking' }],
    ['listen-only', phase('on'), { at: 'problem', problem: 'denied' }],
    ['connecting', phase('connecting'), { at: 'on' }],
    ['connecting', { at: 'reconnecting', why: '' }, { at: 'on' }],
    ['off', { at: 'waiting', why: '' }, { at: 'on' }],
    ['off', { at: 'ended', end: 'duplicate', why: '' }, { at: 'off' }],
  ] as const)('is "%s" in phase %o with the microphone %o', (audio, at, mic) => {
    expect(audioOf({ phase: at, mic, canPlay: true })).toBe(audio);
  });
});

describe('a microphone that cannot be had', () => {
  it.each([
    ['denied', 'NotAllowedError'],
    ['missing', 'NotFoundError'],
    ['missing', 'OverconstrainedError'],
    ['busy', 'NotReadableError'],
    ['failed', 'TypeError'],
  ])('is %s when the browser says %s', (problem, name) => {
    expect(micProblem(new DOMException('', name))).toBe(problem);
  });
});

describe('waiting for audio', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  const waiting = (answers: (Availability | Error)[]) => {
    const told: string[] = [];
    const ready = vi.fn();
    const status = new MediaStatus(
      systemClock,
      () => {
        const answer = answers.length > 1 ? answers.shift() : answers[0];
        return answer instanceof Error || !answer
          ? Promise.reject(answer ?? new Error())
          : Promise.resolve(answer);
      },
      (it) => told.push(it.status),
    );
    status.whenReady(ready);
    return { status, told, ready };
  };
  const building = { status: 'building', reason: 'LiveKit is being built.' } as const;

  it('ends by itself when LiveKit is ready, also if the gateway was away meanwhile', async () => {
    const { told, ready } = waiting([building, new Error('away'), { status: 'ready', reason: '' }]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(told).toEqual(['building', 'unavailable', 'ready']);
    expect(ready).toHaveBeenCalledTimes(1);
  });

  it('ends when the call does', async () => {
    const { status, told, ready } = waiting([building]);
    await vi.advanceTimersByTimeAsync(0);
    status.stop();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(told).toEqual(['building']);
    expect(ready).not.toHaveBeenCalled();
  });
});
