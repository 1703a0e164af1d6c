import type { HeatPlot, Look, Plot } from '../model/plot';

const colours = ['bg-chart-1', 'bg-chart-2', 'bg-chart-3', 'bg-chart-4'] as const;
const inks = ['text-chart-1', 'text-chart-2', 'text-chart-3', 'text-chart-4'] as const;
const dashes: Readonly<Record<Look, string | undefined>> = {
  area: undefined,
  line: undefined,
  bar: undefined,
  dashed: '6 3',
  dotted: '1.5 3',
};

/** What the colours mean; one series alone is named by the card's title. Lines differ in dashes too. */
export function Legend({ plot }: { plot: Plot | HeatPlot }) {
  if ('rows' in plot)
    return (
      <p aria-hidden="true" className="mt-2 flex items-center justify-end gap-2 text-xs text-soft">
        nothing
        <span className="h-2 w-28 rounded-full bg-[linear-gradient(to_right,var(--c-heat-0),var(--c-heat-1),var(--c-heat-2),var(--c-heat-3))]" />
        {plot.say(Math.max(...plot.values.flat()))}
      </p>
    );
  if (plot.series.length < 2) return null;
  return (
    <ul aria-hidden="true" className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-xs text-soft">
      {plot.series.map(({ name, look, colour }) => (
        <li key={name} className="flex items-center gap-1.5">
          {look === 'bar' ? (
            <span className={`size-2.5 rounded-sm ${colours[colour - 1] ?? ''}`} />
          ) : (
            <svg viewBox="0 0 20 4" className={`h-1 w-5 ${inks[colour - 1] ?? ''}`}>
              <path d="M0 2h20" stroke="currentColor" strokeWidth="2.4" strokeDasharray={dashes[look]} />
            </svg>
          )}
          {name}
        </li>
      ))}
    </ul>
  );
}
