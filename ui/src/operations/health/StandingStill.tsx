import { AlertIcon } from '../../components/icons';
import type { Standing } from '../api';
import { Section } from './Section';

/** More of one part at once have one cause. */
const SHOWN = 12;

/** Each partition that stands still, where and why. Nothing while all move. */
export function StandingStill({ stuck }: { stuck: readonly Standing[] }) {
  if (stuck.length === 0) return null;
  return (
    <Section title="Standing still" count={stuck.length}>
      <ul className="divide-y divide-danger/20 rounded-2xl border border-danger/40 bg-danger-wash text-danger">
        {stuck.slice(0, SHOWN).map(({ part, topic, partition, offset, reason, guild }) => (
          <li
            key={`${part} ${topic} ${partition} ${guild ?? ''}`}
            data-testid="stuck"
            className="flex items-start gap-3 p-4"
          >
            <AlertIcon className="mt-0.5 size-5 shrink-0" />
            <div className="min-w-0 text-sm">
              <p className="font-semibold break-words">
                {topic} / {partition}
                {offset >= 0 && <span className="font-normal tabular-nums"> at offset {offset}</span>}
                {guild !== null && <span className="font-normal"> for {guild}</span>}
              </p>
              <p className="break-words">{reason || 'It does not say why.'}</p>
              <p className="opacity-80">{part}</p>
            </div>
          </li>
        ))}
      </ul>
      {stuck.length > SHOWN && (
        <p className="mt-2 text-sm text-soft">and {(stuck.length - SHOWN).toLocaleString('en')} more</p>
      )}
    </Section>
  );
}
