interface Props<T extends string | number> {
  label: string;
  options: readonly { value: T; name: string }[];
  chosen: T;
  onChoose: (value: T) => void;
}

/** A few choices of which one holds, side by side. */
export function Choices<T extends string | number>({ label, options, chosen, onChoose }: Props<T>) {
  return (
    <div role="group" aria-label={label} className="flex rounded-xl bg-hover p-0.5">
      {options.map(({ value, name }) => (
        <button
          key={value}
          type="button"
          aria-pressed={value === chosen}
          className="min-h-8 rounded-[0.6rem] px-2.5 text-xs font-semibold text-soft tabular-nums hover:text-ink aria-pressed:bg-raised aria-pressed:text-ink aria-pressed:shadow-sm"
          onClick={() => onChoose(value)}
        >
          {name}
        </button>
      ))}
    </div>
  );
}
