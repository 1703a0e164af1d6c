import type { Question } from '../api';
import { count, percent } from '../model/format';
import { reason, toneOf, type Tone } from '../model/words';
import { useAnswer, useQuestion } from '../useAnswer';
import { useLink } from '../useInsights';
import { Card } from './Card';
import { ExportButtons } from './ExportButtons';
import { Ranking } from './Ranking';
import { Answered } from './states';

interface Props {
  filters?: Pick<Question, 'channel' | 'user'>;
  className?: string;
}

const fills: Readonly<Record<Tone, string>> = {
  good: 'bg-chart-1',
  plain: 'bg-chart-3',
  warn: 'bg-chart-2',
  bad: 'bg-danger',
};

/** Why calls ended, and how often a connection was lost and came back in time. */
export function ReasonsCard({ filters = {}, className = '' }: Props) {
  const question = useQuestion(filters);
  const asked = useAnswer('departures', question, {});
  const link = useLink();
  return (
    <Card
      title="How calls ended"
      hint="Each leads to its calls"
      testId="reasons"
      className={className}
      // The export is by channel and not by person.
      actions={filters.user === undefined && <ExportButtons view="departures" question={question} />}
    >
      <Answered
        of={asked}
        size="h-40"
        isEmpty={({ items }) => items.length === 0}
        nothing="No call ended in this time."
      >
        {({ items, expiryRate, reconnects }) => (
          <div className="@container">
            <div className="grid gap-x-8 gap-y-4 @lg:grid-cols-[1fr_auto]">
              <Ranking
                label="Reasons by calls"
                items={[...items]
                  .sort((a, b) => b.calls - a.calls)
                  .map(({ why, calls, share }) => ({
                    key: why,
                    name: reason(why),
                    value: calls,
                    text: `${count(calls)} · ${percent(share)}`,
                    href: link('calls', { ...filters, why }),
                  }))}
                colourOf={({ key }) => fills[toneOf(key)]}
              />
              <dl className="flex gap-8 @lg:flex-col @lg:gap-3">
                <Figure name="Lost connection" value={percent(expiryRate)} hint="of all calls" />
                <Figure name="Reconnects" value={count(reconnects)} hint="lost, and back in time" />
              </dl>
            </div>
          </div>
        )}
      </Answered>
    </Card>
  );
}

function Figure({ name, value, hint }: { name: string; value: string; hint: string }) {
  return (
    <div>
      <dt className="text-sm text-soft">{name}</dt>
      <dd className="text-xl font-bold tabular-nums">{value}</dd>
      <dd className="text-xs text-soft">{hint}</dd>
    </div>
  );
}
