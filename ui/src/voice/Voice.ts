/**
 * The call of this tab: brings together what the socket says (PresenceClient), what is heard (VoiceClient) and what the person
 * prefers, and keeps one store for the components. Presence leads: there is audio exactly while our session has a seat.
 */
import type { StoreApi } from 'zustand/vanilla';
import { wakeAudio } from '../media/audioContext';
import { AudiblePeople, isShownOpen } from '../media/audible';
import { audioOf, type MediaState } from '../media/mediaState';
import { VoiceClient, type MediaToken } from '../media/VoiceClient';
import type { Availability } from '../media/MediaStatus';
import type { Call, Ended, SavedSession } from '../presence/call';
import { systemClock } from '../presence/clock';
import { workerHeart } from '../presence/heartbeat';
import { openSocket } from '../presence/openSocket';
import { peopleIn } from '../presence/presence';
import { PresenceClient, type PresenceState } from '../presence/PresenceClient';
import { ask, request, type Asking } from '../session/http';
import { LoginTokens, type Login } from '../session/login';
import { micOf, usePreferences, useSwitches } from '../settings/preferences';
import { announcements, type Moment } from './announcements';
import { OwnControls } from './OwnControls';
import { OwnSpeech } from './OwnSpeech';
import { shownPresence } from './shownPresence';
import { sound } from './sound';
import { tellOfCall } from './tellOfCall';
import { ToastShelf } from './toasts';
import { endedToast, micToast, noticeToast } from './toastTexts';
import { newVoiceStore, type VoiceStore } from './voiceStore';

export class Voice {
  readonly store: StoreApi<VoiceStore>;
  private readonly presence: PresenceClient;
  private readonly media: VoiceClient;
  private readonly tokens: LoginTokens;
  private readonly audible: AudiblePeople;
  private readonly speech: OwnSpeech;
  private readonly controls: OwnControls;
  private readonly toasts: ToastShelf;
  /** By guild: the call may be in one that is not shown. */
  private readonly channelNames = new Map<string, Readonly<Record<string, string>>>();
  private present: PresenceState | null = null;
  private moment: Moment = { call: null, people: null };
  private readonly stopWatching: () => void;

  constructor(
    readonly login: Login,
    saved: SavedSession | null,
    private guildId: string | null = saved?.guildId ?? null,
  ) {
    const preferences = usePreferences.getState();
    this.tokens = new LoginTokens(login);
    this.media = new VoiceClient({
      clock: systemClock,
      random: Math.random,
      fetchToken: (body) =>
        this.tokens.use((token) => request<MediaToken>('/api/voice/token', { token, body })),
      fetchStatus: () => request<Availability>('/api/media/status', { token: this.tokens.current() }),
      mic: micOf(preferences),
      outputId: preferences.speakerId,
      volumeOf: (userId) => usePreferences.getState().volumes[userId] ?? 1,
      changed: (state) => this.mediaChanged(state),
      level: ({ speaking }) => this.speech.set({ talking: speaking }),
    });
    this.audible = new AudiblePeople(systemClock, login.userId, (audible) => this.media.setAudible(audible));
    this.store = newVoiceStore(useSwitches.getState(), this.media.state);
    this.toasts = new ToastShelf(systemClock, (toasts) => this.store.setState({ toasts }));
    this.speech = new OwnSpeech(systemClock, ({ speaking, talkingWhileMuted }) => {
      this.store.setState({ selfSpeaking: speaking, talkingWhileMuted });
      this.presence.setSpeaking(speaking);
    });
    this.presence = new PresenceClient({
      clock: systemClock,
      random: Math.random,
      tokens: this.tokens,
      openSocket,
      heart: workerHeart,
      userId: login.userId,
      saved,
      renewInMs: () => this.tokens.renewInMs(Date.now()),
      changed: (state) => this.presenceChanged(state),
      tell: (notice) => this.toasts.show(noticeToast(notice)),
    });
    const { store, media, presence, speech } = this;
    this.controls = new OwnControls({ store, media, presence, speech });
    const stops = [this.controls.follow(), tellOfCall(store, media, presence)];
    this.stopWatching = () => stops.forEach((stop) => stop());
  }

