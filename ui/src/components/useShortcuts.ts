import { useEffect } from 'react';
import type { Channel } from '../session/guild';
import { isTyping } from '../settings/keys';
import { usePreferences } from '../settings/preferences';
import { useVoiceActions } from '../voice/useVoice';

/** Single keys, only while no field or dialog has the focus; a person can switch them off (WCAG 2.1.4). */
export const shortcuts: readonly { keys: string; what: string }[] = [
  { keys: 'M', what: 'Mute or unmute' },
  { keys: 'D', what: 'Deafen or undeafen' },
  { keys: '1 – 9', what: 'Join that voice channel' },
  { keys: 'H', what: 'Hang up' },
  { keys: ',', what: 'Settings' },
  { keys: '?', what: 'This help' },
];

export function useShortcuts(
  channels: readonly Channel[],
  open: (channelId: string) => void,
  show: (dialog: 'settings' | 'shortcuts') => void,
): void {
  const voice = useVoiceActions();
  useEffect(() => {
    const join = (index: number) => {
      const channel = channels.filter((it) => it.kind === 'VOICE')[index];
      if (!channel) return;
      voice.join(channel.id);
      open(channel.id);
    };
    const actions: Readonly<Record<string, () => void>> = {
      m: () => voice.toggleMute(),
      d: () => voice.toggleDeafen(),
      h: () => voice.leave(),
      ',': () => show('settings'),
      '?': () => show('shortcuts'),
    };
    const pressed = (event: KeyboardEvent) => {
      const { shortcuts: enabled, pushToTalk, talkKey } = usePreferences.getState();
      if (isTyping(event.target)) return;
      // Before the modifiers: one of them may be the key to hold.
      if (pushToTalk && event.code === talkKey) {
        event.preventDefault();
        if (!event.repeat) voice.holdToTalk(true);
        return;
      }
      if (!enabled || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
      if (/^[1-9]$/.test(event.key)) join(Number(event.key) - 1);
      else actions[event.key.toLowerCase()]?.();
    };
    const released = (event: KeyboardEvent) => {
      const { pushToTalk, talkKey } = usePreferences.getState();
      if (event.code !== talkKey) return;
      // A space bar that comes up would click the focused button in Firefox.
      if (pushToTalk && !isTyping(event.target)) event.preventDefault();
      voice.holdToTalk(false);
    };
    // A key released over another window is never seen here.
    const blurred = () => voice.holdToTalk(false);
    window.addEventListener('keydown', pressed);
    window.addEventListener('keyup', released);
    window.addEventListener('blur', blurred);
    return () => {
      window.removeEventListener('keydown', pressed);
      window.removeEventListener('keyup', released);
      window.removeEventListener('blur', blurred);
    };
  }, [voice, channels, open, show]);
}
