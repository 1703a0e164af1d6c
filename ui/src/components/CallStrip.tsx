import { useQuery } from '@tanstack/react-query';
import { fetchGuild } from '../session/guild';
import { useVoice, useVoiceActions } from '../voice/useVoice';
import { ConnectionStatus } from './ConnectionStatus';
import { HangUpIcon, MicIcon, MicOffIcon } from './icons';
import { MuteButton } from './MuteButton';

/** The call that goes on while one looks at another page; nothing if there is none. */
export function CallStrip() {
  const voice = useVoiceActions();
  const call = useVoice((state) => (state.call && state.call.phase !== 'leaving' ? state.call : null));
  const muted = useVoice((state) => state.selfMuted);
  const speaking = useVoice((state) => state.selfSpeaking);
  const guild = useQuery({
    queryKey: ['guild', call?.guildId],
    queryFn: () => fetchGuild(voice.token(), call?.guildId ?? ''),
    enabled: call !== null,
  });
  if (!call) return null;
  const name = guild.data?.channels.find(({ id }) => id === call.channelId)?.name ?? call.channelId;
  return (
    <section
      aria-label="Your call"
      data-testid="call-strip"
      data-channel-id={call.channelId}
      className="flex items-center gap-2 border-t border-line bg-raised px-3 pt-1.5 pb-[max(0.375rem,env(safe-area-inset-bottom))]"
    >
      <span
        aria-hidden="true"
        className={`grid size-7 place-items-center rounded-full bg-accent-wash text-accent ${speaking ? 'speaking' : ''}`}
      >
        {muted ? <MicOffIcon className="size-4" /> : <MicIcon className="size-4" />}
      </span>
      <a href="#/" className="min-w-0 flex-1 leading-tight">
        <span className="block truncate text-sm font-semibold">{name}</span>
        <ConnectionStatus />
      </a>
      <MuteButton />
      <button
        type="button"
        className="icon-btn text-danger hover:text-danger"
        data-testid="hang-up"
        aria-label="Leave call"
        title="Leave (H)"
        onClick={() => voice.leave()}
      >
        <HangUpIcon />
      </button>
    </section>
  );
}
