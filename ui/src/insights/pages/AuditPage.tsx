import type { Audited } from '../api';
import { count, time } from '../model/format';
import { action, reason, spoken, toneOf } from '../model/words';
import { AuditFilter } from '../parts/AuditFilter';
import { Badge } from '../parts/Badge';
import { Card } from '../parts/Card';
import { DataTable, type Column } from '../parts/DataTable';
import { ExportButtons } from '../parts/ExportButtons';
import { MoreButton } from '../parts/MoreButton';
import { Answered } from '../parts/states';
import { useList, useListQuestion } from '../useAnswer';
import { useChannelName, useInsights, useLink } from '../useInsights';

/** Who did what, and what they were refused. */
export function AuditPage() {
  const { zone, filters } = useInsights().address;
  const { action: chosen, actor, target } = filters;
  const question = useListQuestion();
  const said = { action: chosen, actor, target };
  const asked = useList('audit', question, said);
  const nameOf = useChannelName();
  const link = useLink();
  const columns: readonly Column<Audited>[] = [
    {
      name: 'When',
      of: ({ at }) => (
        <>
          <span className="whitespace-nowrap max-sm:hidden">{time(at, zone, 'exact')}</span>
          <span className="sm:hidden">{time(at, zone)}</span>
        </>
      ),
    },
    { name: 'What', of: (row) => <Badge tone={toneOf(row.action)}>{action(row.action)}</Badge> },
    {
      name: 'Who',
      of: (row) => (
        <a
          href={link('person', { user: row.actor })}
          className="block max-w-24 truncate sm:max-w-44 font-medium hover:underline"
        >
          <bdi>{row.actor}</bdi>
        </a>
      ),
    },
    { name: 'Where', wide: true, of: ({ channelId }) => (channelId === null ? '' : nameOf(channelId)) },
    {
      name: 'Why, or what of',
      of: (row) => <span className="block max-w-80 min-w-32 wrap-anywhere">{detailOf(row)}</span>,
    },
    {
      name: 'From',
      wide: true,
      of: ({ address }) => <span className="font-mono text-xs">{address ?? ''}</span>,
    },
    { name: 'Times', wide: true, figures: true, of: ({ times }) => count(times) },
  ];
  return (
    <>
      <h2 className="sr-only">Audit log</h2>
      <AuditFilter />
      <Card
        title="Audit log"
        hint="Newest first: logins, tokens, moderation, refusals, who looked at data, and how people left."
        testId="audit"
        actions={<ExportButtons view="audit" question={{ ...question, ...said }} />}
      >
        <Answered
          of={asked}
          size="h-64"
          isEmpty={(items) => items.length === 0}
          nothing="Nothing in this time, or nothing that the filter lets through."
        >
          {(items) => (
            <DataTable
              caption="Audit log"
              rows={items}
              columns={columns}
              keyOf={(row) => JSON.stringify(row)}
              testId="audit-table"
            />
          )}
        </Answered>
        <MoreButton of={asked} />
      </Card>
    </>
  );
}

function detailOf({ action: name, code, detail }: Audited): string {
  const why = code === null ? '' : name === 'left' || name === 'expired' ? reason(code) : spoken(code);
  return [why, readable(detail ?? '')].filter((text) => text !== '').join(', ');
}

/** A path without its percent signs; it may have been cut in the middle of one. */
function readable(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
