/**
 * A chart as plain data. Picture, table and the sentence for screen readers are made of one plot, so they say the same.
 */
export type Look = 'area' | 'line' | 'dashed' | 'dotted' | 'bar';

export interface Series {
  readonly name: string;
  readonly look: Look;
  /** Which of the theme's chart colours, from 1. */
  readonly colour: 1 | 2 | 3 | 4;
  /** One a label; null where nothing is known. */
  readonly values: readonly (number | null)[];
}

export interface Plot {
  /** What the labels are, as a table's heading: "Hour". */
  readonly along: string;
  readonly labels: readonly string[];
  /** What the axis says at each label, mostly nothing. */
  readonly ticks: readonly (string | null)[];
  readonly series: readonly Series[];
  /** A value with its unit. */
  readonly say: (value: number | null) => string;
  /** The same along the axis, where there is less room. */
  readonly sayAxis: (value: number) => string;
}

export interface HeatPlot {
  /** Rows from the top. */
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  /** By row, then column. */
  readonly values: readonly (readonly number[])[];
  readonly say: (value: number) => string;
}

export const isEmpty = ({ series }: Plot): boolean =>
  series.every(({ values }) => values.every((value) => value === null || value === 0));

export const isCold = ({ values }: HeatPlot): boolean =>
  values.every((row) => row.every((value) => value === 0));

/** What one would say of the picture to somebody on the telephone. */
export function sentenceOf({ along, labels, series, say }: Plot): string {
  const said = series.map(({ name, values }) => {
    const known = values.filter((value) => value !== null);
    const highest = known.length === 0 ? null : known.reduce((a, b) => Math.max(a, b));
    if (highest === null) return `${name}: nothing known.`;
    const last = say(known.at(-1) ?? null);
    return `${name}: highest ${say(highest)} (${labels[values.indexOf(highest)] ?? ''}), last ${last}.`;
  });
  return `${labels.length} values by ${along.toLowerCase()}. ${said.join(' ')}`;
}

export function heatSentenceOf({ rows, columns, values, say }: HeatPlot): string {
  let [best, row, column] = [0, 0, 0];
  values.forEach((line, r) =>
    line.forEach((value, c) => {
      if (value > best) [best, row, column] = [value, r, c];
    }),
  );
  if (best === 0) return 'Nothing at any hour.';
  return `Weekdays by hours. Busiest: ${rows[row] ?? ''} at ${columns[column] ?? ''} with ${say(best)}.`;
}
