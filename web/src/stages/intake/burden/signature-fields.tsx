import { TextField } from "../../../frame/field.tsx";
import { isBegun, type Signature } from "./register-draft.ts";

type Props = {
  readonly id: string;
  readonly names: Readonly<Record<keyof Signature, string>>;
  readonly value: Signature;
  readonly onValue: (value: Signature) => void;
};

/** Who has signed, by which document and why: all of it, or nothing. */
export function SignatureFields({ id, names, value, onValue }: Props) {
  return (["who", "document", "reason"] as const).map((field) => (
    <TextField
      key={field}
      id={`${id}-${field}`}
      name={names[field]}
      required={isBegun(value)}
      autoComplete="off"
      maxLength={200}
      value={value[field]}
      onValue={(text) => onValue({ ...value, [field]: text })}
    />
  ));
}
