import { useId } from 'react';

interface Props {
  label: string;
  hint?: string;
  checked: boolean;
  testId?: string;
  onChange: (on: boolean) => void;
}

export function Switch({ label, hint, checked, testId, onChange }: Props) {
  const id = useId();
  return (
    <div className="flex items-center gap-4 py-2">
      <div className="min-w-0 flex-1">
        <span id={id} className="font-medium">
          {label}
        </span>
        {hint !== undefined && (
          <p id={`${id}-hint`} className="text-sm text-soft">
            {hint}
          </p>
        )}
      </div>
      <button
        type="button"
        role="switch"
        aria-checked={checked}
        aria-labelledby={id}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        data-testid={testId}
        onClick={() => onChange(!checked)}
        className={`relative h-7 w-12 shrink-0 rounded-full border transition-colors ${checked ? 'border-accent bg-accent' : 'border-control bg-ground'}`}
      >
        <span
          className={`absolute top-1/2 left-1 size-4.5 -translate-y-1/2 rounded-full transition-transform ${checked ? 'translate-x-5 bg-on-accent' : 'bg-control'}`}
        />
      </button>
    </div>
  );
}
