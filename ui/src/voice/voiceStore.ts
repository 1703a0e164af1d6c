import { createStore, type StoreApi } from 'zustand/vanilla';
import type { MediaState } from '../media/mediaState';
import type { Call, Ended } from '../presence/call';
import type { CallQuality } from '../protocol/frames';
import type { LinkState } from '../presence/Link';
import type { OwnAudio } from './ownAudio';
import type { Toast } from './toasts';
import type { VoiceState } from './voiceState';

/** The document's client state, and what else the components show. */
export interface VoiceStore {
  /** The guild that is shown; the call may be in another. */
  guildId: string | null;
  voiceState: VoiceState;
  /** The channel of the shown guild that one is in, or on the way to. */
  currentChannelId: string | null;
  selfMuted: boolean;
  selfDeafened: boolean;
  selfSpeaking: boolean;
  talkingWhileMuted: boolean;
  /** The guild's people are known, and as of now. */
  known: boolean;
  link: LinkState;
  call: Call | null;
  ended: Ended | null;
  media: MediaState;
  /** How one's own call was over the last seconds; null while nobody can say. */
  quality: CallQuality | null;
  toasts: readonly Toast[];
  /** The latest sentence for screen readers. */
  announcement: string;
}

/** As it is before anything was heard from the server. */
export function newVoiceStore({ muted, deafened }: OwnAudio, media: MediaState): StoreApi<VoiceStore> {
  return createStore<VoiceStore>(() => ({
    guildId: null,
    voiceState: {},
    currentChannelId: null,
    selfMuted: muted,
    selfDeafened: deafened,
    selfSpeaking: false,
    talkingWhileMuted: false,
    known: false,
    link: { at: 'connecting' },
    call: null,
    ended: null,
    media,
    quality: null,
    toasts: [],
    announcement: '',
  }));
}
