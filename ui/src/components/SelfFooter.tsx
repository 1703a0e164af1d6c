import { useVoice, useVoiceActions } from '../voice/useVoice';
import { Avatar } from './Avatar';
import { ConnectionBars } from './ConnectionBars';
import { ConnectionStatus } from './ConnectionStatus';
import { DeafIcon, GearIcon, HeadphonesIcon } from './icons';
import { MuteButton } from './MuteButton';

interface Props {
  avatarUrl: string | null;
  onSettings: () => void;
}

/** The person themselves: who they are here, their switches, and how they are connected. */
export function SelfFooter({ avatarUrl, onSettings }: Props) {
  const voice = useVoiceActions();
  const muted = useVoice((state) => state.selfMuted);
  const deafened = useVoice((state) => state.selfDeafened);
  const speaking = useVoice((state) => state.selfSpeaking);
  const hint = useVoice((state) => state.talkingWhileMuted);
  const { userId, username } = voice.login;
  return (
    <footer
      data-testid="self-footer"
      data-user-id={userId}
      data-muted={muted}
      data-deafened={deafened}
      data-speaking={speaking}
      className="relative border-t border-line bg-raised px-3 pt-2.5 pb-[max(0.625rem,env(safe-area-inset-bottom))]"
    >
      {hint && (
        <p
          role="status"
          data-testid="muted-hint"
          className="absolute right-3 bottom-full left-3 mb-2 animate-rise rounded-xl bg-warn-wash px-3 py-2 text-sm font-medium text-warn shadow-(--shadow)"
        >
          You are muted. Nobody hears you.
        </p>
      )}
      <div className="flex items-center gap-2">
        <Avatar userId={userId} name={username} url={avatarUrl} size="md" speaking={speaking} />
        <div className="min-w-0 flex-1 leading-tight">
          <bdi data-testid="self-name" className="block truncate font-semibold">
            {username}
          </bdi>
          <div className="flex items-center gap-1">
            <ConnectionStatus />
            <ConnectionBars />
          </div>
        </div>
        <div className="flex gap-0.5">
          <MuteButton />
          <button
            type="button"
            className="icon-btn"
            data-testid="deafen-toggle"
            aria-label="Deafen"
            aria-pressed={deafened}
            title={deafened ? 'Undeafen (D)' : 'Deafen (D)'}
            onClick={() => voice.toggleDeafen()}
          >
            {deafened ? <DeafIcon /> : <HeadphonesIcon />}
          </button>
          <button
            type="button"
            className="icon-btn"
            data-testid="settings"
            aria-label="Settings"
            title="Settings (,)"
            onClick={onSettings}
          >
            <GearIcon />
          </button>
        </div>
      </div>
    </footer>
  );
}
