import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import { ChannelsList } from '../components/ChannelsList';
import { DETAILED_ROW_REM, ParticipantRow } from '../components/ParticipantRow';
import { VoiceChannelItem } from '../components/VoiceChannelItem';
import { fetchGuild, type Channel } from '../session/guild';
import { useVoiceActions } from '../voice/useVoice';
import { inOrderOfArrival, type Person } from '../voice/voiceState';
import type { PastPerson } from './api';
import { useMachine, useNow, usePast } from './machine';
import { useLog } from './useHistory';
import { useRowsInSight } from './useRowsInSight';
import { counted, hourInWords, lengthInWords } from './words';

const NOBODY: readonly PastPerson[] = [];

/** A moment near a checkpoint is found sooner. */
const LONG_MS = 1_500;

/** The channel list as it was, drawn by what draws it live. Only voice channels: nobody is in the others. */
export function PastChannels() {
  const { place, change } = useMachine();
  const channels = useChannels();
  const known = usePast(({ answer }) => answer !== null);
  const stale = usePast(({ current }) => !current);
  const failed = usePast(({ error }) => error !== null);
  return (
    <section
      aria-label="Who was where"
      data-testid="past-channels"
      aria-busy={stale}
      className="flex flex-col border-line max-lg:max-h-[60dvh] bg-[color-mix(in_srgb,var(--c-warn-wash)_40%,var(--c-surface))] lg:min-h-0 lg:w-80 lg:shrink-0 lg:border-r"
    >
      <h2 className="sr-only">Who was where</h2>
      {known ? (
        <ChannelsList
          channels={channels}
          openChannelId={place.channel}
          onOpen={({ id }) => change({ channel: place.channel === id ? undefined : id })}
          known={known}
          Voice={PastVoiceChannel}
        />
      ) : failed ? (
        <p className="p-5 text-soft">Who was where is not known.</p>
      ) : (
        <Looking />
      )}
    </section>
  );
}

/** The first question about a long log folds all that lies before the moment; later ones begin near it. */
function Looking() {
  const log = useLog().data;
  const now = useNow(500);
  const [began] = useState(now);
  const long = log && now - began > LONG_MS;
  return (
    <div className="space-y-2 p-4" aria-busy="true">
      <p className="sr-only">Looking who was where…</p>
      {[70, 50, 60].map((width) => (
        <div key={width} className="h-9 animate-breathe rounded-lg bg-hover" style={{ width: `${width}%` }} />
      ))}
      {long && (
        <p role="status" className="pt-2 text-sm text-soft">
          Folding the log for the first time: {counted(log.nextOffset - log.firstOffset, 'event', 'events')}{' '}
          at the most, for {lengthInWords(now - began)} so far. What is folded is kept, and other moments come
          at once.
        </p>
      )}
    </div>
  );
}

function PastVoiceChannel({
  channel,
  open,
  onOpen,
}: {
  channel: Channel;
  open: boolean;
  onOpen: () => void;
}) {
  const { place, change } = useMachine();
  const self = useVoiceActions().login.userId;
  // In the order in which they came, as the answer is.
  const rows = usePast(({ answer }) => answer?.channels[channel.id]) ?? NOBODY;
  const at = usePast(({ answer }) => (answer ? Date.parse(answer.at) : 0));
  const choose = useCallback(({ userId }: Person) => change({ user: userId }), [change]);
  const sight = useRowsInSight(rows.length, DETAILED_ROW_REM);
  const people = inOrderOfArrival(rows.slice(sight.from, sight.to), self);
  return (
    <VoiceChannelItem
      channel={channel}
      open={open}
      onOpen={onOpen}
      count={rows.length}
      list={sight.list}
      room={sight.room}
      people={people.map((person, index) => (
        <ParticipantRow
          key={person.userId}
          person={person}
          speaking={person.speaking}
          detail={`${lengthInWords(at - Date.parse(person.joinedAt))}, since ${hourInWords(Date.parse(person.joinedAt), place.zone)}`}
          onChoose={choose}
          nth={sight.from + index + 1}
          among={rows.length}
        />
      ))}
    />
  );
}

/** The voice channels of today, by name, and those that are no more but were then. */
function useChannels(): readonly Channel[] {
  const { guild } = useMachine();
  const voice = useVoiceActions();
  // Whoever is no member of the guild may see its history, and its channels only by their ids.
  const today = useQuery({
    queryKey: ['guild', guild],
    queryFn: () => fetchGuild(voice.token(), guild),
    retry: false,
  });
  const then = usePast(({ answer }) => answer?.channels);
  return useMemo(() => {
    const named = (today.data?.channels ?? [])
      .filter(({ kind }) => kind === 'VOICE')
      // How many seats it had then is not known.
      .map((channel) => ({ ...channel, capacity: null }));
    const gone = Object.keys(then ?? {})
      .filter((id) => !named.some((channel) => channel.id === id))
      .map((id): Channel => ({ id, name: id, kind: 'VOICE', capacity: null }));
    return [...named, ...gone];
  }, [today.data, then]);
}
