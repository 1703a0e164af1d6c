import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { fetchGuild, fetchGuilds, type GuildName } from '../session/guild';
import { useRoute } from '../session/route';
import { useShownGuild } from '../session/shownGuild';
import { useVoiceActions } from '../voice/useVoice';
import { addressOf } from './model/address';
import { windowOf } from './model/range';
import { browserZone } from '../zone';
import { pages } from './pages/pages';
import { Nothing, Skeleton } from './parts/states';
import { TopBar } from './parts/TopBar';
import { InsightsContext } from './useInsights';
import { useMinute } from './useMinute';

const none: readonly GuildName[] = [];

/**
 * How voice is used, for analysts. Everything that is chosen stands in the address; what is shown moves by itself, by the
 * socket's people and by asking again.
 */
export function InsightsPage() {
  const voice = useVoiceActions();
  const { part, query } = useRoute();
  const now = useMinute();
  const address = useMemo(() => addressOf(part, query, browserZone()), [part, query]);
  const guilds = useQuery({ queryKey: ['guilds'], queryFn: () => fetchGuilds(voice.token()) });
  const shownBefore = useShownGuild(({ guildId }) => guildId);
  const known = guilds.data ?? none;
  const guildId = address.guild ?? (known.find(({ id }) => id === shownBefore) ?? known[0])?.id ?? null;
  // Of a guild that one is no member of there are figures, but nothing to watch.
  const isMember = known.some(({ id }) => id === guildId);
  const guild = useQuery({
    queryKey: ['guild', guildId],
    queryFn: () => fetchGuild(voice.token(), guildId ?? ''),
    enabled: isMember,
  });
  const channels = guild.data?.channels;
  const channelNames = useMemo(
    () => Object.fromEntries((channels ?? []).map(({ id, name }) => [id, name])),
    [channels],
  );

  useEffect(() => {
    if (guildId === null || !isMember) return;
    useShownGuild.setState({ guildId });
    voice.show(guildId, channelNames);
  }, [voice, guildId, isMember, channelNames]);

  const window = useMemo(() => windowOf(address.range, address.zone, now), [address, now]);
  const insights = useMemo(
    () => (guildId === null ? null : { address, guildId, window, channelNames }),
    [address, guildId, window, channelNames],
  );
  if (!insights)
    return (
      <div className="p-6">
        {guilds.isPending ? (
          <Skeleton size="h-40" />
        ) : (
          <Nothing size="h-40">You are in no server yet, so there is nothing to look at.</Nothing>
        )}
      </div>
    );
  const { part: shown, filters } = address;
  const Page = pages[shown];
  // Nothing of one person stands there while another is asked for.
  const about = { person: filters.user, channel: filters.channel }[shown as string] ?? '';
  return (
    <InsightsContext value={insights}>
      <TopBar now={now} guilds={known} />
      <div role="region" aria-label="Figures" tabIndex={0} className="min-h-0 flex-1 overflow-y-auto">
        <div className="mx-auto max-w-[88rem] space-y-4 p-3 pb-10 sm:p-5" data-testid={`insights-${shown}`}>
          <Page key={`${guildId ?? ''} ${shown} ${about}`} />
        </div>
      </div>
    </InsightsContext>
  );
}
