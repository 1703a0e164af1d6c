import { useMemo } from 'react';
import { heatPlot } from '../model/plots';
import { zoneName } from '../../zone';
import { useAnswer, useQuestion } from '../useAnswer';
import { useChange, useInsights } from '../useInsights';
import { Choice } from './Choice';
import { PlotCard } from './PlotCard';

const options = [
  { value: 'minutes', name: 'Time in voice' },
  { value: 'joins', name: 'Joins' },
] as const;

/** The hours of the week at which people are there. */
export function HeatCard() {
  const { address, window } = useInsights();
  const change = useChange();
  const show = address.filters.show === 'joins' ? 'joins' : 'minutes';
  const asked = useAnswer('heatmap', useQuestion(), {});
  const { data } = asked;
  const plot = useMemo(() => data && heatPlot(data.items, show), [data, show]);
  return (
    <PlotCard
      title="Hours of the week"
      hint={`By the clocks of ${zoneName(address.zone, window.from)}`}
      of={{ ...asked, data: plot }}
      testId="heatmap"
      nothing="Nobody was in voice in this time."
      actions={
        <Choice
          label="What is counted"
          value={show}
          options={options}
          onChoose={(chosen) => change({ filters: { ...address.filters, show: chosen } })}
        />
      }
    />
  );
}
