import { SelectField, TextField } from "../../frame/field.tsx";
import { type Say, useSay } from "../../frame/preferences.tsx";
import type { Question } from "./acts.ts";
import type { Entered } from "./filled-act.ts";

type Props = {
  readonly question: Question;
  readonly values: Entered;
  readonly onValue: (field: string, value: string) => void;
};

/** One question of an act, as its kind asks it. */
export function ActQuestion({ question, values, onValue }: Props) {
  const say = useSay();
  const { field, kind, label, hint, isOptional = false, options = [] } = question;
  const id = `registry-${field}`;
  const common = {
    ...{ id, name: say.composed(label), hint: hint === undefined ? undefined : say.composed(hint) },
    ...{ required: !isOptional, value: values[field] ?? "", onValue: (value: string) => onValue(field, value) },
  };
  if (kind === "one-of")
    return (
      <SelectField
        {...common}
        options={[
          { value: "", label: "—" },
          ...options.map((each) => ({ value: each.value, label: labelOf(say, each) })),
        ]}
      />
    );
  if (kind === "name")
    return (
      <>
        <TextField {...common} autoComplete="off" maxLength={200} />
        <TextField
          id={`${id}-en`}
          name={say("registry-do.en")}
          autoComplete="off"
          maxLength={200}
          value={values[`${field}.en`] ?? ""}
          onValue={(value) => onValue(`${field}.en`, value)}
        />
      </>
    );
  if (kind === "date") return <TextField {...common} type="date" />;
  if (kind === "number" || kind === "days")
    return <TextField {...common} inputMode="numeric" pattern="\d{1,9}" autoComplete="off" />;
  if (kind === "period")
    return <TextField {...common} inputMode="numeric" pattern="\d{4}(\.\.\d{4})?" autoComplete="off" />;
  const list = options.length === 0 ? undefined : `${id}-known`;
  return (
    <>
      <TextField {...common} list={list} autoComplete="off" maxLength={200} />
      {list && (
        <datalist id={list}>
          {options.map(({ value }) => (
            <option key={value} value={value} />
          ))}
        </datalist>
      )}
    </>
  );
}

function labelOf(say: Say, { value, say: code, name }: NonNullable<Question["options"]>[number]): string {
  if (code !== undefined) return say.composed(code);
  return name === undefined ? value : `${say.named(name)} · ${value}`;
}
