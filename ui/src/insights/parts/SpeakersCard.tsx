import { useMemo, useState } from 'react';
import { speakersPlot, type Period } from '../model/plots';
import { useAnswer, useQuestion } from '../useAnswer';
import { useInsights } from '../useInsights';
import { Choice } from './Choice';
import { PlotCard } from './PlotCard';

const periods = [
  { value: 'day', name: 'Day' },
  { value: 'week', name: 'Week' },
  { value: 'month', name: 'Month' },
] as const;

/** How many different people were heard. */
export function SpeakersCard() {
  const { zone } = useInsights().address;
  const [period, setPeriod] = useState<Period>('day');
  const asked = useAnswer('speakers', useQuestion(), { period });
  const { data } = asked;
  const plot = useMemo(() => data && speakersPlot(data, period, zone), [data, period, zone]);
  return (
    <PlotCard
      title="Active speakers"
      hint={`Different people who said something, by ${period}`}
      of={{ ...asked, data: plot }}
      testId="speakers"
      nothing="Nobody spoke in this time."
      actions={<Choice label="Period" value={period} options={periods} onChoose={setPeriod} />}
    />
  );
}
