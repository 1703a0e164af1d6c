import type { PastPerson } from './api';

/** Which of a person's values differ, in words; nothing for whoever came or went, for whom all do. */
export function differencesOf(
  before: PastPerson | null,
  after: PastPerson | null,
): { field: string; was: string; is: string }[] {
  if (before === null || after === null) return [];
  const was = new Map<string, unknown>(Object.entries(before));
  return Object.entries(after)
    .filter(([field, value]) => was.get(field) !== value)
    .map(([field, value]) => ({ field: spaced(field), was: inWords(was.get(field)), is: inWords(value) }));
}

/** A value as people read it. */
export function inWords(value: unknown): string {
  if (value === null || value === undefined) return 'none';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** `serverMuted` as people write it. */
export function spaced(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
