import { useState } from 'react';
import { initials } from './initials';

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
  /** Their connection is gone for the moment: drawn without colour, still readable. */
  dimmed?: boolean;
}

/** The person's picture, or their initials. Decoration: the name always stands beside it. */
export function Avatar({ userId, name, url, size, speaking = false, dimmed = false }: Props) {
  const [broken, setBroken] = useState<string | null>(null);
  const [ground, ink] = inks[hash(userId) % inks.length] ?? inks[0];
  return (
    <span
      aria-hidden="true"
      className={`inline-grid shrink-0 place-items-center overflow-hidden rounded-full font-bold transition-shadow duration-100 select-none ${sizes[size]} ${speaking ? 'speaking' : ''} ${dimmed ? 'border border-dashed border-control bg-hover text-soft grayscale' : ''}`}
      style={dimmed ? undefined : { background: ground, color: ink }}
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
