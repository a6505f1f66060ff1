type SearchProps = {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly onValue: (value: string) => void;
};

/** Narrows a list to whatever has this in its name. */
export function SearchChoice({ id, label, value, onValue }: SearchProps) {
  return (
    <label htmlFor={id}>
      {label} <input id={id} type="search" value={value} onChange={(event) => onValue(event.target.value)} />
    </label>
  );
}

type WhichProps<T extends string> = {
  readonly id: string;
  readonly label: string;
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly onValue: (value: T) => void;
};

/** Which part of a list is shown. */
export function WhichChoice<T extends string>({ id, label, value, options, onValue }: WhichProps<T>) {
  return (
    <label htmlFor={id}>
      {label}{" "}
      <select
        id={id}
        value={value}
        onChange={(event) => onValue(options.find((each) => each.value === event.target.value)?.value ?? value)}
      >
        {options.map((each) => (
          <option key={each.value} value={each.value}>
            {each.label}
          </option>
        ))}
      </select>
    </label>
  );
}
