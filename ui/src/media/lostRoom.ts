import { DisconnectReason } from 'livekit-client';
import { ProblemError } from '../session/http';
import type { MediaEnd } from './mediaState';

/** What follows when a room is lost or cannot be entered: an end that only the person can undo, or another try. */
export type AfterLoss =
  | { readonly end: MediaEnd; readonly why: string }
  /** Null: after the pause whose turn it is. */
  | { readonly end: null; readonly retryAfterMs: number | null };

/** Put out as a duplicate or by a removal we stay out: two devices would otherwise evict each other for ever. */
export function afterDisconnect(reason: DisconnectReason | undefined): AfterLoss {
  if (reason === DisconnectReason.DUPLICATE_IDENTITY)
    return { end: 'duplicate', why: 'Your audio is playing in another window.' };
  if (reason === DisconnectReason.PARTICIPANT_REMOVED)
    return { end: 'removed', why: 'You were removed from the audio of this call.' };
  return { end: null, retryAfterMs: null };
}

/** The gateway's no is final unless it says when to ask again. Of anything else the first failure is tried again at once. */
export function afterFailure(error: unknown, isFirst: boolean): AfterLoss {
  const refused = error instanceof ProblemError && error.status >= 400 && error.status < 500;
  if (!refused) return { end: null, retryAfterMs: isFirst ? 0 : null };
  if (error.retryAfterMs === null) return { end: 'refused', why: error.message };
  return { end: null, retryAfterMs: error.retryAfterMs };
}
