import type { Health } from '../api';
import { LastSign } from './LastSign';
import { Section } from './Section';
import { ageOf, lifeOfGateway } from './signs';
import { Table } from './Table';

export function Gateways({ health: { gateways, at }, sinceMs }: { health: Health; sinceMs: number }) {
  return (
    <Section title="Gateways" count={gateways.length}>
      {gateways.length === 0 ? (
        <p className="text-soft">No gateway has been heard of.</p>
      ) : (
        <Table label="Gateways" heads={['Gateway', 'Sockets', 'In voice', 'Last heard']}>
          {gateways.map(({ gatewayId, sockets, inVoice, lastHeard }) => {
            const ageMs = lastHeard === null ? null : ageOf(lastHeard, at, sinceMs);
            return (
              <tr key={gatewayId} data-testid="gateway">
                <td className="font-mono text-xs">{gatewayId}</td>
                <td className="tabular-nums">
                  {sockets?.toLocaleString('en') ?? <span className="text-soft">only it knows</span>}
                </td>
                <td className="tabular-nums">{inVoice.toLocaleString('en')}</td>
                <td>{ageMs === null ? 'never' : <LastSign ageMs={ageMs} life={lifeOfGateway(ageMs)} />}</td>
              </tr>
            );
          })}
        </Table>
      )}
    </Section>
  );
}
