import { createContext, use } from 'react';
import { useStore } from 'zustand';
import type { CallPhase, Channel, Ended } from '../presence/call';
import type { Voice } from './Voice';
import type { VoiceStore } from './voiceStore';

export const VoiceContext = createContext<Voice | null>(null);

/** The tab's call, for its actions. */
export function useVoiceActions(): Voice {
  const voice = use(VoiceContext);
  if (!voice) throw new Error('useVoice needs a VoiceContext around it');
  return voice;
}

/** How far one is in this channel of the guild that is shown; null if one is not on the way to it. */
export function usePhase(channelId: string): CallPhase | null {
  return useVoice(({ call, guildId }) => (call && isAt(call, guildId, channelId) ? call.phase : null));
}

/** Why one is out of this channel of the guild that is shown, if that was not one's own doing. */
export function useEnded(channelId: string): Ended | null {
  return useVoice(({ ended, guildId }) => (ended && isAt(ended, guildId, channelId) ? ended : null));
}

/** Channels of two guilds may have the same id. */
function isAt(there: Channel, guildId: string | null, channelId: string): boolean {
  return there.guildId === guildId && there.channelId === channelId;
}

/** One part of the call's state; renders again only when that part changes. */
export function useVoice<T>(select: (state: VoiceStore) => T): T {
  return useStore(useVoiceActions().store, select);
}
