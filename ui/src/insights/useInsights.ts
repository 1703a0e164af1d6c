import { createContext, use } from 'react';
import { go, hashOf } from '../session/route';
import { queryOf, type Address, type Filters, type Part } from './model/address';
import type { Window } from './model/range';

/** What all parts of a page share: where one is, and of whom and when it speaks. */
export interface Insights {
  readonly address: Address;
  readonly guildId: string;
  readonly window: Window;
  /** By id, as they are called now. */
  readonly channelNames: Readonly<Record<string, string>>;
}

export const InsightsContext = createContext<Insights | null>(null);

export function useInsights(): Insights {
  const insights = use(InsightsContext);
  if (!insights) throw new Error('useInsights needs an InsightsContext around it');
  return insights;
}

/** A channel's name, or its id if it is gone. */
export function useChannelName(): (id: string) => string {
  const { channelNames } = useInsights();
  return (id) => channelNames[id] ?? id;
}

/** The address of another part, of the same guild and time. */
export function useLink(): (part: Part, filters?: Filters) => string {
  const { address, guildId } = useInsights();
  return (part, filters = {}) => hashOf('insights', part, queryOf({ ...address, guild: guildId, filters }));
}

/** Changes something of this page's address; a filter that is set to '' is gone. */
export function useChange(): (change: Partial<Omit<Address, 'part'>>) => void {
  const { address, guildId } = useInsights();
  return (change) => go(hashOf('insights', address.part, queryOf({ ...address, guild: guildId, ...change })));
}
