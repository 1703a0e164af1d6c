/** What a reader sees as one letter may be several code points. */
const letters = new Intl.Segmenter();

/** The first letters of the first and the last word. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/u);
  const first = (word: string | undefined) =>
    letters
      .segment(word ?? '')
      [Symbol.iterator]()
      .next().value?.segment ?? '';
  const both = words.length > 1 ? first(words[0]) + first(words.at(-1)) : first(words[0]);
  return both.toLocaleUpperCase() || '?';
}
