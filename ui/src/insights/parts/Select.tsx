interface Props {
  label: string;
  value: string;
  /** What it is called when nothing is chosen. */
  all: string;
  options: readonly { readonly value: string; readonly name: string }[];
  onChoose: (value: string) => void;
}

export function Select({ label, value, all, options, onChoose }: Props) {
  return (
    <label className="text-xs font-semibold text-soft">
      {label}
      <select
        className="field mt-1 block min-h-9 w-auto max-w-60 px-2 text-sm font-normal"
        value={value}
        onChange={(event) => onChoose(event.target.value)}
      >
        <option value="">{all}</option>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.name}
          </option>
        ))}
      </select>
    </label>
  );
}
