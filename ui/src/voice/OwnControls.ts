/** The person's own controls: mute, deafen, push-to-talk, devices and volumes, brought to whatever acts on them. */
import type { StoreApi } from 'zustand/vanilla';
import type { VoiceClient } from '../media/VoiceClient';
import type { PresenceClient } from '../presence/PresenceClient';
import { micOf, usePreferences, useSwitches, type Preferences } from '../settings/preferences';
import { toggleDeafen, toggleMute, type OwnAudio } from './ownAudio';
import type { OwnSpeech } from './OwnSpeech';
import { sound } from './sound';
import type { VoiceStore } from './voiceStore';

export interface ControlledParts {
  store: StoreApi<VoiceStore>;
  media: Pick<
    VoiceClient,
    'setMuted' | 'setDeafened' | 'setGate' | 'chooseMic' | 'chooseOutput' | 'volumesChanged'
  >;
  presence: Pick<PresenceClient, 'setOwn'>;
  speech: OwnSpeech;
}

export class OwnControls {
  constructor(private readonly parts: ControlledParts) {}

  /** The switches as they are now, and both they and the preferences whenever they change. The answer ends it. */
  follow(): () => void {
    this.followSwitches(useSwitches.getState());
    const stops = [
      useSwitches.subscribe((now) => this.followSwitches(now)),
      usePreferences.subscribe((now) => this.followPreferences(now)),
    ];
    return () => stops.forEach((stop) => stop());
  }

  toggleMute(): void {
    useSwitches.setState((own) => toggleMute(own));
    this.soundInCall(useSwitches.getState().muted);
  }

  toggleDeafen(): void {
    useSwitches.setState((own) => toggleDeafen(own));
    this.soundInCall(useSwitches.getState().deafened);
  }

  /** Push-to-talk: the key is down, or up. */
  holdToTalk(held: boolean): void {
    const gateOpen = held || !usePreferences.getState().pushToTalk;
    this.parts.media.setGate(gateOpen);
    this.parts.speech.set({ gateOpen });
  }

  private followSwitches({ muted, deafened }: OwnAudio): void {
    const { store, media, presence, speech } = this.parts;
    store.setState({ selfMuted: muted, selfDeafened: deafened });
    speech.set({ muted });
    presence.setOwn({ muted, deafened });
    media.setMuted(muted);
    media.setDeafened(deafened);
    this.holdToTalk(false);
  }

  private followPreferences(now: Preferences): void {
    const { media } = this.parts;
    media.chooseMic(micOf(now));
    media.chooseOutput(now.speakerId);
    media.volumesChanged();
    this.holdToTalk(false);
  }

  private soundInCall(off: boolean): void {
    if (this.parts.store.getState().call) sound(off ? 'mute' : 'unmute');
  }
}
