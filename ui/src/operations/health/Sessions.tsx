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
export function Sessions({
  health: { sessions, sessionsTotal, at },
  sinceMs,
}: {
  health: Health;
  sinceMs: number;
}) {
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
      count={sessionsTotal}
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
        <p className="text-soft">Nobody is connected.</p>
      ) : (
        <Table
          label="Sessions"
          heads={['Who', 'Server', 'Channel', 'Last sign of life', 'Gateway', 'Session']}
        >
          {found.slice(0, SHOWN).map((it) => {
            const ageMs = it.lastHeard === null ? null : ageOf(it.lastHeard, at, sinceMs);
            return (
              <tr key={it.sessionId} data-testid="session" data-user-id={it.userId}>
                <td>
                  <Who guild={it.guild} userId={it.userId} name={it.username ?? it.userId} />
                </td>
                <td>{it.guild ?? <span className="text-soft">none</span>}</td>
                <td>{it.channelId ?? <span className="text-soft">none</span>}</td>
                <td>
                  {ageMs === null ? (
                    <span className="text-soft">not known</span>
                  ) : (
                    <LastSign ageMs={ageMs} life={lifeOfSession(ageMs)} />
                  )}
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
          The {SHOWN} longest silent of {found.length.toLocaleString('en')} are shown. Type to find others.
        </p>
      )}
      {sessionsTotal > sessions.length && (
        <p className="mt-2 text-sm text-soft">
          Of {sessionsTotal.toLocaleString('en')} sessions the {sessions.length.toLocaleString('en')} longest
          silent are known here.
        </p>
      )}
    </Section>
  );
}

/** Whoever is in no channel of a server has no trace there. */
function Who({ guild, userId, name }: { guild: string | null; userId: string; name: string }) {
  const text = <bdi className="font-semibold">{name}</bdi>;
  if (guild === null) return text;
  return (
    <a className="hover:underline" href={hashOf('operations', '', { guild, user: userId })}>
      {text}
    </a>
  );
}
