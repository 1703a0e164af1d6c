import type { Call } from '../api';
import { duration, time } from '../model/format';
import { reason } from '../model/words';
import { useChannelName, useInsights } from '../useInsights';

/** The stays of a call, below its row. */
export function StayRows({ call, columns }: { call: Call; columns: number }) {
  const { zone } = useInsights().address;
  const nameOf = useChannelName();
  return (
    <tr data-testid="stays" className="bg-surface">
      <td />
      <td colSpan={columns} className="px-2 pt-1 pb-3">
        <ol className="space-y-1.5 border-l-2 border-accent pl-3">
          {call.stays.map((stay) => (
            <li key={`${stay.began} ${stay.channelId}`} className="flex flex-wrap gap-x-3">
              <span className="font-medium">{nameOf(stay.channelId)}</span>
              <span className="text-soft tabular-nums">
                {time(stay.began, zone, 'exact')} to{' '}
                {stay.ended === null ? 'now' : time(stay.ended, zone, 'clock')}
              </span>
              {stay.secondsSpoken !== null && (
                <span className="text-soft">
                  spoke {duration(stay.secondsSpoken)}, muted {duration(stay.secondsMuted)}
                </span>
              )}
              <span>{reason(stay.why)}</span>
            </li>
          ))}
        </ol>
      </td>
    </tr>
  );
}
