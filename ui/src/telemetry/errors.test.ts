import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../presence/clock';
import { Breadcrumbs } from './Breadcrumbs';
import { describeError } from './describeError';
import { ErrorReports, SAME_WITHIN_MS } from './ErrorReports';

describe('what is told of something thrown', () => {
  it('is its name, its message and where in our code', () => {
    const error = new TypeError('speech is undefined');
    error.stack = `TypeError: speech is undefined\n    at talk (http://voice.example.org/assets/index-1a2b3c.js?v=7:1:2345)`;
    expect(describeError(error)).toBe('TypeError: speech is undefined (index-1a2b3c.js:1:2345)');
  });

  it('is the place that the browser gives beside it, if it gives one', () => {
    expect(describeError('Script error.', 'https://voice.example.org/a/b.js:3:4')).toBe(
      'Script error. (b.js:3:4)',
    );
  });

  it('is never what somebody may have put into it', () => {
    const error = new Error('No answer for alice@example.org');
    error.stack = '';
    expect(describeError(error)).toBe('Error: No answer for <email>');
    expect(describeError({ user: 'alice' })).toBe('thrown: object');
    expect(describeError(undefined)).toBe('thrown: undefined');
  });
});

describe('errors that wait for a socket', () => {
  let breadcrumbs: Breadcrumbs;
  let reports: ErrorReports;

  beforeEach(() => {
    vi.useFakeTimers();
    breadcrumbs = new Breadcrumbs();
    reports = new ErrorReports(systemClock, breadcrumbs);
  });

  afterEach(() => vi.useRealTimers());

  it('carry what was done before them, oldest first, the last twenty by name', () => {
    for (let i = 0; i < 30; i++) breadcrumbs.drop(`step-${'abcdefghijklmnopqrstuvwxyzabcd'.charAt(i)}`);
    breadcrumbs.drop('Alice wrote: hello');
    breadcrumbs.drop('user-1234');
    reports.report('media', 'no microphone');
    const [told] = reports.take();
    expect(told?.breadcrumbs).toHaveLength(20);
    expect(told?.breadcrumbs.at(-1)).toBe('step-d');
  });

  it('are told once a minute, however often they come', () => {
    for (let i = 0; i < 100; i++) reports.report('uncaught', 'oops');
    expect(reports.take()).toHaveLength(1);
    vi.advanceTimersByTime(SAME_WITHIN_MS - 1);
    reports.report('uncaught', 'oops');
    expect(reports.take()).toHaveLength(0);
    vi.advanceTimersByTime(1);
    reports.report('uncaught', 'oops');
    expect(reports.take()).toHaveLength(1);
  });

  it('are the first few of many', () => {
    for (let i = 0; i < 100; i++) reports.report('uncaught', `oops ${i}`);
    expect(reports.take().map(({ message }) => message)).toEqual([
      'oops 0',
      'oops 1',
      'oops 2',
      'oops 3',
      'oops 4',
    ]);
    expect(reports.any).toBe(false);
  });
});
