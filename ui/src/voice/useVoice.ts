import { createContext, use } from 'react';
import { useStore } from 'zustand';
import type { Voice } from './Voice';
import type { VoiceStore } from './voiceStore';

export const VoiceContext = createContext<Voice | null>(null);

/** The tab's call, for its actions. */
export function useVoiceActions(): Voice {
  const voice = use(VoiceContext);
  if (!voice) throw new Error('useVoice needs a VoiceContext around it');
  return voice;
}

/** One part of the call's state; renders again only when that part changes. */
export function useVoice<T>(select: (state: VoiceStore) => T): T {
  return useStore(useVoiceActions().store, select);
}
