import { useMemo } from 'react';
import type { Question } from '../api';
import { minutesPlot } from '../model/plots';
import { bucketStarts } from '../model/range';
import { dayOf } from '../../zone';
import { useAnswer, useQuestion } from '../useAnswer';
import { useChange, useInsights } from '../useInsights';
import { ExportButtons } from './ExportButtons';
import { PlotCard } from './PlotCard';

interface Props {
  filters?: Pick<Question, 'channel' | 'user'>;
  className?: string;
}

/** Time spent in voice by day; a click on a day goes to it. */
export function MinutesCard({ filters = {}, className }: Props) {
  const { address, window } = useInsights();
  const { zone } = address;
  const change = useChange();
  const question = useQuestion(filters);
  const asked = useAnswer('minutes', question, { by: 'day' });
  const { data } = asked;
  const plot = useMemo(() => data && minutesPlot(data.items, window, zone), [data, window, zone]);
  const goTo = (index: number) => {
    const start = bucketStarts(window, 'day', zone)[index];
    if (start === undefined) return;
    const day = dayOf(start, zone);
    change({ range: { from: day, to: day } });
  };
  return (
    <PlotCard
      title="Time in voice by day"
      hint={`${filters.user === undefined ? 'Of all people together. ' : ''}Click a day to go to it.`}
      of={{ ...asked, data: plot }}
      testId="minutes-by-day"
      nothing="Nobody was in voice in this time."
      actions={<ExportButtons view="minutes" question={question} />}
      onPick={goTo}
      {...(className === undefined ? {} : { className })}
    />
  );
}
