import type { CorrectableKind, Fact } from "@biaochi/contract";
import { type ReactNode, useEffect, useRef } from "react";
import type { z } from "zod";
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

/** What is wrong, all at once, each leading to its field; takes the focus when it appears. */
export function FaultSummary({ faults }: { readonly faults: Faults }) {
  const say = useSay();
  const place = useRef<HTMLDivElement>(null);
  const found = Object.entries(faults);
  useEffect(() => {
    if (Object.keys(faults).length > 0) place.current?.focus();
  }, [faults]);
  if (found.length === 0) return null;
  return (
    <div className="faults" role="alert" tabIndex={-1} ref={place}>
      <h2>{say("correct.summary", { n: found.length })}</h2>
      <ul>
        {found.map(([field, code]) => (
          <li key={field}>
            <a
              href={`#field-${field}`}
              onClick={(event) => {
                event.preventDefault();
                document.getElementById(`field-${field}`)?.focus();
              }}
            >
              {nameOf(say, undefined, field)}
              {say("lost.colon")}
              {say.composed(code)}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}

function nameOf(say: Say, kind: CorrectableKind | undefined, field: string): string {
  if (field === "value") return say(`correct.value.${kind ?? "observation"}`);
  return say.composed(`correct.${field}`);
}

/** One column; only what this kind has. */
export function CorrectionFields({ fact, kind, draft, faults, onChange }: Props) {
  const say = useSay();
  return fieldsOf[kind].map((field) => {
    if (field === "value" && !asksValue(kind, draft)) return null;
    const id = `field-${field}`;
    const fault = faults[field];
    const hint = hintOf(say, field, fact);
    const common = {
      id,
      "aria-invalid": fault !== undefined,
      "aria-describedby": [hint ? `${id}-hint` : "", fault ? `${id}-fault` : ""].filter(Boolean).join(" ") || undefined,
    };
    return (
      <div className="field" key={field}>
        <label htmlFor={id}>{nameOf(say, kind, field)}</label>
        {hint && (
          <p className="quiet small" id={`${id}-hint`}>
            {hint}
          </p>
        )}
        {fault && (
          <p className="fault" id={`${id}-fault`}>
            <span aria-hidden="true">■ </span>
            {say.composed(fault)}
          </p>
        )}
        {control(say, field, draft, common, onChange)}
      </div>
    );
  });
}

function hintOf(say: Say, field: Field, fact: One): string | undefined {
  if (field === "value") return say("correct.value.asked", { now: valueInWords(say, fact) });
  if (field === "standing") return say("correct.standing.asked");
  if (field === "source") return say("correct.source.asked");
  if (field === "reason") return say("correct.reason.asked");
  return undefined;
}

type Common = {
  readonly id: string;
  readonly "aria-invalid": boolean;
  readonly "aria-describedby": string | undefined;
};

function control(say: Say, field: Field, draft: Draft, common: Common, onChange: Props["onChange"]): ReactNode {
  if (field === "state")
    return (
      <select
        {...common}
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
        {...common}
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
    return <textarea {...common} rows={3} maxLength={2000} value={draft[field]} onChange={onText} />;
  return (
    <input
      {...common}
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
