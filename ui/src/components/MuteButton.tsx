import { useVoice, useVoiceActions } from '../voice/useVoice';
import { MicIcon, MicOffIcon } from './icons';

/** One's own microphone, wherever it can be switched by an icon alone. */
export function MuteButton() {
  const voice = useVoiceActions();
  const muted = useVoice((state) => state.selfMuted);
  return (
    <button
      type="button"
      className="icon-btn"
      data-testid="mic-toggle"
      aria-label="Mute"
      aria-pressed={muted}
      title={muted ? 'Unmute (M)' : 'Mute (M)'}
      onClick={() => voice.toggleMute()}
    >
      {muted ? <MicOffIcon /> : <MicIcon />}
    </button>
  );
}
