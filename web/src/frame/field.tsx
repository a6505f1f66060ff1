import { createContext, type InputHTMLAttributes, type ReactNode, type TextareaHTMLAttributes, use } from "react";

/** What is wrong, by the identifier of the field; `Form` finds it and the field says it. */
export type Faults = Readonly<Record<string, readonly string[]>>;
export const FaultsHere = createContext<Faults>({});

/** What describes a control, for those who hear the page; `hint` says whether it has one. */
export function useDescribed(id: string, hint?: string): object {
  const isFaulty = (use(FaultsHere)[id] ?? []).length > 0;
  const by = [hint ? `${id}-hint` : "", isFaulty ? `${id}-fault` : ""].filter(Boolean).join(" ");
  return { id, "aria-invalid": isFaulty, "aria-describedby": by || undefined };
}

type FieldProps = {
  readonly id: string;
  readonly name: string;
  /** Why it is asked, or what it does. */
  readonly hint?: string | undefined;
  readonly children: ReactNode;
};

/** One question of a form: what is asked, why, what is wrong with the answer, and the control. */
export function Field({ id, name, hint, children }: FieldProps) {
  return (
    <div className="field">
      <label htmlFor={id}>{name}</label>
      {hint && (
        <p className="quiet small" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <FaultBeside id={id} />
      {children}
    </div>
  );
}

/** What is wrong with one answer, where it is given. */
export function FaultBeside({ id }: { readonly id: string }) {
  const faults = use(FaultsHere)[id] ?? [];
  if (faults.length === 0) return null;
  return (
    <div className="fault" id={`${id}-fault`}>
      {faults.map((fault) => (
        <p key={fault}>
          <span aria-hidden="true">■ </span>
          {fault}
        </p>
      ))}
    </div>
  );
}

type Written<T> = Omit<T, "id" | "name" | "onChange" | "value"> & {
  readonly id: string;
  readonly name: string;
  readonly hint?: string | undefined;
  readonly value: string;
  readonly onValue: (value: string) => void;
};
type TextFieldProps = Written<InputHTMLAttributes<HTMLInputElement>> & {
  /** Said where what was typed does not have the form that is asked for. */
  readonly misfit?: string;
};

/** One line to fill in. */
export function TextField({ id, name, hint, misfit, onValue, ...input }: TextFieldProps) {
  const described = useDescribed(id, hint);
  return (
    <Field id={id} name={name} hint={hint}>
      <input
        type="text"
        spellCheck={false}
        autoCapitalize="none"
        data-misfit={misfit}
        {...input}
        {...described}
        onChange={(event) => onValue(event.target.value)}
      />
    </Field>
  );
}

/** A few lines to fill in. */
export function LinesField({
  id,
  name,
  hint,
  onValue,
  ...lines
}: Written<TextareaHTMLAttributes<HTMLTextAreaElement>>) {
  const described = useDescribed(id, hint);
  return (
    <Field id={id} name={name} hint={hint}>
      <textarea rows={2} {...lines} {...described} onChange={(event) => onValue(event.target.value)} />
    </Field>
  );
}

export type Choice<T extends string> = { readonly value: T; readonly label: string };

export function Options<T extends string>({ options }: { readonly options: readonly Choice<T>[] }) {
  return options.map(({ value, label }) => (
    <option key={value} value={value}>
      {label}
    </option>
  ));
}

/** Which of them the browser means. */
export const chosenOf = <T extends string>(options: readonly Choice<T>[], text: string, usual: T): T =>
  options.find(({ value }) => value === text)?.value ?? usual;

type SelectFieldProps<T extends string> = {
  readonly id: string;
  readonly name: string;
  readonly hint?: string | undefined;
  readonly required?: boolean;
  readonly value: T;
  readonly options: readonly Choice<T>[];
  readonly onValue: (value: T) => void;
};

/** One of a few. */
export function SelectField<T extends string>({
  id,
  name,
  hint,
  required,
  value,
  options,
  onValue,
}: SelectFieldProps<T>) {
  const described = useDescribed(id, hint);
  return (
    <Field id={id} name={name} hint={hint}>
      <select
        {...described}
        required={required === true}
        value={value}
        onChange={(event) => onValue(chosenOf(options, event.target.value, value))}
      >
        <Options options={options} />
      </select>
    </Field>
  );
}
