import { changeSince, count, duration, minutes, percent } from '../model/format';
import { beforeName } from '../model/range';
import { useAnswer, useQuestion, useQuestionBefore } from '../useAnswer';
import { useInsights } from '../useInsights';
import { StatTile } from './StatTile';
import { AskedTiles } from './Tiles';

const one = { limit: 1 };
/** Who was not there has no row. */
const nothing = { minutes: 0, calls: 0, secondsSpoken: 0 };

/** The figures of one person. */
export function PersonTiles({ userId }: { userId: string }) {
  const { address, window } = useInsights();
  const filters = { user: userId };
  const question = useQuestion(filters);
  const asked = useAnswer('people', question, one);
  const past = useAnswer('people', useQuestionBefore(filters), one);
  const lengths = useAnswer('lengths', question, {});
  const departures = useAnswer('departures', question, {});
  const then = past.data && (past.data.items[0] ?? nothing);
  const before = beforeName(address.range, window);
  const lost = departures.data?.items.find(({ why }) => why === 'expired')?.calls ?? 0;
  return (
    <AskedTiles asked={asked} columns="lg:grid-cols-4" tiles={4}>
      {({ items: [now = nothing] }) => (
        <>
          <StatTile
            label="Time in voice"
            testId="stat-minutes"
            value={minutes(now.minutes)}
            change={changeSince(now.minutes, then?.minutes)}
            before={before}
            better="up"
          />
          <StatTile
            label="Spoke"
            value={duration(now.secondsSpoken)}
            note={now.minutes > 0 ? `${percent(now.secondsSpoken / 60 / now.minutes)} of their time` : ''}
          />
          <StatTile
            label="Calls"
            testId="stat-calls"
            value={count(now.calls)}
            note={lengths.data?.p50 == null ? '' : `half of them up to ${duration(lengths.data.p50)}`}
          />
          <StatTile
            label="Lost connection"
            value={departures.data ? count(lost) : '–'}
            note={
              departures.data
                ? `and ${count(departures.data.reconnects)} ${departures.data.reconnects === 1 ? 'reconnect' : 'reconnects'}`
                : ''
            }
          />
        </>
      )}
    </AskedTiles>
  );
}
