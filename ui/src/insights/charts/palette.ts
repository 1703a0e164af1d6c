/** The theme's colours, for pictures that are drawn and not styled. */
export interface Palette {
  readonly ink: string;
  readonly soft: string;
  readonly line: string;
  readonly raised: string;
  /** Colours 1 to 4. */
  readonly series: readonly [string, string, string, string];
  /** From nothing to the most. */
  readonly heat: readonly string[];
  readonly font: string;
}

/** `token` gives the value of a custom property of `index.css`. */
export function paletteOf(token: (name: string) => string, font: string): Palette {
  return {
    ink: token('--c-ink'),
    soft: token('--c-soft'),
    line: token('--c-line'),
    raised: token('--c-raised'),
    series: [token('--c-chart-1'), token('--c-chart-2'), token('--c-chart-3'), token('--c-chart-4')],
    heat: ['--c-heat-0', '--c-heat-1', '--c-heat-2', '--c-heat-3'].map(token),
    font,
  };
}

export function paletteNow(): Palette {
  const style = getComputedStyle(document.documentElement);
  return paletteOf((name) => style.getPropertyValue(name).trim(), getComputedStyle(document.body).fontFamily);
}