  start(): void {
    this.presence.start();
  }

  stop(): void {
    this.stopWatching();
    this.presence.stop();
    this.media.leave();
  }

  show(guildId: string, channelNames: Readonly<Record<string, string>>): void {
    this.guildId = guildId;
    this.channelNames.set(guildId, channelNames);
    this.presence.watch(guildId);
    if (this.present) this.presenceChanged(this.present);
  }

  join(channelId: string): void {
    if (this.guildId === null) return;
    // After a stop, joining is the person's word that this is the window they want.
    if (this.store.getState().link.at === 'stopped') this.presence.restart();
    void wakeAudio();
    this.media.prepare();
    this.presence.join({ guildId: this.guildId, channelId });
  }

  leave(): void {
    this.presence.leave();
  }

  dismissEnded(): void {
    this.presence.leave();
  }

  toggleMute(): void {
    this.controls.toggleMute();
  }

  toggleDeafen(): void {
    this.controls.toggleDeafen();
  }

  holdToTalk(held: boolean): void {
    this.controls.holdToTalk(held);
  }

  retryAudio(): void {
    void wakeAudio();
    this.media.retry();
  }

  async startAudio(): Promise<void> {
    await wakeAudio();
    await this.media.startAudio();
  }

  reconnect(): void {
    this.presence.restart();
  }

  checkNow(): void {
    this.presence.checkNow();
  }

  /** The current token, for requests that components make. */
  token(): string {
    return this.tokens.current();
  }

  /** Asks in the person's name, and once more if the token had run out meanwhile. */
  ask<T>(path: string, asking: Omit<Asking, 'token'> = {}): Promise<T> {
    return this.tokens.use((token) => request<T>(path, { ...asking, token }));
  }

  /** As `ask`, for an answer that is read while it comes in. */
  open(path: string, signal: AbortSignal): Promise<Response> {
    return this.tokens.use((token) => ask(path, '*/*', { token, signal }));
  }

  get savedSession(): SavedSession | null {
    return this.presence.savedSession;
  }

  remoteAudio(): { userId: string; track: MediaStreamTrack }[] {
    return this.media.remoteAudio();
  }

  dismissToast(id: number): void {
    this.toasts.dismiss(id);
  }

  private presenceChanged(state: PresenceState): void {
    this.present = state;
    const { call } = state;
    this.tellOfEnd(state.ended);
    this.store.setState(shownPresence(state, this.guildId, this.login.userId));
    if (call?.phase === 'in' && state.sessionId !== null)
      this.media.enter({ guildId: call.guildId, channelId: call.channelId, sessionId: state.sessionId });
    else if (!call || call.phase === 'leaving') this.media.leave();
    const { place } = this.media;
    this.audible.follow(place, state);
    this.media.setShownOpen(place !== null && isShownOpen(place, state, this.login.userId));
    const around = call && state.views[call.guildId];
    this.tellOfComings(call, around ? peopleIn(around.channels, call.channelId) : null);
    this.updateHeard();
  }

  private tellOfComings(call: Call | null, people: Moment['people']): void {
    const { moment } = this;
    this.moment = { call, people };
    const nameOf = ({ guildId, channelId }: Call) => this.channelNames.get(guildId)?.[channelId] ?? channelId;
    for (const told of announcements(moment, this.moment, this.login.userId, nameOf)) {
      this.store.setState({ announcement: told.text });
      sound(told.sound);
    }
  }

  private tellOfEnd(ended: Ended | null): void {
    if (ended && ended !== this.store.getState().ended) this.toasts.show(endedToast(ended));
  }

  private mediaChanged(state: MediaState): void {
    const before = this.store.getState().media;
    this.store.setState({ media: state });
    this.presence.setAudio(audioOf(state));
    if (state.mic.at === 'problem' && before.mic.at !== 'problem')
      this.toasts.show(micToast(state.mic.problem));
    if (state.mic.at !== 'on') this.speech.set({ talking: false });
    this.updateHeard();
  }

  private updateHeard(): void {
    const { call, media } = this.store.getState();
    this.speech.set({ inCall: call?.phase === 'in' && media.phase.at === 'on' });
  }
}
