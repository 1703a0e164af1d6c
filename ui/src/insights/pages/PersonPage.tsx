import { Avatar } from '../../components/Avatar';
import { HistoryIcon } from '../../components/icons';
import { hashOf } from '../../session/route';
import { useVoiceActions } from '../../voice/useVoice';
import { CallList } from '../parts/CallList';
import { MinutesCard } from '../parts/MinutesCard';
import { PersonChannels } from '../parts/PersonChannels';
import { PersonTiles } from '../parts/PersonTiles';
import { QualityCard } from '../parts/QualityCard';
import { ReasonsCard } from '../parts/ReasonsCard';
import { Nothing } from '../parts/states';
import { TitleRow } from '../parts/TitleRow';
import { useAnswer, useListQuestion } from '../useAnswer';
import { useInsights, useLink } from '../useInsights';

/** One person: when they were there, with which connection, and how each call ended. */
export function PersonPage() {
  const { user } = useInsights().address.filters;
  const link = useLink();
  if (user === undefined || user === '')
    return <Nothing size="h-40">The address names nobody. Choose somebody from the list of people.</Nothing>;
  const filters = { user };
  return (
    <>
      <TitleRow back={link('people')} backName="All people" actions={<TraceLink userId={user} />}>
        <PersonName userId={user} />
      </TitleRow>
      <PersonTiles userId={user} />
      <div className="grid gap-4 lg:grid-cols-3">
        <MinutesCard filters={filters} className="lg:col-span-2" />
        <PersonChannels userId={user} />
        <QualityCard title="Their connection by hour" filters={filters} className="lg:col-span-2" />
        <ReasonsCard filters={filters} />
      </div>
      <CallList title="Calls" filters={filters} />
    </>
  );
}

/** As they were called in their latest call of this time. */
function PersonName({ userId }: { userId: string }) {
  const { data } = useAnswer('sessions', useListQuestion({ user: userId }), { limit: 1 });
  const name = data?.items[0]?.username ?? userId;
  return (
    <>
      <Avatar userId={userId} name={name} url={null} size="md" />
      <bdi className="truncate">{name}</bdi>
    </>
  );
}

/** What analysts see as figures, operators see event by event. */
function TraceLink({ userId }: { userId: string }) {
  const { roles } = useVoiceActions().login;
  const { guildId } = useInsights();
  if (!roles.includes('operator')) return null;
  return (
    <a href={hashOf('operations', '', { guild: guildId, user: userId })} className="btn btn-quiet min-h-9">
      <HistoryIcon className="size-4" /> Every event of theirs
    </a>
  );
}
