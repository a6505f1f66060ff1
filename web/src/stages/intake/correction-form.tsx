import type { CorrectableKind, Fact } from "@biaochi/contract";
import type { ReactNode } from "react";
import type { z } from "zod";
import { FaultsHere, type Faults as FieldFaults, Field as FormField, useDescribed } from "../../frame/field.tsx";
import { inWords } from "../../frame/in-words.ts";
import { type Say, useSay } from "../../frame/preferences.tsx";
import { asksValue, type Draft, type Field, fieldsOf, type Standing, type State } from "./correction-draft.ts";
import { valueInWords } from "./fact-table.tsx";

type One = z.output<typeof Fact>;
export type Faults = Partial<Record<Field, string>>;

const states: readonly State[] = ["none", "late", "missing", "not-applicable", "exempt"];
const standings: readonly Standing[] = ["confirmed", "proposed", "revoked", "exempt"];

type Props = {
  readonly fact: One;
  readonly kind: CorrectableKind;
  readonly draft: Draft;
  readonly faults: Faults;
  readonly onChange: (change: Partial<Draft>) => void;
};

function nameOf(say: Say, kind: CorrectableKind, field: string): string {
  if (field === "value") return say(`correct.value.${kind}`);
  return say.composed(`correct.${field}`);
}

/** One column; only what this kind has. */
export function CorrectionFields({ fact, kind, draft, faults, onChange }: Props) {
  const say = useSay();
  return (
    <FaultsHere value={faultsBeside(say, kind, faults)}>
      {fieldsOf[kind].map((field) =>
        field === "value" && !asksValue(kind, draft) ? null : (
          <OneField key={field} {...{ field, fact, kind, draft, onChange }} />
        ),
      )}
    </FaultsHere>
  );
}

/** What is wrong, as it stands beside its field. */
export function faultsBeside(say: Say, kind: CorrectableKind, faults: Faults, isNamed = false): FieldFaults {
  return Object.fromEntries(
    Object.entries(faults).map(([field, code]) => {
      const sentence = say.composed(code);
      return [`field-${field}`, [isNamed ? nameOf(say, kind, field) + say("lost.colon") + sentence : sentence]];
    }),
  );
}

type OneFieldProps = Omit<Props, "faults"> & { readonly field: Field };

function OneField({ field, fact, kind, draft, onChange }: OneFieldProps) {
  const say = useSay();
  const id = `field-${field}`;
  const hint = hintOf(say, field, fact);
  const described = useDescribed(id, hint);
  return (
    <FormField id={id} name={nameOf(say, kind, field)} hint={hint}>
      {control(say, field, draft, described, onChange)}
    </FormField>
  );
}

function hintOf(say: Say, field: Field, fact: One): string | undefined {
  if (field === "value") return say("correct.value.asked", { now: valueInWords(say, fact) });
  if (field === "standing") return say("correct.standing.asked");
  if (field === "source") return say("correct.source.asked");
  if (field === "reason") return say("correct.reason.asked");
  return undefined;
}

function control(say: Say, field: Field, draft: Draft, described: object, onChange: Props["onChange"]): ReactNode {
  if (field === "state")
    return (
      <select
        {...described}
        value={draft.state}
        onChange={(event) => onChange({ state: picked(states, event.target.value, "none") })}
      >
        {states.map((each) => (
          <option key={each} value={each}>
            {say(`correct.state.${each}`)}
          </option>
        ))}
      </select>
    );
  if (field === "standing")
    return (
      <select
        {...described}
        value={draft.standing}
        onChange={(event) => onChange({ standing: picked(standings, event.target.value, "confirmed") })}
      >
        {standings.map((each) => (
          <option key={each} value={each}>
            {inWords(say, "standing", each)}
          </option>
        ))}
      </select>
    );
  const onText = (event: { readonly target: { readonly value: string } }) => onChange({ [field]: event.target.value });
  if (field === "reason" || field === "statement")
    return <textarea {...described} rows={3} maxLength={2000} value={draft[field]} onChange={onText} />;
  return (
    <input
      {...described}
      type="text"
      maxLength={500}
      inputMode={field === "value" ? "decimal" : "text"}
      autoComplete="off"
      className={field === "value" ? "short" : undefined}
      value={draft[field]}
      onChange={onText}
    />
  );
}

const picked = <T extends string>(known: readonly T[], value: string, usual: T): T =>
  known.find((each) => each === value) ?? usual;
