import { useCallback, useState, type ReactNode } from 'react';
import { Chart } from '../charts/Chart';
import { heatOption, plotOption } from '../charts/option';
import type { Palette } from '../charts/palette';
import { isCold, isEmpty, type HeatPlot, type Plot } from '../model/plot';
import { Card } from './Card';
import { DataTable, type Column } from './DataTable';
import { Legend } from './Legend';
import { Answered, type Asked } from './states';

interface Props {
  title: string;
  hint?: string | undefined;
  /** The plot must stay the same object while the data is the same. */
  of: Asked<Drawn>;
  /** A class that gives the height of the picture. */
  size?: string;
  nothing?: string;
  actions?: ReactNode;
  testId?: string;
  className?: string;
  /** Which label of the picture was clicked. */
  onPick?: (index: number) => void;
}

type Drawn = Plot | HeatPlot;
const isHeat = (plot: Drawn): plot is HeatPlot => 'rows' in plot;

/** A chart, and the same figures as a table for whoever wants them so. */
export function PlotCard(props: Props) {
  const { title, hint, of, size = 'h-64', nothing, actions, testId, className, onPick } = props;
  const [asTable, setAsTable] = useState(false);
  return (
    <Card
      title={title}
      hint={hint}
      testId={testId}
      {...(className === undefined ? {} : { className })}
      actions={
        <>
          {actions}
          <button
            type="button"
            aria-pressed={asTable}
            aria-label={`Show ${title} as table`}
            className="min-h-8 rounded-lg px-2.5 text-xs font-semibold text-soft hover:bg-hover hover:text-ink aria-pressed:bg-hover aria-pressed:text-ink"
            onClick={() => setAsTable(!asTable)}
          >
            {asTable ? 'Show as chart' : 'Show as table'}
          </button>
        </>
      }
    >
      <Answered
        of={of}
        size={size}
        isEmpty={(plot) => (isHeat(plot) ? isCold(plot) : isEmpty(plot))}
        {...(nothing === undefined ? {} : { nothing })}
      >
        {(plot) =>
          asTable ? (
            <PlotTable plot={plot} title={title} size={size} />
          ) : (
            <Drawing plot={plot} title={title} size={size} onPick={onPick} />
          )
        }
      </Answered>
    </Card>
  );
}

interface DrawingProps {
  plot: Drawn;
  title: string;
  size: string;
  onPick?: ((index: number) => void) | undefined;
}

function Drawing({ plot, title, size, onPick }: DrawingProps) {
  const draw = useCallback(
    (palette: Palette) =>
      isHeat(plot) ? heatOption(plot, palette, title) : plotOption(plot, palette, title),
    [plot, title],
  );
  return (
    <>
      <Chart draw={draw} size={size} onPick={onPick} />
      <Legend plot={plot} />
    </>
  );
}

function PlotTable({ plot, title, size }: { plot: Drawn; title: string; size: string }) {
  return (
    <DataTable
      caption={title}
      rows={isHeat(plot) ? plot.columns.map((_, at) => at) : plot.labels.map((_, at) => at)}
      columns={isHeat(plot) ? heatColumns(plot) : plotColumns(plot)}
      keyOf={String}
      testId="plot-table"
      className={size}
    />
  );
}

function plotColumns({ along, labels, series, say }: Plot): Column<number>[] {
  return [
    { name: along, of: (at) => labels[at] },
    ...series.map(({ name, values }) => ({
      name,
      figures: true,
      of: (at: number) => say(values[at] ?? null),
      by: (at: number) => values[at] ?? -1,
    })),
  ];
}

function heatColumns({ rows, columns, values, say }: HeatPlot): Column<number>[] {
  return [
    { name: 'Hour', of: (at) => columns[at] },
    ...rows.map((name, row) => ({
      name,
      figures: true,
      of: (at: number) => say(values[row]?.[at] ?? 0),
      by: (at: number) => values[row]?.[at] ?? 0,
    })),
  ];
}
