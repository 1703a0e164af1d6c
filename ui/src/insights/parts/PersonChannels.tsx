import { minutes } from '../model/format';
import { useAnswer, useQuestion } from '../useAnswer';
import { useChannelName, useLink } from '../useInsights';
import { Card } from './Card';
import { Ranking } from './Ranking';
import { Answered } from './states';

/** Where a person spends their time. */
export function PersonChannels({ userId }: { userId: string }) {
  const asked = useAnswer('minutes', useQuestion({ user: userId }), { by: 'channel' });
  const nameOf = useChannelName();
  const link = useLink();
  return (
    <Card title="Where" hint="By time in voice" testId="person-channels">
      <Answered of={asked} size="h-56" isEmpty={({ items }) => items.length === 0}>
        {({ items }) => (
          <Ranking
            label="Channels by time in voice"
            colourOf={() => 'bg-chart-1'}
            items={[...items]
              .sort((a, b) => b.minutes - a.minutes)
              .map(({ key, minutes: spent }) => ({
                key,
                name: nameOf(key),
                value: spent,
                text: minutes(spent),
                href: link('channel', { channel: key }),
              }))}
          />
        )}
      </Answered>
    </Card>
  );
}
