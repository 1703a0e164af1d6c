import { create } from 'zustand';
import { createJSONStorage, persist } from 'zustand/middleware';
import type { OwnAudio } from '../voice/ownAudio';
import type { MicChoice } from '../media/Microphone';
import { DEFAULT_THRESHOLD_DB } from '../media/VoiceGate';

export type Theme = 'system' | 'dark' | 'light';

/** What this browser remembers between visits; every value has a default, and none is a secret. */
export interface Preferences {
  theme: Theme;
  /** Empty: whatever the system prefers. */
  micId: string;
  speakerId: string;
  noiseSuppression: boolean;
  /** How loud is speech, in dB below full scale. */
  thresholdDb: number;
  pushToTalk: boolean;
  /** `KeyboardEvent.code` of the key to hold. */
  talkKey: string;
  sounds: boolean;
  shortcuts: boolean;
  /** 0 to 1 per person; absent means 1. */
  volumes: Readonly<Record<string, number>>;
}

export const defaults: Preferences = {
  theme: 'system',
  micId: '',
  speakerId: '',
  noiseSuppression: true,
  thresholdDb: DEFAULT_THRESHOLD_DB,
  pushToTalk: false,
  talkKey: 'Space',
  sounds: true,
  shortcuts: true,
  volumes: {},
};

export const usePreferences = create<Preferences>()(
  persist(() => defaults, { name: 'earshot.preferences', version: 1 }),
);

export function micOf({ micId, noiseSuppression, thresholdDb }: Preferences): MicChoice {
  return { deviceId: micId, noiseSuppression, thresholdDb };
}

/** Mute and deafen belong to the person, and a person is a tab: they survive a reload, and other tabs keep their own. */
export const useSwitches = create<OwnAudio>()(
  persist((): OwnAudio => ({ muted: false, deafened: false, mutedBeforeDeafen: false }), {
    name: 'earshot.switches',
    storage: createJSONStorage(() => sessionStorage),
  }),
);
