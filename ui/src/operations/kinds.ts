import type { Entry } from './api';

export type Kind = 'came' | 'went' | 'trouble' | 'other' | 'nothing';

const kinds: Readonly<Record<string, Kind>> = {
  joined: 'came',
  resumed: 'came',
  left: 'went',
  expired: 'went',
  'member-removed': 'went',
  'channel-closed': 'went',
  disconnected: 'trouble',
};

/** What an event was, roughly, for its colour and its sign. What changed nothing is only that. */
export function kindOf({ type, effect }: Pick<Entry, 'type' | 'effect'>): Kind {
  if (!effect.changed) return 'nothing';
  return kinds[type] ?? 'other';
}
