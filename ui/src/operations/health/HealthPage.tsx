import { useQuery } from '@tanstack/react-query';
import { AlertIcon, CheckIcon } from '../../components/icons';
import type { Health } from '../api';
import { useNow } from '../machine';
import { useApi } from '../useApi';
import { DeadRecords } from './DeadRecords';
import { Gateways } from './Gateways';
import { Section } from './Section';
import { Sessions } from './Sessions';
import { StandingStill } from './StandingStill';
import { verdictOf } from './verdict';

const EVERY_MS = 2_000;

/** How this deployment is, now; it moves by itself. */
export function HealthPage() {
  const api = useApi();
  const now = useNow(1_000);
  const health = useQuery({
    queryKey: ['operations', 'health'],
    queryFn: ({ signal }) => api.health(signal),
    refetchInterval: EVERY_MS,
    retry: false,
  });
  const sinceMs = Math.max(0, now - health.dataUpdatedAt);
  return (
    <div
      role="region"
      aria-label="Health"
      tabIndex={0}
      data-testid="health"
      className="min-h-0 flex-1 overflow-y-auto p-4 sm:p-6"
    >
      <div className="mx-auto max-w-6xl space-y-8">
        {health.error && (
          <p
            role="alert"
            data-testid="health-problem"
            className="flex items-center gap-2 rounded-xl bg-danger-wash p-3 text-danger"
          >
            <AlertIcon />
            {health.error.message}
            {health.data ? ' What is below is older. Asking again by itself.' : ' Asking again by itself.'}
          </p>
        )}
        {health.isPending && <p className="animate-breathe text-soft">Asking every part how it is…</p>}
        {health.data && (
          <>
            <VerdictLine health={health.data} />
            <StandingStill stuck={health.data.stuck} />
            <Parts parts={health.data.parts} />
            <Gateways health={health.data} sinceMs={sinceMs} />
            <Sessions health={health.data} sinceMs={sinceMs} />
          </>
        )}
        <DeadRecords total={health.data?.dead.total ?? undefined} />
      </div>
    </div>
  );
}

const LOOKS = {
  well: 'bg-accent-wash text-accent',
  warning: 'bg-warn-wash text-warn',
  trouble: 'bg-danger-wash text-danger',
} as const;

function VerdictLine({ health }: { health: Health }) {
  const { kind, sentence } = verdictOf(health);
  const well = kind === 'well';
  return (
    <p
      role="status"
      data-testid="verdict"
      data-well={well}
      className={`flex items-center gap-3 rounded-2xl p-4 text-lg font-semibold ${LOOKS[kind]}`}
    >
      {well ? <CheckIcon className="size-6 shrink-0" /> : <AlertIcon className="size-6 shrink-0" />}
      {sentence}
    </p>
  );
}

function Parts({ parts }: { parts: Health['parts'] }) {
  return (
    <Section title="Parts">
      <ul className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
        {parts.map(({ name, ready, off, detail, lag, log }) => (
          <li
            key={name}
            data-testid="part"
            data-ready={ready}
            data-off={off}
            className="rounded-2xl border border-line bg-surface p-4"
          >
            <p className="flex items-center gap-2">
              <span className="min-w-0 flex-1 truncate font-semibold">{name}</span>
              <span
                className={`rounded-full px-2.5 py-0.5 text-xs font-semibold ${ready ? 'bg-accent-wash text-accent' : off ? 'bg-hover text-soft' : 'bg-danger-wash text-danger'}`}
              >
                {ready ? 'ready' : off ? 'off' : 'not ready'}
              </span>
            </p>
            {detail !== 'ready' && <p className="mt-1 text-sm break-words text-soft">{detail}</p>}
            {!ready && !off && log != null && (
              <p className="mt-1 text-sm break-words text-soft">
                Log: <code>{log}</code>
              </p>
            )}
            {lag !== null && (
              <p className="mt-2 text-sm tabular-nums">
                <span className={lag > 1000 ? 'font-semibold text-warn' : ''}>
                  {lag.toLocaleString('en')}
                </span>
                <span className="text-soft"> {lag === 1 ? 'record' : 'records'} behind</span>
              </p>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}
