import type { Channel } from '../session/guild';
import { usePhase, useVoice, useVoiceActions } from '../voice/useVoice';
import { WaveIcon } from './icons';
import { ParticipantRow } from './ParticipantRow';

interface Props {
  channel: Channel;
  open: boolean;
  onOpen: () => void;
}

/** One voice channel: its name, who is in it, and the way in or out. */
export function VoiceChannelItem({ channel, open, onOpen }: Props) {
  const voice = useVoiceActions();
  const people = useVoice((state) => state.voiceState[channel.id]?.participants);
  const phase = usePhase(channel.id);
  const known = useVoice((state) => state.known);
  const mine = phase !== null && phase !== 'leaving';
  const count = people?.length ?? 0;
  return (
    <li
      data-testid="voice-channel"
      data-channel-id={channel.id}
      data-joined={phase === 'in'}
      data-phase={phase ?? 'out'}
      className={`group rounded-xl ${mine ? 'bg-accent-wash/60' : ''}`}
    >
      <div className="flex min-h-10 items-center gap-1 rounded-xl pr-1 hover:bg-hover">
        <button
          type="button"
          aria-current={open ? 'page' : undefined}
          className={`flex min-h-10 min-w-0 flex-1 items-center gap-2 rounded-lg px-2 text-left hover:text-ink aria-[current]:text-ink ${mine ? 'font-semibold text-ink' : 'text-soft'}`}
          onClick={onOpen}
        >
          <WaveIcon className={`size-4 ${mine ? 'text-accent' : ''}`} />
          <span className="truncate">{channel.name}</span>
          {count > 0 && (
            <span className="ml-auto pl-1 text-xs font-normal text-soft tabular-nums">
              {count}
              {channel.capacity ? `/${channel.capacity}` : ''}
              <span className="sr-only">{count === 1 ? ' person' : ' people'}</span>
            </span>
          )}
        </button>
        <button
          type="button"
          data-testid={mine ? 'leave' : 'join'}
          aria-label={mine ? `Leave ${channel.name}` : `Join ${channel.name}`}
          disabled={!known && !mine}
          className={`min-h-8 rounded-lg px-2.5 text-xs font-semibold transition-colors disabled:opacity-50 ${mine ? 'text-danger hover:bg-danger-wash' : 'text-accent hover:bg-accent-wash'}`}
          onClick={() => {
            if (mine) return voice.leave();
            voice.join(channel.id);
            onOpen();
          }}
        >
          {mine ? 'Leave' : 'Join'}
        </button>
      </div>
      {phase === 'joining' && <Note>Joining…</Note>}
      {phase === 'rejoining' && <Note>Getting your seat back…</Note>}
      {count > 0 && (
        <ul aria-label={`In ${channel.name}`} className="pb-1.5">
          {people?.map((person) => (
            <ParticipantRow key={person.userId} person={person} />
          ))}
        </ul>
      )}
    </li>
  );
}

function Note({ children }: { children: string }) {
  return <p className="animate-breathe px-8 pb-1.5 text-xs text-soft">{children}</p>;
}
