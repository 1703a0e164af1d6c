import { memo } from 'react';
import { usePreferences } from '../settings/preferences';
import { useSpeaking } from '../voice/useSpeaking';
import type { Person } from '../voice/voiceState';
import { Avatar } from './Avatar';
import { DeafIcon, MicOffIcon } from './icons';
import { dataOf, labelsOf, noteOf } from './personLabels';

/** One person, large, with the loudness at which this browser plays them. */
export const PersonTile = memo(function PersonTile({
  person,
  adjustable,
}: {
  person: Person;
  adjustable: boolean;
}) {
  const speaking = useSpeaking(person);
  const note = noteOf(person);
  return (
    <li
      data-testid="tile"
      {...dataOf(person)}
      data-speaking={speaking}
      className={`relative flex animate-rise flex-col items-center rounded-2xl border bg-surface px-3 pt-6 pb-4 text-center transition-colors ${speaking ? 'border-speaking' : 'border-line'}`}
    >
      <Avatar
        userId={person.userId}
        name={person.username}
        url={person.avatarUrl}
        size="lg"
        speaking={speaking}
        dimmed={person.connection === 'reconnecting'}
      />
      <span className="absolute top-3 right-3 flex gap-1">
        {(person.muted || person.serverMuted) && (
          <MicOffIcon className={`size-5 ${person.serverMuted ? 'text-danger' : 'text-soft'}`} />
        )}
        {(person.deafened || person.serverDeafened) && (
          <DeafIcon className={`size-5 ${person.serverDeafened ? 'text-danger' : 'text-soft'}`} />
        )}
      </span>
      <p className="mt-3.5 flex max-w-full items-baseline gap-1.5 font-semibold">
        <bdi className="truncate">{person.username}</bdi>
        {person.isSelf && <span className="text-xs font-normal text-soft">you</span>}
      </p>
      <p className="min-h-5 text-xs text-soft" aria-hidden={note === null}>
        {note ?? (speaking ? 'Speaking' : '')}
      </p>
      <span className="sr-only">{labelsOf(person, speaking).join(', ')}</span>
      {adjustable && !person.isSelf && <Volume userId={person.userId} name={person.username} />}
    </li>
  );
});

function Volume({ userId, name }: { userId: string; name: string }) {
  const volume = usePreferences((state) => state.volumes[userId] ?? 1);
  const percent = Math.round(volume * 100);
  return (
    <label className="mt-2 flex w-full items-center gap-2 text-xs text-soft">
      <input
        type="range"
        min="0"
        max="100"
        step="5"
        value={percent}
        data-testid="volume"
        aria-label={`Volume of ${name}`}
        className="h-6 min-w-0 flex-1"
        onChange={(event) => {
          const chosen = Number(event.target.value) / 100;
          usePreferences.setState(({ volumes }) => ({ volumes: { ...volumes, [userId]: chosen } }));
        }}
      />
      <span className="w-9 text-right tabular-nums">{percent}%</span>
    </label>
  );
}
