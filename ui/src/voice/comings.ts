import type { Participant } from '../protocol/frames';

type People = readonly Participant[];

/** Who came to and who went from a channel between two views of it. */
export function comings(before: People, after: People): { came: People; went: People } {
  const were = new Set(before.map((person) => person.userId));
  const are = new Set(after.map((person) => person.userId));
  return {
    came: after.filter((person) => !were.has(person.userId)),
    went: before.filter((person) => !are.has(person.userId)),
  };
}
