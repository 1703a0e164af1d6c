import type { Tone } from '../model/words';

const tones: Readonly<Record<Tone, string>> = {
  good: 'bg-accent-wash text-accent',
  warn: 'bg-warn-wash text-warn',
  bad: 'bg-danger-wash text-danger',
  plain: 'bg-hover text-soft ring-1 ring-line ring-inset',
};

/** A word that is looked for by eye. */
export function Badge({ tone, children }: { tone: Tone; children: string }) {
  return (
    <span
      className={`inline-block rounded-xl px-2.5 py-0.5 text-xs font-medium sm:whitespace-nowrap ${tones[tone]}`}
    >
      {children}
    </span>
  );
}
