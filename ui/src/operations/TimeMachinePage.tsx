import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { fetchGuilds } from '../session/guild';
import { go, hashOf, routeOf, useRoute } from '../session/route';
import { useShownGuild } from '../session/shownGuild';
import { useVoiceActions } from '../voice/useVoice';
import { placeOf, written, type Place } from './address';
import { MachineContext, type Machine } from './machine';
import { Past } from './Past';
import { browserFrames, Playhead } from './Playhead';
import { TimeMachine } from './TimeMachine';
import { useApi } from './useApi';
import { browserZone } from '../zone';

/** The moment is written into the address once it rests for so long. */
const REST_MS = 300;

/** Which guild at which moment, as the address bar says it; what it leaves open is the guild last shown, and now. */
export function TimeMachinePage() {
  const voice = useVoiceActions();
  const { query } = useRoute();
  const place = useMemo(() => placeOf(query, browserZone()), [query]);
  const shown = useShownGuild(({ guildId }) => guildId);
  const guilds = useQuery({ queryKey: ['guilds'], queryFn: () => fetchGuilds(voice.token()) });
  const guild = place.guild ?? (shown !== '' ? shown : guilds.data?.[0]?.id);
  if (guild === undefined)
    return (
      <p className="p-6 text-soft" data-testid="no-guild">
        {guilds.isPending
          ? 'Looking for your servers…'
          : 'You are a member of no server here. Add ?guild= and its id to the address to look into one.'}
      </p>
    );
  return <MachineOf key={guild} guild={guild} place={place} />;
}

function MachineOf({ guild, place }: { guild: string; place: Place }) {
  const api = useApi();
  const queries = useQueryClient();
  const [playhead] = useState(
    () => new Playhead(browserFrames, place.at ?? Date.now(), place.zoom, place.zone),
  );
  const past = useMemo(
    () => new Past(queries, api, guild, playhead, place.zone),
    [queries, api, guild, playhead, place.zone],
  );
  const change = useAddressOf(guild, place, playhead);
  useEffect(() => past.start(), [past]);
  useEffect(() => playhead.show(place.zoom, place.zone), [playhead, place.zoom, place.zone]);
  useEffect(() => () => playhead.stop(), [playhead]);
  const machine = useMemo<Machine>(
    () => ({ api, guild, place, playhead, past, change }),
    [api, guild, place, playhead, past, change],
  );
  return (
    <MachineContext value={machine}>
      <TimeMachine />
    </MachineContext>
  );
}

/** Keeps the address and the playhead together, whichever of the two moved. */
function useAddressOf(guild: string, place: Place, playhead: Playhead): Machine['change'] {
  /** What was written last: another moment in the address came from a link, or from going back. */
  const own = useRef(place.at);
  const change = useCallback<Machine['change']>(
    (words) => {
      const next = { guild, ...routeOf(location.hash).query, ...words };
      go(hashOf('operations', '', next), { replacing: true });
    },
    [guild],
  );
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = playhead.store.subscribe(({ at, playing }) => {
      clearTimeout(timer);
      if (playing) return;
      timer = setTimeout(() => {
        own.current = at;
        change({ at: written(at) });
      }, REST_MS);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [playhead, change]);
  useEffect(() => {
    if (place.at === null || place.at === own.current) return;
    own.current = place.at;
    playhead.seek(place.at);
  }, [place.at, playhead]);
  return change;
}
