import { useMemo } from 'react';
import { concurrencyPlot } from '../model/plots';
import { bucketOf } from '../model/range';
import { useAnswer, useQuestion } from '../useAnswer';
import { useInsights } from '../useInsights';
import { ExportButtons } from './ExportButtons';
import { PlotCard } from './PlotCard';

interface Props {
  /** Null: the guild as a whole. */
  channelId: string | null;
  className?: string;
}

/** How many were there at once, over time. */
export function PresenceCard({ channelId, className }: Props) {
  const { address, window } = useInsights();
  const { zone } = address;
  const bucket = bucketOf(window);
  const question = useQuestion(channelId === null ? {} : { channel: channelId });
  const asked = useAnswer('concurrency', question, { bucket });
  const { data } = asked;
  const plot = useMemo(
    () => data && concurrencyPlot(data.items, channelId, window, bucket, zone),
    [data, channelId, window, bucket, zone],
  );
  return (
    <PlotCard
      title="People in voice"
      hint={`At once, by ${bucket}`}
      of={{ ...asked, data: plot }}
      size="h-72"
      testId="presence-over-time"
      actions={<ExportButtons view="concurrency" question={question} />}
      nothing="Nobody was in voice in this time."
      {...(className === undefined ? {} : { className })}
    />
  );
}
