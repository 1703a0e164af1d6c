import type { Usage } from '../api';
import { minutes } from '../model/format';
import { useAnswer, useQuestion } from '../useAnswer';
import { useChannelName, useLink } from '../useInsights';
import { useLiveCounts } from '../useLive';
import { Badge } from './Badge';
import { Card } from './Card';
import { Ranking, type Ranked } from './Ranking';
import { Answered } from './states';

const SHOWN = 6;

/** The channels or people with the most time in voice. */
export function TopCard({ topic }: { topic: 'channels' | 'people' }) {
  const asked = useAnswer(topic, useQuestion(), { limit: SHOWN });
  const link = useLink();
  const nameOf = useChannelName();
  const live = useLiveCounts();
  const ranked = ({ id, label, minutes: spent }: Usage): Ranked => {
    const common = { key: id, value: spent, text: minutes(spent) };
    if (topic === 'people')
      return { ...common, name: <bdi>{label}</bdi>, href: link('person', { user: id }) };
    const here = live?.[id] ?? 0;
    return {
      ...common,
      name: nameOf(id),
      href: link('channel', { channel: id }),
      extra: here > 0 ? <Badge tone="good">{`${here} now`}</Badge> : null,
    };
  };
  return (
    <Card
      title={topic === 'channels' ? 'Top channels' : 'Most active people'}
      hint="By time in voice"
      testId={`top-${topic}`}
      actions={
        <a
          href={link(topic)}
          className="grid min-h-8 place-items-center rounded-lg px-2 text-xs font-semibold text-soft hover:bg-hover hover:text-ink"
        >
          All {topic}
        </a>
      }
    >
      <Answered
        of={asked}
        size="h-56"
        isEmpty={({ items }) => items.length === 0}
        nothing="Nobody was in voice in this time."
      >
        {({ items }) => (
          <Ranking
            label={topic === 'channels' ? 'Channels by time in voice' : 'People by time in voice'}
            colourOf={() => (topic === 'channels' ? 'bg-chart-1' : 'bg-chart-3')}
            items={[...items]
              .sort((a, b) => b.minutes - a.minutes)
              .slice(0, SHOWN)
              .map(ranked)}
          />
        )}
      </Answered>
    </Card>
  );
}
