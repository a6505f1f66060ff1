import { type Choice, chosenOf, Options } from "./field.tsx";

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
      {label}{" "}
      <input id={id} type="search" maxLength={100} value={value} onChange={(event) => onValue(event.target.value)} />
    </label>
  );
}

type WhichProps<T extends string> = {
  readonly id: string;
  readonly label: string;
  readonly value: T;
  readonly options: readonly Choice<T>[];
  readonly onValue: (value: T) => void;
};

/** Which part of a list is shown. */
export function WhichChoice<T extends string>({ id, label, value, options, onValue }: WhichProps<T>) {
  return (
    <label htmlFor={id}>
      {label}{" "}
      <select id={id} value={value} onChange={(event) => onValue(chosenOf(options, event.target.value, value))}>
        <Options options={options} />
      </select>
    </label>
  );
}
