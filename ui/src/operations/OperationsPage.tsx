import { hashOf, useRoute } from '../session/route';
import { HealthPage } from './health/HealthPage';
import { TimeMachinePage } from './TimeMachinePage';

const parts = [
  { part: '', name: 'Time machine' },
  { part: 'health', name: 'Health' },
] as const;

/** For operators: any past moment of a guild, and how this deployment is. */
export function OperationsPage() {
  const { part, query } = useRoute();
  const health = part === 'health';
  return (
    <>
      <nav aria-label="Operations" className="flex gap-1 border-b border-line bg-surface px-3">
        {parts.map(({ part: to, name }) => (
          <a
            key={to}
            href={hashOf('operations', to, query['guild'] === undefined ? {} : { guild: query['guild'] })}
            aria-current={(to === 'health') === health ? 'page' : undefined}
            className="border-b-2 border-transparent px-3 py-2 text-sm font-semibold text-soft hover:text-ink aria-[current]:border-accent aria-[current]:text-ink"
          >
            {name}
          </a>
        ))}
      </nav>
      {health ? <HealthPage /> : <TimeMachinePage />}
    </>
  );
}
