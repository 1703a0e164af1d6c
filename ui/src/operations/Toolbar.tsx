import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { BackIcon, NextIcon } from '../components/icons';
import { fetchGuilds } from '../session/guild';
import { go, hashOf } from '../session/route';
import { useVoiceActions } from '../voice/useVoice';
import { written } from './address';
import { Choices } from './Choices';
import { CopyLink } from './CopyLink';
import { useMachine, useNow, useShown } from './machine';
import { useDay } from './useHistory';
import { VerifyButton } from './VerifyButton';
import { addDays, browserZone, dayOf } from '../zone';
import { daySpan, instantOf, timeOf, timeTyped } from './zone';

/** Which guild, which day, which time, in which zone. */
export function Toolbar() {
  const { place, change } = useMachine();
  const local = browserZone();
  return (
    <div className="flex flex-wrap items-center gap-2 border-b border-line bg-surface px-3 py-2 sm:gap-x-4 sm:px-4">
      <GuildChoice />
      <div className="order-last flex items-center gap-2 sm:order-none sm:gap-4">
        <DayChoice />
        <TimeChoice />
      </div>
      {local !== 'UTC' && (
        <Choices
          label="Time zone"
          options={[
            { value: local, name: 'Local' },
            { value: 'UTC', name: 'UTC' },
          ]}
          chosen={place.zone}
          onChoose={(zone) => change({ tz: zone === local ? undefined : zone })}
        />
      )}
      <div className="ml-auto flex gap-2">
        <CopyLink />
        <VerifyButton />
      </div>
    </div>
  );
}

function GuildChoice() {
  const { guild, playhead } = useMachine();
  const voice = useVoiceActions();
  const guilds = useQuery({ queryKey: ['guilds'], queryFn: () => fetchGuilds(voice.token()) });
  const [typing, setTyping] = useState(false);
  const known = guilds.data ?? [];
  const show = (id: string) => {
    const { at } = playhead.store.getState();
    go(hashOf('operations', '', { guild: id, at: written(at) }));
  };
  if (typing)
    return (
      <form
        className="flex gap-1"
        onSubmit={(event) => {
          event.preventDefault();
          const id = new FormData(event.currentTarget).get('guild');
          if (typeof id === 'string' && id.trim() !== '') show(id.trim());
          setTyping(false);
        }}
      >
        <input
          name="guild"
          aria-label="Id of the server"
          placeholder="Id of the server"
          pattern="[A-Za-z0-9_\-]{1,64}"
          title="Letters, digits, _ and -, at most 64"
          // The person has just asked for this field.
          // eslint-disable-next-line jsx-a11y/no-autofocus
          autoFocus
          className="field min-h-9 w-40"
        />
        <button type="submit" className="btn btn-quiet min-h-9 px-3">
          Show
        </button>
      </form>
    );
  return (
    <select
      aria-label="Server"
      data-testid="history-guild"
      className="field min-h-9 w-auto max-w-52 min-w-0 flex-1 font-semibold sm:flex-none"
      value={guild}
      onChange={({ target }) => (target.value === '' ? setTyping(true) : show(target.value))}
    >
      {known.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
      {!known.some(({ id }) => id === guild) && <option value={guild}>{guild}</option>}
      <option value="">Another, by its id…</option>
    </select>
  );
}

function DayChoice() {
  const { playhead, place } = useMachine();
  const { day } = useDay();
  const today = dayOf(useNow(60_000), place.zone);
  /** The same time of that day. */
  const show = (other: string) => {
    const { at } = playhead.store.getState();
    playhead.seek(instantOf(other, timeOf(at, place.zone), place.zone));
  };
  return (
    <div role="group" aria-label="Day" className="flex items-center">
      <button
        type="button"
        className="icon-btn"
        aria-label="The day before"
        title="The day before"
        onClick={() => show(addDays(day, -1))}
      >
        <BackIcon />
      </button>
      <input
        type="date"
        aria-label="Day"
        data-testid="history-day"
        className="field min-h-9 w-36 px-2 tabular-nums"
        value={day}
        max={today}
        onChange={({ target }) => target.value !== '' && show(target.value)}
      />
      <button
        type="button"
        className="icon-btn disabled:opacity-40"
        aria-label="The day after"
        title="The day after"
        disabled={day >= today}
        onClick={() => show(addDays(day, 1))}
      >
        <NextIcon />
      </button>
    </div>
  );
}

/** Typed, and gone to when it is left or Enter is pressed. */
function TimeChoice() {
  const { playhead, place } = useMachine();
  const { day } = useDay();
  const shown = useShown(({ at }) => timeOf(at, place.zone));
  const [typed, setTyped] = useState<string | null>(null);
  const show = () => {
    const time = typed === null ? null : timeTyped(typed);
    if (time !== null) {
      const { from, to } = daySpan(day, place.zone);
      playhead.seek(Math.max(from, Math.min(instantOf(day, time, place.zone), to - 1)));
    }
    setTyped(null);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        show();
      }}
    >
      <input
        aria-label="Time of day, as 14:05:07"
        data-testid="history-time"
        autoComplete="off"
        placeholder="14:05:07"
        className="field min-h-9 w-24 px-2 text-center tabular-nums"
        value={typed ?? shown}
        onFocus={({ target }) => target.select()}
        onChange={({ target }) => setTyped(target.value)}
        onBlur={show}
      />
    </form>
  );
}
