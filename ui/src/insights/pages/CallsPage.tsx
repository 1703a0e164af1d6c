import { reason, reasonNames } from '../model/words';
import { CallList } from '../parts/CallList';
import { Select } from '../parts/Select';
import { useChange, useChannelName, useInsights } from '../useInsights';

/** Every call of the time, and why it ended. */
export function CallsPage() {
  const { address, channelNames } = useInsights();
  const change = useChange();
  const nameOf = useChannelName();
  const { channel, user, why } = address.filters;
  const set = (filter: object) => change({ filters: { ...address.filters, ...filter } });
  return (
    <>
      <h2 className="sr-only">Calls</h2>
      <div className="flex flex-wrap gap-3">
        <Select
          label="Ended because"
          value={why ?? ''}
          all="Any reason"
          options={reasonNames.map((value) => ({ value, name: reason(value) }))}
          onChoose={(chosen) => set({ why: chosen })}
        />
        <Select
          label="Channel"
          value={channel ?? ''}
          all="All channels"
          options={Object.keys(channelNames).map((value) => ({ value, name: nameOf(value) }))}
          onChoose={(chosen) => set({ channel: chosen })}
        />
        {user !== undefined && user !== '' && (
          <button type="button" className="btn btn-quiet min-h-9 self-end" onClick={() => set({ user: '' })}>
            Of everybody again
          </button>
        )}
      </div>
      <CallList title="Calls" filters={{ channel, user, why: why === '' ? undefined : why }} />
    </>
  );
}
