import { useMemo } from 'react';
import { duration } from '../model/format';
import { lengthsPlot } from '../model/plots';
import { useAnswer, useQuestion } from '../useAnswer';
import { ExportButtons } from './ExportButtons';
import { PlotCard } from './PlotCard';

/** How long calls last. */
export function LengthsCard() {
  const question = useQuestion();
  const asked = useAnswer('lengths', question, {});
  const { data } = asked;
  const plot = useMemo(() => data && lengthsPlot(data), [data]);
  return (
    <PlotCard
      title="Length of calls"
      hint={
        data?.p50 == null
          ? 'From join to leave'
          : `Half were over after ${duration(data.p50)}, 95 % after ${duration(data.p95)}, 99 % after ${duration(data.p99)}.`
      }
      of={{ ...asked, data: plot }}
      testId="lengths"
      actions={<ExportButtons view="lengths" question={question} />}
      nothing="No call ended in this time."
    />
  );
}
