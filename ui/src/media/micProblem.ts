/** `lost`: it was there, and went away in the middle of a call. */
export type MicProblem = 'denied' | 'missing' | 'busy' | 'lost' | 'insecure' | 'failed';

/** The names are the Web's own (getUserMedia, DOMException). */
export function micProblem(error: unknown): MicProblem {
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied';
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'missing';
  if (name === 'NotReadableError' || name === 'AbortError') return 'busy';
  return 'failed';
}

export const micProblemText: Readonly<Record<MicProblem, { title: string; message: string }>> = {
  denied: {
    title: 'Microphone blocked',
    message: 'You can listen. To talk, allow the microphone in the browser’s address bar and try again.',
  },
  missing: {
    title: 'No microphone found',
    message: 'You can listen. Plug one in and try again.',
  },
  busy: {
    title: 'Microphone in use',
    message: 'Another program holds the microphone. You can listen; close that program and try again.',
  },
  lost: {
    title: 'Microphone gone',
    message:
      'It was unplugged, or is no longer allowed. You can listen; plug it in or choose another one, and try again.',
  },
  insecure: {
    title: 'Microphone unavailable',
    message: 'Browsers give the microphone only to pages on HTTPS or localhost. You can listen.',
  },
  failed: {
    title: 'Microphone failed',
    message: 'The browser could not open the microphone. You can listen; try again or choose another one.',
  },
};
