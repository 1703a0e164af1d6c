import { useState } from 'react';

/** Pairs with at least 4.5:1 between them, on dark and light alike. */
const inks = [
  ['#1f5c8a', '#ffffff'],
  ['#7a3e7d', '#ffffff'],
  ['#9a4a18', '#ffffff'],
  ['#2d6a3e', '#ffffff'],
  ['#5b4bb0', '#ffffff'],
  ['#a03350', '#ffffff'],
  ['#176b6b', '#ffffff'],
  ['#6e5a14', '#ffffff'],
] as const;

const sizes = { sm: 'size-7 text-[0.65rem]', md: 'size-9 text-xs', lg: 'size-20 text-2xl' } as const;

interface Props {
  userId: string;
  name: string;
  url: string | null;
  size: keyof typeof sizes;
  speaking?: boolean;
}

/** The person's picture, or their initials. Decoration: the name always stands beside it. */
export function Avatar({ userId, name, url, size, speaking = false }: Props) {
  const [broken, setBroken] = useState<string | null>(null);
  const [ground, ink] = inks[hash(userId) % inks.length] ?? inks[0];
  return (
    <span
      aria-hidden="true"
      className={`inline-grid shrink-0 place-items-center overflow-hidden rounded-full font-bold transition-shadow duration-100 select-none ${sizes[size]} ${speaking ? 'speaking' : ''}`}
      style={{ background: ground, color: ink }}
    >
      {url !== null && url !== broken ? (
        <img
          src={url}
          alt=""
          referrerPolicy="no-referrer"
          className="size-full object-cover"
          onError={() => setBroken(url)}
        />
      ) : (
        initials(name)
      )}
    </span>
  );
}

function hash(text: string): number {
  let mixed = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) mixed = Math.imul(mixed ^ text.charCodeAt(at), 0x01000193);
  return (mixed ^ (mixed >>> 15)) >>> 0;
}

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
