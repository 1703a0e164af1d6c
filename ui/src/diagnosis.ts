import type { Voice } from './voice/Voice';
import type { VoiceStore } from './voice/voiceStore';

/**
 * What a test or a person with the developer tools may look at; nothing here changes anything.
 * `remoteAudio` gives the decoded tracks as they are heard: silent while deafened or turned down to 0.
 */
export interface Diagnosis {
  state(): VoiceStore;
  remoteAudio(): readonly { userId: string; track: MediaStreamTrack }[];
}

declare global {
  interface Window {
    __earshot?: Diagnosis;
  }
}

export function exposeDiagnosis(voice: Voice): void {
  window.__earshot = Object.freeze({
    state: () => structuredClone(voice.store.getState()),
    remoteAudio: () => voice.remoteAudio(),
  });
}
