import { memo } from 'react';
import { useSpeaking } from '../voice/useSpeaking';
import type { Person } from '../voice/voiceState';
import { Avatar } from './Avatar';
import { DeafIcon, MicOffIcon } from './icons';
import { dataOf, labelsOf, noteOf } from './personLabels';

/** One person in a channel, as the list shows them. */
export const ParticipantRow = memo(function ParticipantRow({ person }: { person: Person }) {
  const speaking = useSpeaking(person);
  const note = noteOf(person);
  return (
    <li
      data-testid="participant"
      {...dataOf(person)}
      data-speaking={speaking}
      className="flex min-h-9 items-center gap-2.5 py-0.5 pr-3 pl-8"
    >
      <Avatar
        userId={person.userId}
        name={person.username}
        url={person.avatarUrl}
        size="sm"
        speaking={speaking}
        dimmed={person.connection === 'reconnecting'}
      />
      <span className="min-w-0 flex-1 leading-tight">
        <bdi className={`block truncate text-sm ${speaking ? 'text-ink' : 'text-soft'}`}>
          {person.username}
        </bdi>
        {note !== null && <span className="block truncate text-[0.7rem] text-soft italic">{note}</span>}
      </span>
      <span className="sr-only">{labelsOf(person).join(', ')}</span>
      {(person.muted || person.serverMuted) && (
        <MicOffIcon className={`size-4 ${person.serverMuted ? 'text-danger' : 'text-soft'}`} />
      )}
      {(person.deafened || person.serverDeafened) && (
        <DeafIcon className={`size-4 ${person.serverDeafened ? 'text-danger' : 'text-soft'}`} />
      )}
    </li>
  );
});
