import type { Channel } from '../session/guild';
import { usePhase, useVoice, useVoiceActions } from '../voice/useVoice';
import { LiveParticipantRow } from './ParticipantRow';
import { VoiceChannelItem } from './VoiceChannelItem';

interface Props {
  channel: Channel;
  open: boolean;
  onOpen: () => void;
}

/** A voice channel as it is now, with the way in or out. */
export function LiveVoiceChannel({ channel, open, onOpen }: Props) {
  const voice = useVoiceActions();
  const people = useVoice((state) => state.voiceState[channel.id]?.participants);
  const phase = usePhase(channel.id);
  const known = useVoice((state) => state.known);
  const mine = phase !== null && phase !== 'leaving';
  return (
    <VoiceChannelItem
      channel={channel}
      open={open}
      onOpen={onOpen}
      count={people?.length ?? 0}
      people={people?.map((person) => (
        <LiveParticipantRow key={person.userId} person={person} />
      ))}
      mine={mine}
      data={{ 'data-joined': phase === 'in', 'data-phase': phase ?? 'out' }}
      note={phase === 'joining' ? 'Joining…' : phase === 'rejoining' ? 'Getting your seat back…' : null}
      action={
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
      }
    />
  );
}
