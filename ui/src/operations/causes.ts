import type { Entry, Explanation } from './api';
import { inWords, spaced } from './differences';

/** An event, and what of that which was shown it had set last. */
export interface Cause {
  readonly cause: Entry;
  readonly set: readonly { readonly field: string; readonly value: string }[];
}

/** The causes of how somebody was shown, oldest first. What was not shown at all needs none. */
export function causesOf({ shown, because }: Explanation): Cause[] {
  const values = new Map<string, unknown>(Object.entries(shown ?? {}));
  const causes = new Map<number, { cause: Entry; set: { field: string; value: string }[] }>();
  for (const { what, cause } of because) {
    const of = causes.get(cause.offset) ?? { cause, set: [] };
    causes.set(cause.offset, of);
    const value = values.get(what);
    // When they came stands beside the event.
    if (value != null && value !== cause.time) of.set.push({ field: spaced(what), value: inWords(value) });
  }
  return [...causes.values()].sort((one, other) => one.cause.offset - other.cause.offset);
}
