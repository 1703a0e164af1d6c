import type { MediaState } from '../media/mediaState';
import type { Call } from '../presence/call';
import type { LinkState } from '../presence/Link';

export interface Status {
  readonly state:
    'connecting' | 'idle' | 'joining' | 'on' | 'listen-only' | 'reconnecting' | 'no-audio' | 'stopped';
  readonly text: string;
  /** Why it is so, where it is not as it should be. */
  readonly why: string | null;
}

/** One line that says how the person is connected: the socket first, then the call, then its audio. */
export function connectionStatus(link: LinkState, call: Call | null, media: MediaState): Status {
  if (link.at === 'stopped') return { state: 'stopped', text: 'Disconnected', why: link.why };
  if (link.at === 'waiting') return { state: 'reconnecting', text: 'Reconnecting…', why: link.why };
  if (link.at === 'connecting') return { state: 'connecting', text: 'Connecting…', why: null };
  if (!call || call.phase === 'leaving') return { state: 'idle', text: 'Online', why: null };
  if (call.phase === 'joining') return { state: 'joining', text: 'Joining…', why: null };
  if (call.phase === 'rejoining')
    return { state: 'reconnecting', text: 'Rejoining…', why: 'Your seat in the call is being restored.' };
  return audioStatus(media);
}

function audioStatus({ phase, mic }: MediaState): Status {
  switch (phase.at) {
    case 'off':
    case 'connecting':
      return { state: 'joining', text: 'Audio connecting…', why: null };
    case 'waiting':
      return { state: 'no-audio', text: 'No audio yet', why: phase.why };
    case 'reconnecting':
      return { state: 'reconnecting', text: 'Audio reconnecting…', why: phase.why };
    case 'ended':
      return { state: 'no-audio', text: 'Audio ended', why: phase.why };
    case 'on':
      return mic.at === 'problem'
        ? { state: 'listen-only', text: 'Listening only', why: null }
        : { state: 'on', text: 'Voice connected', why: null };
  }
}
