/** Plots as ECharts' options: pure, so that tests read them without a picture. */
import type { BarSeriesOption, HeatmapSeriesOption, LineSeriesOption } from 'echarts/charts';
import type {
  AriaComponentOption,
  GridComponentOption,
  TooltipComponentOption,
  VisualMapComponentOption,
} from 'echarts/components';
import type { ComposeOption } from 'echarts/core';
import { heatSentenceOf, sentenceOf, type HeatPlot, type Plot, type Series } from '../model/plot';
import type { Palette } from './palette';

export type Option = ComposeOption<
  | BarSeriesOption
  | LineSeriesOption
  | HeatmapSeriesOption
  | GridComponentOption
  | TooltipComponentOption
  | VisualMapComponentOption
  | AriaComponentOption
>;

const dashes = { area: 'solid', line: 'solid', dashed: 'dashed', dotted: 'dotted', bar: 'solid' } as const;

export function plotOption(plot: Plot, palette: Palette, title: string): Option {
  const highest = Math.max(0, ...plot.series.flatMap(({ values }) => values.map((value) => value ?? 0)));
  return {
    ...base(palette, `${title}. ${sentenceOf(plot)}`),
    tooltip: {
      ...tooltip(palette),
      trigger: 'axis',
      axisPointer: { type: 'line', lineStyle: { color: palette.soft, type: 'dashed' } },
      valueFormatter: (value) => plot.say(typeof value === 'number' ? value : null),
    },
    grid: {
      left: 4,
      right: 12,
      top: 12,
      bottom: 4,
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    xAxis: {
      type: 'category',
      data: [...plot.labels],
      boundaryGap: plot.series.some(({ look }) => look === 'bar'),
      axisTick: { show: false },
      axisLine: { lineStyle: { color: palette.line } },
      axisLabel: {
        color: palette.soft,
        hideOverlap: true,
        interval: (index) => plot.ticks[index] != null,
        formatter: (_, index) => plot.ticks[index] ?? '',
      },
    },
    yAxis: {
      type: 'value',
      splitNumber: 4,
      // Without it an axis of nothing would have five equal labels.
      ...(highest === 0 ? { max: 1 } : {}),
      splitLine: { lineStyle: { color: palette.line, opacity: 0.6 } },
      axisLabel: { color: palette.soft, formatter: plot.sayAxis },
    },
    series: plot.series.map((series) => seriesOption(series, plot.labels.length, palette)),
  };
}

export function heatOption(plot: HeatPlot, palette: Palette, title: string): Option {
  const data = plot.values.flatMap((row, y) => row.map((value, x) => [x, y, value]));
  return {
    ...base(palette, `${title}. ${heatSentenceOf(plot)}`),
    tooltip: {
      ...tooltip(palette),
      formatter: (hit) => {
        const cell = Array.isArray(hit) ? hit[0] : hit;
        const [x = 0, y = 0, value = 0] = (cell?.value ?? []) as number[];
        return `${plot.rows[y] ?? ''}, ${plot.columns[x] ?? ''}<br><b>${plot.say(value)}</b>`;
      },
    },
    grid: { left: 4, right: 4, top: 4, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    xAxis: {
      type: 'category',
      data: [...plot.columns],
      axisTick: { show: false },
      axisLine: { show: false },
      axisLabel: { color: palette.soft, interval: (index) => index % 3 === 0, hideOverlap: true },
    },
    yAxis: {
      type: 'category',
      inverse: true,
      data: plot.rows.map((row) => row.slice(0, 3)),
      axisTick: { show: false },
      axisLine: { show: false },
      axisLabel: { color: palette.soft },
    },
    visualMap: {
      show: false,
      min: 0,
      max: Math.max(1, ...plot.values.flat()),
      inRange: { color: [...palette.heat] },
    },
    series: [
      {
        type: 'heatmap',
        data,
        itemStyle: { borderColor: palette.raised, borderWidth: 2, borderRadius: 4 },
        emphasis: { itemStyle: { borderColor: palette.ink, borderWidth: 1.5 } },
      },
    ],
  };
}

function base(palette: Palette, description: string) {
  return {
    animationDuration: 350,
    animationDurationUpdate: 250,
    textStyle: { fontFamily: palette.font, color: palette.soft },
    aria: { enabled: true, label: { description } },
  } as const;
}

function tooltip(palette: Palette) {
  return {
    confine: true,
    backgroundColor: palette.raised,
    borderColor: palette.line,
    borderRadius: 12,
    padding: [8, 12],
    textStyle: { color: palette.ink, fontSize: 13 },
  };
}

function seriesOption({ name, look, colour, values }: Series, count: number, palette: Palette) {
  const color = palette.series[colour - 1] ?? palette.ink;
  if (look === 'bar')
    return {
      type: 'bar' as const,
      name,
      data: [...values],
      barMaxWidth: 34,
      barCategoryGap: '25%',
      itemStyle: { color, borderRadius: [4, 4, 0, 0] },
    };
  return {
    type: 'line' as const,
    name,
    data: [...values],
    // A line of lonely points would be no line at all.
    showSymbol: count <= 2 || isScattered(values),
    symbol: 'circle',
    symbolSize: 5,
    sampling: 'lttb' as const,
    itemStyle: { color },
    lineStyle: { color, width: look === 'area' ? 2 : 1.6, type: dashes[look] },
    ...(look === 'area' ? { areaStyle: { color, opacity: 0.16 } } : {}),
  };
}

/** Most known values have no known neighbour. */
function isScattered(values: readonly (number | null)[]): boolean {
  const known = values.filter((value) => value !== null).length;
  const lonely = values.filter(
    (value, at) => value !== null && (values[at - 1] ?? null) === null && (values[at + 1] ?? null) === null,
  ).length;
  return known > 0 && lonely * 2 >= known;
}
