import { memo } from 'react';
import type { Density } from './api';
import { heightOf } from './timeline';

/** One bar a bucket; those in which somebody went have a mark at the top as well, for it must not be told by colour alone. */
export const DensityBars = memo(function DensityBars({ density }: { density: Density | undefined }) {
  if (!density)
    return <span aria-hidden="true" className="absolute inset-0 animate-breathe rounded-lg bg-hover/50" />;
  const { counts, departures } = density;
  const most = Math.max(...counts);
  return (
    <svg
      aria-hidden="true"
      viewBox={`0 0 ${counts.length} 100`}
      preserveAspectRatio="none"
      className="absolute inset-0 size-full"
      data-testid="density"
    >
      <g className="fill-accent" fillOpacity="0.55">
        {counts.map((count, i) => bar(i, heightOf(count, most)))}
      </g>
      <g className="fill-danger">
        {departures.map((count, i) => bar(i, heightOf(count, most)))}
        {departures.map(
          (count, i) => count > 0 && <rect key={`mark ${i}`} x={i} y={4} width={1} height={9} />,
        )}
      </g>
    </svg>
  );
});

function bar(index: number, height: number) {
  if (height === 0) return null;
  return <rect key={index} x={index + 0.1} y={100 - height * 78} width={0.8} height={height * 78} />;
}
