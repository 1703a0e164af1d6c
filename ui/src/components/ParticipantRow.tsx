import { memo, type ReactNode } from 'react';
import { useSpeaking } from '../voice/useSpeaking';
import type { Person } from '../voice/voiceState';
import { Avatar } from './Avatar';
import { DeafIcon, MicOffIcon } from './icons';
import { dataOf, labelsOf, noteOf } from './personLabels';

interface Props {
  person: Person;
  speaking: boolean;
  /** What else is to be said of them, under the name. */
  detail?: string;
  onChoose?: (person: Person) => void;
}

/** Out of sight: the past may hold thousands. Rows with a detail alone are high enough for a ring not to be cut off. */
const unpainted = '[contain-intrinsic-size:auto_2.875rem] [content-visibility:auto]';

/** One person in a channel, as the list shows them: now, or at a moment of the past. */
export const ParticipantRow = memo(function ParticipantRow({ person, speaking, detail, onChoose }: Props) {
  const note = [noteOf(person), detail].filter((it) => it != null).join(' · ');
  return (
    <li
      data-testid="participant"
      {...dataOf(person)}
      data-speaking={speaking}
      className={`flex min-h-9 items-center gap-2.5 py-0.5 pr-3 pl-8 ${detail === undefined ? '' : unpainted}`}
    >
      <Avatar
        userId={person.userId}
        name={person.username}
        url={person.avatarUrl}
        size="sm"
        speaking={speaking}
        dimmed={person.connection === 'reconnecting'}
      />
      <Choice onChoose={onChoose && (() => onChoose(person))}>
        <bdi className={`block truncate text-sm ${speaking ? 'text-ink' : 'text-soft'}`}>
          {person.username}
        </bdi>
        {note !== '' && <span className="block truncate text-[0.7rem] text-soft italic">{note}</span>}
      </Choice>
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

function Choice({ onChoose, children }: { onChoose: (() => void) | undefined; children: ReactNode }) {
  const place = 'min-w-0 flex-1 leading-tight';
  if (!onChoose) return <span className={place}>{children}</span>;
  return (
    <button type="button" className={`${place} rounded-md py-1 text-left hover:underline`} onClick={onChoose}>
      {children}
    </button>
  );
}

export function LiveParticipantRow({ person }: { person: Person }) {
  return <ParticipantRow person={person} speaking={useSpeaking(person)} />;
}
