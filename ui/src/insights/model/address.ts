/** What a page shows, as its address says it: whoever follows the link sees the same. */
import { DEFAULT_RANGE, presets, problemOf, type Range } from './range';
import { isZone } from '../../zone';

export const parts = [
  'overview',
  'channels',
  'channel',
  'people',
  'person',
  'calls',
  'rhythm',
  'quality',
  'audit',
] as const;
export type Part = (typeof parts)[number];

/** Filters and choices of single pages; empty ones are left out of the address. */
const filterNames = ['channel', 'user', 'why', 'action', 'actor', 'target', 'show'] as const;
export type FilterName = (typeof filterNames)[number];
export type Filters = Readonly<Partial<Record<FilterName, string | undefined>>>;

export interface Address {
  readonly part: Part;
  /** Null: the guild that the tab shows. */
  readonly guild: string | null;
  readonly range: Range;
  readonly zone: string;
  readonly filters: Filters;
}

/** What makes no sense counts as not said. */
export function addressOf(part: string, query: Readonly<Record<string, string>>, ownZone: string): Address {
  const { guild, range, from = '', to = '', tz } = query;
  const preset = presets.find((known) => known === range);
  const days = { from, to };
  return {
    part: parts.find((known) => known === part) ?? 'overview',
    guild: guild ?? null,
    range: preset ?? (problemOf(days) === null ? days : DEFAULT_RANGE),
    zone: tz !== undefined && isZone(tz) ? tz : ownZone,
    filters: Object.fromEntries(
      filterNames.flatMap((name) => (query[name] === undefined ? [] : [[name, query[name]]])),
    ),
  };
}

/** The other way round. The zone is always said: the same hours for whoever gets the link. */
export function queryOf({
  guild,
  range,
  zone,
  filters,
}: Omit<Address, 'part'>): Record<string, string | undefined> {
  const when = typeof range === 'string' ? { range } : range;
  return { guild: guild ?? undefined, ...when, tz: zone, ...filters };
}
