import { useState } from 'react';
import { hashOf } from '../../session/route';
import type { Health } from '../api';
import { LastSign } from './LastSign';
import { Section } from './Section';
import { ageOf, lifeOfSession } from './signs';
import { Table } from './Table';

/** More at once than anybody reads; the field above finds the others. */
const SHOWN = 100;

/** Who holds a session, and when they were last heard; a name leads to their trace. */
export function Sessions({ health: { sessions, at }, sinceMs }: { health: Health; sinceMs: number }) {
  const [wanted, setWanted] = useState('');
  const words = wanted.trim().toLowerCase();
  const found = sessions.filter((it) =>
    [it.guild, it.userId, it.username, it.sessionId, it.channelId, it.gatewayId].some((value) =>
      value?.toLowerCase().includes(words),
    ),
  );
  return (
    <Section
      title="Sessions"
      count={sessions.length}
      aside={
        sessions.length > 0 && (
          <input
            type="search"
            aria-label="Find a session"
            placeholder="Name, channel, gateway…"
            className="field min-h-9 w-56"
            value={wanted}
            onChange={({ target }) => setWanted(target.value)}
          />
        )
      }
    >
      {sessions.length === 0 ? (
        <p className="text-soft">Nobody is in voice.</p>
      ) : (
        <Table
          label="Sessions"
          heads={['Who', 'Server', 'Channel', 'Last sign of life', 'Gateway', 'Session']}
        >
          {found.slice(0, SHOWN).map((it) => {
            const ageMs = ageOf(it.lastHeard, at, sinceMs);
            return (
              <tr key={`${it.guild} ${it.sessionId}`} data-testid="session" data-user-id={it.userId}>
                <td>
                  <a
                    className="font-semibold hover:underline"
                    href={hashOf('operations', '', { guild: it.guild, user: it.userId })}
                  >
                    <bdi>{it.username ?? it.userId}</bdi>
                  </a>
                </td>
                <td>{it.guild}</td>
                <td>{it.channelId ?? <span className="text-soft">none</span>}</td>
                <td>
                  <LastSign ageMs={ageMs} life={lifeOfSession(ageMs)} />
                </td>
                <td className="max-w-48 truncate font-mono text-xs" title={it.gatewayId}>
                  {it.gatewayId}
                </td>
                <td className="max-w-48 truncate font-mono text-xs" title={it.sessionId}>
                  {it.sessionId}
                </td>
              </tr>
            );
          })}
        </Table>
      )}
      {found.length > SHOWN && (
        <p className="mt-2 text-sm text-soft">
          The first {SHOWN} of {found.length.toLocaleString('en')} are shown. Type to find others.
        </p>
      )}
    </Section>
  );
}
