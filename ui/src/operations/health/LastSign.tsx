import { agoInWords } from '../words';
import type { Life } from './signs';

const looks: Readonly<Record<Life, { dot: string; word: string }>> = {
  fresh: { dot: 'bg-speaking', word: '' },
  late: { dot: 'bg-warn', word: 'late, ' },
  silent: { dot: 'bg-danger', word: 'silent, ' },
};

export function LastSign({ ageMs, life }: { ageMs: number; life: Life }) {
  return (
    <span className="inline-flex items-center gap-2 whitespace-nowrap tabular-nums" data-life={life}>
      <span aria-hidden="true" className={`size-2 shrink-0 rounded-full ${looks[life].dot}`} />
      {looks[life].word}
      {agoInWords(0, ageMs)}
    </span>
  );
}
