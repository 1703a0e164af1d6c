import { useState } from 'react';
import type { Quality } from '../api';
import { count, duration, kilobits, milliseconds, percent, score } from '../model/format';
import { opinion, precision, toneOfOpinion } from '../model/words';
import { useAnswer, useQuestion } from '../useAnswer';
import { useChannelName, useLink } from '../useInsights';
import { Badge } from './Badge';
import { Card } from './Card';
import { Choice } from './Choice';
import { DataTable, type Column } from './DataTable';
import { Answered } from './states';

const percentiles = [
  { value: 'p50', name: 'p50' },
  { value: 'p95', name: 'p95' },
  { value: 'p99', name: 'p99' },
] as const;
type Percentile = (typeof percentiles)[number]['value'];

/** Browsers measure about so often. */
const SAMPLE_S = 10;
const MOST_PEOPLE = 50;

/** Quality of each channel, or of the people who had it worst, at the percentile one chooses. */
export function QualityTable({ by }: { by: 'channel' | 'user' }) {
  const [percentile, setPercentile] = useState<Percentile>('p95');
  const asked = useAnswer('quality', useQuestion(), { by, limit: MOST_PEOPLE });
  const nameOf = useChannelName();
  const link = useLink();
  const first: Column<Quality> =
    by === 'channel'
      ? {
          name: 'Channel',
          by: ({ key }) => nameOf(key),
          of: ({ key }) => <Name href={link('channel', { channel: key })} name={nameOf(key)} />,
        }
      : {
          name: 'Person',
          by: ({ label }) => label,
          of: ({ key, label }) => <Name href={link('person', { user: key })} name={label} />,
        };
  const title = by === 'channel' ? 'Quality by channel' : 'Quality by person';
  return (
    <Card
      title={title}
      hint={`${by === 'user' ? `The ${MOST_PEOPLE} who had a poor connection for longest (MOS below 3.6). ` : ''}${percentile}: ${share[percentile]} of samples were at or below the figure.${precision(asked.data)}`}
      testId={`quality-by-${by}`}
      actions={
        <Choice label="Percentile" value={percentile} options={percentiles} onChoose={setPercentile} />
      }
    >
      <Answered
        of={asked}
        size="h-40"
        isEmpty={({ items }) => items.length === 0}
        nothing="No samples in this time."
      >
        {({ items }) => (
          <DataTable
            caption={title}
            rows={items}
            columns={[first, ...figures(percentile)]}
            keyOf={({ key }) => key}
            largest="Poor for"
          />
        )}
      </Answered>
    </Card>
  );
}

const share = { p50: 'half', p95: '95 %', p99: '99 %' } as const;

const figures = (at: Percentile): Column<Quality>[] => [
  {
    name: 'MOS estimate',
    by: ({ mos }) => mos.p50 ?? 0,
    of: ({ mos }) => (
      <span className="flex items-center gap-2 tabular-nums">
        {score(mos.p50)}
        <Badge tone={toneOfOpinion(mos.p50)}>{opinion(mos.p50)}</Badge>
      </span>
    ),
  },
  figure('Poor for', ({ poor }) => poor * SAMPLE_S, duration),
  figure('Loss', ({ lossRatio }) => lossRatio[at], percent),
  figure('Jitter', ({ jitterMs }) => jitterMs[at], milliseconds),
  { ...figure('Round trip', ({ roundTripMs }) => roundTripMs[at], milliseconds), wide: true },
  { ...figure('Bitrate', ({ bitrateBps }) => bitrateBps[at], kilobits), wide: true },
  { ...figure('Samples', ({ samples }) => samples, count), wide: true },
];

function figure(
  name: string,
  of: (row: Quality) => number | null,
  say: (value: number | null) => string,
): Column<Quality> {
  return { name, figures: true, by: (row) => of(row) ?? -1, of: (row) => say(of(row)) };
}

function Name({ href, name }: { href: string; name: string }) {
  return (
    <a href={href} className="font-medium hover:underline">
      <bdi>{name}</bdi>
    </a>
  );
}
