import { useEffect, useEffectEvent, useState } from 'react';
import { action, actionNames } from '../model/words';
import { useChange, useInsights } from '../useInsights';
import { Select } from './Select';

const fields = [
  { name: 'actor', label: 'Who did it', hint: 'user id' },
  { name: 'target', label: 'To what', hint: 'channel, name or path' },
] as const;

/** How long nobody types before what is written counts. */
const PAUSE_MS = 400;

/** What of the log is wanted. What is written counts after a pause, with Enter, or when the field is left. */
export function AuditFilter() {
  const { filters } = useInsights().address;
  const change = useChange();
  const set = (filter: object) => change({ filters: { ...filters, ...filter } });
  const isSet = [filters.action, ...fields.map(({ name }) => filters[name])].some((value) => value);
  return (
    <div role="search" aria-label="Filter of the audit log" className="flex flex-wrap items-end gap-3">
      <Select
        label="What"
        value={filters.action ?? ''}
        all="Everything"
        options={actionNames.map((value) => ({ value, name: action(value) }))}
        onChoose={(chosen) => set({ action: chosen })}
      />
      {fields.map(({ name, label, hint }) => (
        <Written
          key={name}
          label={label}
          hint={hint}
          value={filters[name] ?? ''}
          testId={`audit-${name}`}
          onWritten={(value) => set({ [name]: value })}
        />
      ))}
      {isSet && (
        <button type="button" className="btn btn-quiet min-h-9" onClick={() => change({ filters: {} })}>
          Clear
        </button>
      )}
    </div>
  );
}

interface WrittenProps {
  label: string;
  hint: string;
  value: string;
  testId: string;
  onWritten: (value: string) => void;
}

function Written({ label, hint, value, testId, onWritten }: WrittenProps) {
  const [draft, setDraft] = useState(value);
  const [known, setKnown] = useState(value);
  const [said, setSaid] = useState(value);
  // The address may change by itself, as by going back. What this field made of it is no news: one may be typing on.
  if (known !== value) {
    setKnown(value);
    if (said !== value) setDraft(value);
    setSaid(value);
  }
  const done = () => {
    if (draft.trim() === value) return;
    setSaid(draft.trim());
    onWritten(draft.trim());
  };
  const paused = useEffectEvent(done);
  useEffect(() => {
    const pause = setTimeout(() => paused(), PAUSE_MS);
    return () => clearTimeout(pause);
  }, [draft]);
  return (
    <label className="text-xs font-semibold text-soft max-sm:w-full">
      {label}
      <input
        type="search"
        data-testid={testId}
        className="field mt-1 block min-h-9 px-2 text-sm font-normal sm:w-52"
        placeholder={hint}
        value={draft}
        onChange={(event) => setDraft(event.target.value)}
        onBlur={done}
        onKeyDown={({ key }) => {
          if (key === 'Enter') done();
        }}
      />
    </label>
  );
}
