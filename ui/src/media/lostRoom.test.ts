import { DisconnectReason } from 'livekit-client';
import { describe, expect, it } from 'vitest';
import { ProblemError } from '../session/http';
import { afterDisconnect, afterFailure } from './lostRoom';

describe('a room that was lost', () => {
  it('is entered again after a pause', () => {
    for (const reason of [undefined, DisconnectReason.SERVER_SHUTDOWN, DisconnectReason.SIGNAL_CLOSE])
      expect(afterDisconnect(reason)).toEqual({ end: null, retryAfterMs: null });
  });

  it('is not entered again by whoever was put out of it', () => {
    expect(afterDisconnect(DisconnectReason.DUPLICATE_IDENTITY)).toMatchObject({ end: 'duplicate' });
    expect(afterDisconnect(DisconnectReason.PARTICIPANT_REMOVED)).toMatchObject({ end: 'removed' });
  });
});

describe('a room that could not be entered', () => {
  it('is tried again at once after the first failure, then after a pause', () => {
    for (const error of [new TypeError('away'), new ProblemError(503, 'LiveKit is away.', null)]) {
      expect(afterFailure(error, true)).toEqual({ end: null, retryAfterMs: 0 });
      expect(afterFailure(error, false)).toEqual({ end: null, retryAfterMs: null });
    }
  });

  it('is tried again when the gateway says so, at the first failure too', () => {
    const tooMany = new ProblemError(429, 'Too many tokens.', 2_000);
    expect(afterFailure(tooMany, true)).toEqual({ end: null, retryAfterMs: 2_000 });
  });

  it('stays closed to whoever may not enter', () => {
    const refused = new ProblemError(403, 'You may not hear this channel.', null);
    expect(afterFailure(refused, true)).toEqual({ end: 'refused', why: 'You may not hear this channel.' });
  });
});
