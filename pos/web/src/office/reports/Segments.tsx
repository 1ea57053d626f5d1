type Props<T extends string> = {
  label: string;
  options: readonly T[];
  chosen: T;
  name: (option: T) => string;
  onChoose: (option: T) => void;
};

/** One of a few ways to look at a report. */
export function Segments<T extends string>({ label, options, chosen, name, onChoose }: Props<T>) {
  return (
    <div class="segments" role="group" aria-label={label}>
      {options.map((option) => (
        <button
          type="button"
          key={option}
          aria-pressed={chosen === option}
          data-testid={`by-${option}`}
          onClick={() => onChoose(option)}
        >
          {name(option)}
        </button>
      ))}
    </div>
  );
}
