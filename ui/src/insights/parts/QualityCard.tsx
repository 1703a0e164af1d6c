import { useMemo, useState } from 'react';
import type { Question } from '../api';
import type { Plot } from '../model/plot';
import { meanings, measures, qualityPlot, type Measure } from '../model/plots';
import { isHourly, MAX_HOURLY_DAYS } from '../model/range';
import { precision } from '../model/words';
import { useAnswer, useQuestion } from '../useAnswer';
import { useInsights } from '../useInsights';
import { Choice } from './Choice';
import { ExportButtons } from './ExportButtons';
import { PlotCard } from './PlotCard';

interface Props {
  title: string;
  filters: Pick<Question, 'channel' | 'user'>;
  className?: string;
}

const options = measures.map((value) => ({ value, name: meanings[value].name }));

const nothingKnown: Plot = { along: 'Hour', labels: [], ticks: [], series: [], say: String, sayAxis: String };

/** One measure of call quality, hour by hour. Percentiles, as an average hides who could not be understood. */
export function QualityCard({ title, filters, className }: Props) {
  const { address, window } = useInsights();
  const { zone } = address;
  const [measure, setMeasure] = useState<Measure>('lossRatio');
  const question = useQuestion(filters);
  const hourly = isHourly(window);
  const asked = useAnswer('quality', question, { by: 'hour' }, hourly);
  const { data } = asked;
  const plot = useMemo(
    () => (hourly ? data && qualityPlot(data.items, measure, window, zone) : nothingKnown),
    [data, measure, window, zone, hourly],
  );
  return (
    <PlotCard
      title={title}
      hint={`${meanings[measure].name}: ${meanings[measure].hint}${hourly ? precision(data) : ''}`}
      of={{ ...asked, data: plot }}
      size="h-72"
      testId="quality-by-hour"
      nothing={
        hourly
          ? 'No browser measured a call in this time. Samples come every 10 seconds from whoever is in a call with audio.'
          : `Hour by hour at most ${MAX_HOURLY_DAYS} days can be shown. Choose a shorter time.`
      }
      actions={
        <>
          <Choice label="Measure" value={measure} options={options} onChoose={setMeasure} />
          <ExportButtons view="quality" question={question} />
        </>
      }
      {...(className === undefined ? {} : { className })}
    />
  );
}
