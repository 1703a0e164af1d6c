import type { Usage } from '../api';
import { count, minutes, percent, time } from '../model/format';
import { Badge } from '../parts/Badge';
import type { Column } from '../parts/DataTable';
import { UsageTable } from '../parts/UsageTable';
import { useChannelName, useInsights, useLink } from '../useInsights';
import { useLiveCounts } from '../useLive';

export function ChannelsPage() {
  const { zone } = useInsights().address;
  const link = useLink();
  const nameOf = useChannelName();
  const live = useLiveCounts();
  const columns: readonly Column<Usage>[] = [
    {
      name: 'Channel',
      by: ({ id }) => nameOf(id),
      of: ({ id }) => (
        <span className="flex items-center gap-2">
          <a href={link('channel', { channel: id })} className="font-medium hover:underline">
            {nameOf(id)}
          </a>
          {(live?.[id] ?? 0) > 0 && <Badge tone="good">{`${live?.[id] ?? 0} now`}</Badge>}
        </span>
      ),
    },
    { name: 'Time in voice', figures: true, by: (row) => row.minutes, of: (row) => minutes(row.minutes) },
    { name: 'People', figures: true, by: (row) => row.people, of: (row) => count(row.people) },
    { name: 'Calls', figures: true, wide: true, by: (row) => row.calls, of: (row) => count(row.calls) },
    {
      name: 'Most at once',
      figures: true,
      wide: true,
      by: (row) => row.peak ?? -1,
      of: (row) => count(row.peak),
    },
    {
      name: 'Share of talk',
      figures: true,
      wide: true,
      by: (row) => row.talkShare ?? -1,
      of: (row) => percent(row.talkShare),
    },
    {
      name: 'Last used',
      figures: true,
      wide: true,
      by: (row) => row.lastSeen ?? '',
      of: (row) => time(row.lastSeen, zone),
    },
  ];
  return (
    <>
      <h2 className="sr-only">Channels</h2>
      <UsageTable
        topic="channels"
        title="Channels"
        hint="Share of talk: of everything that was said in this time, how much was said there."
        columns={columns}
      />
    </>
  );
}
