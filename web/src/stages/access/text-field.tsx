import type { InputHTMLAttributes } from "react";

type Props = Pick<
  InputHTMLAttributes<HTMLInputElement>,
  "type" | "autoComplete" | "inputMode" | "maxLength" | "className" | "autoFocus"
> & {
  readonly name: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly faults?: readonly string[];
  readonly value: string;
  readonly onValue: (value: string) => void;
};

/** One line to fill in, with what is asked above it and what is wrong between. */
export function TextField({ name, label, hint, faults = [], onValue, ...input }: Props) {
  const id = `field-${name}`;
  const described = [hint ? `${id}-hint` : "", faults.length > 0 ? `${id}-fault` : ""].filter(Boolean).join(" ");
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {hint && (
        <p className="quiet small" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {faults.length > 0 && (
        <div className="fault" id={`${id}-fault`}>
          {faults.map((fault) => (
            <p key={fault}>
              <span aria-hidden="true">■ </span>
              {fault}
            </p>
          ))}
        </div>
      )}
      <input
        {...input}
        id={id}
        name={name}
        required
        spellCheck={false}
        autoCapitalize="none"
        aria-invalid={faults.length > 0}
        aria-describedby={described || undefined}
        onChange={(event) => onValue(event.target.value)}
      />
    </div>
  );
}
