import { Avatar } from '../../components/Avatar';
import { WaveIcon } from '../../components/icons';
import { CallList } from '../parts/CallList';
import { Card } from '../parts/Card';
import { ChannelTiles } from '../parts/ChannelTiles';
import { MinutesCard } from '../parts/MinutesCard';
import { PresenceCard } from '../parts/PresenceCard';
import { ReasonsCard } from '../parts/ReasonsCard';
import { Nothing } from '../parts/states';
import { TitleRow } from '../parts/TitleRow';
import { useChannelName, useInsights, useLink } from '../useInsights';
import { useLivePeople } from '../useLive';

/** One channel: how full it was, and every call that began in it. */
export function ChannelPage() {
  const { channel } = useInsights().address.filters;
  const nameOf = useChannelName();
  const link = useLink();
  if (channel === undefined || channel === '')
    return <Nothing size="h-40">The address names no channel. Choose one from the list of channels.</Nothing>;
  const filters = { channel };
  return (
    <>
      <TitleRow back={link('channels')} backName="All channels">
        <WaveIcon className="size-6 text-accent" />
        <span className="truncate">{nameOf(channel)}</span>
      </TitleRow>
      <ChannelTiles channelId={channel} />
      <div className="grid gap-4 lg:grid-cols-3">
        <PresenceCard channelId={channel} className="lg:col-span-2" />
        <ThereNow channelId={channel} />
        <MinutesCard filters={filters} className="lg:col-span-2" />
        <ReasonsCard filters={filters} />
      </div>
      <CallList title="Calls that began here" filters={filters} />
    </>
  );
}

function ThereNow({ channelId }: { channelId: string }) {
  const people = useLivePeople(channelId);
  const link = useLink();
  return (
    <Card title="There now" hint="As the channel list shows it" testId="there-now">
      {people.length === 0 ? (
        <Nothing size="h-40">Nobody is here at the moment.</Nothing>
      ) : (
        <ul className="space-y-2">
          {people.map(({ userId, username, avatarUrl, speaking }) => (
            <li key={userId} className="flex items-center gap-2.5">
              <Avatar userId={userId} name={username} url={avatarUrl} size="sm" speaking={speaking} />
              <a
                href={link('person', { user: userId })}
                className="min-h-6 truncate font-medium hover:underline"
              >
                <bdi>{username}</bdi>
              </a>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
