import { Avatar } from '../../components/Avatar';
import type { Usage } from '../api';
import { count, duration, minutes, percent, time } from '../model/format';
import type { Column } from '../parts/DataTable';
import { UsageTable } from '../parts/UsageTable';
import { useInsights, useLink } from '../useInsights';

export function PeoplePage() {
  const { zone } = useInsights().address;
  const link = useLink();
  const columns: readonly Column<Usage>[] = [
    {
      name: 'Person',
      by: ({ label }) => label,
      of: ({ id, label }) => (
        <a
          href={link('person', { user: id })}
          className="flex items-center gap-2 font-medium hover:underline"
        >
          <Avatar userId={id} name={label} url={null} size="sm" />
          <bdi className="max-w-48 truncate">{label}</bdi>
        </a>
      ),
    },
    { name: 'Time in voice', figures: true, by: (row) => row.minutes, of: (row) => minutes(row.minutes) },
    { name: 'Calls', figures: true, by: (row) => row.calls, of: (row) => count(row.calls) },
    {
      name: 'Spoke',
      figures: true,
      wide: true,
      by: (row) => row.secondsSpoken,
      of: (row) => duration(row.secondsSpoken),
    },
    {
      name: 'Share of talk',
      figures: true,
      wide: true,
      by: (row) => row.talkShare ?? -1,
      of: (row) => percent(row.talkShare),
    },
    {
      name: 'Last seen',
      figures: true,
      wide: true,
      by: (row) => row.lastSeen ?? '',
      of: (row) => time(row.lastSeen, zone),
    },
  ];
  return (
    <>
      <h2 className="sr-only">People</h2>
      <UsageTable topic="people" title="People" hint="Who was in voice in this time." columns={columns} />
    </>
  );
}
