interface Props<T extends string> {
  label: string;
  value: T;
  options: readonly { readonly value: T; readonly name: string }[];
  onChoose: (value: T) => void;
}

/** A few ways to look at the same thing, one of them chosen. */
export function Choice<T extends string>({ label, value, options, onChoose }: Props<T>) {
  return (
    <div role="group" aria-label={label} className="flex rounded-lg bg-hover p-0.5">
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          aria-pressed={option.value === value}
          className="min-h-7 rounded-md px-2.5 text-xs font-semibold text-soft transition-colors hover:text-ink aria-pressed:bg-raised aria-pressed:text-ink"
          onClick={() => onChoose(option.value)}
        >
          {option.name}
        </button>
      ))}
    </div>
  );
}
