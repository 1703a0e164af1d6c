import type { PresenceState } from '../presence/PresenceClient';
import { voiceStateOf } from './voiceState';
import type { VoiceStore } from './voiceStore';

type Shown = Pick<
  VoiceStore,
  'link' | 'call' | 'ended' | 'known' | 'guildId' | 'currentChannelId' | 'voiceState'
>;

/** What the components show of the presence while this guild is shown. The call may be in another. */
export function shownPresence(state: PresenceState, guildId: string | null, selfId: string): Shown {
  const { link, call, ended } = state;
  const view = guildId === null ? undefined : state.views[guildId];
  const isHere = call !== null && call.phase !== 'leaving' && call.guildId === guildId;
  return {
    link,
    call,
    ended,
    known: view !== undefined,
    guildId,
    currentChannelId: isHere ? call.channelId : null,
    voiceState: voiceStateOf(view, selfId, call),
  };
}
