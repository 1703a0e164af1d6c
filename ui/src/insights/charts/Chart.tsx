import { useEffect, useMemo, useRef } from 'react';
import { useDarkNow } from '../../settings/theme';
import { init, type EChartsType } from './echarts';
import type { Option } from './option';
import { paletteNow, type Palette } from './palette';

interface Props {
  /** Made anew when the theme changes; keep it the same function while the data is the same. */
  draw: (palette: Palette) => Option;
  /** A class that gives the height. */
  size: string;
  /** Which label was clicked. */
  onPick?: ((index: number) => void) | undefined;
}

/** One picture. It has the size of its place and the colours of the theme; its option holds the words for screen readers. */
export function Chart({ draw, size, onPick }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType | null>(null);
  const dark = useDarkNow();
  const option = useMemo(() => {
    const still = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
    return { ...draw(paletteNow()), ...(still ? { animation: false } : {}), darkMode: dark };
  }, [draw, dark]);

  useEffect(() => {
    if (!place.current) return undefined;
    const made = init(place.current);
    chart.current = made;
    const watch = new ResizeObserver(() => made.resize());
    watch.observe(place.current);
    return () => {
      watch.disconnect();
      made.dispose();
      chart.current = null;
    };
  }, []);

  useEffect(() => {
    chart.current?.setOption(option, { replaceMerge: ['series', 'xAxis', 'yAxis', 'visualMap'] });
  }, [option]);

  useEffect(() => {
    const made = chart.current;
    if (!made || !onPick) return undefined;
    const picked = (hit: { dataIndex?: unknown }) => {
      if (typeof hit.dataIndex === 'number') onPick(hit.dataIndex);
    };
    made.on('click', picked);
    return () => {
      if (!made.isDisposed()) made.off('click', picked);
    };
  }, [onPick]);

  return <div ref={place} data-testid="chart" className={`w-full ${size}`} />;
}
