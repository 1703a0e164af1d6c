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
  /** Where they stand, counted from 1, and among how many, in a list of which not all rows are drawn. */
  nth?: number;
  among?: number;
}

/** How high a row with a detail is, in rem. */
export const DETAILED_ROW_REM = 2.875;

/** One person in a channel, as the list shows them: now, or at a moment of the past. */
export const ParticipantRow = memo(function ParticipantRow(props: Props) {
  const { person, speaking, detail, onChoose, nth, among } = props;
  const note = [noteOf(person), detail].filter((it) => it != null).join(' · ');
  return (
    <li
      data-testid="participant"
      {...dataOf(person)}
      data-speaking={speaking}
      aria-posinset={nth}
      aria-setsize={among}
      style={detail === undefined ? undefined : { height: `${DETAILED_ROW_REM}rem` }}
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
      <Choice onChoose={onChoose && (() => onChoose(person))}>
        <bdi className={`block truncate text-sm ${speaking ? 'text-ink' : 'text-soft'}`}>
          {person.username}
        </bdi>
        {note !== '' && <span className="block truncate text-[0.7rem] text-soft italic">{note}</span>}
      </Choice>
      <span className="sr-only">{labelsOf(person, speaking).join(', ')}</span>
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
