import type { Audio } from '../protocol/frames';
import type { MicState } from './Microphone';

/** Why LiveKit put us out, where coming back by ourselves would be wrong. */
export type MediaEnd = 'duplicate' | 'removed' | 'refused';

export type MediaPhase =
  | { readonly at: 'off' }
  /** The deployment has no audio at the moment; `why` is the gateway's sentence. It comes on by itself. */
  | { readonly at: 'waiting'; readonly why: string }
  | { readonly at: 'connecting' }
  | { readonly at: 'on' }
  | { readonly at: 'reconnecting'; readonly why: string }
  | { readonly at: 'ended'; readonly end: MediaEnd; readonly why: string };

export interface MediaState {
  readonly phase: MediaPhase;
  readonly mic: MicState;
  /** False while the browser refuses to play sound before a click. */
  readonly canPlay: boolean;
}

/** What others are told of our audio. */
export function audioOf({ phase, mic }: MediaState): Audio {
  switch (phase.at) {
    case 'on':
      return mic.at === 'problem' || mic.at === 'off' ? 'listen-only' : mic.at === 'on' ? 'on' : 'connecting';
    case 'connecting':
    case 'reconnecting':
      return 'connecting';
    case 'off':
    case 'waiting':
    case 'ended':
      return 'off';
  }
}
