import type { SchemePath } from "@biaochi/engine";
import { findingParams, isCode } from "@biaochi/words";
import { type ReactNode, useEffect, useState } from "react";
import { type Say, useSay } from "../../../frame/preferences.tsx";
import { idOf, useEditing } from "./editing.ts";

/** The word of a key or a value, and what has none as it is written. */
export const keyName = (say: Say, key: string): string => wordOf(say, `scheme-key.${key}`, key);
export const valueName = (say: Say, value: string): string => wordOf(say, `scheme-value.${value}`, value);
const wordOf = (say: Say, code: string, otherwise: string): string => (isCode(code) ? say(code) : otherwise);

type LabelledProps = {
  readonly at: SchemePath;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly children: ReactNode;
};

/** A question of the form with what was found about its answer beside it. */
export function Labelled({ at, label, hint, children }: LabelledProps) {
  const id = idOf(at);
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {hint && (
        <p className="quiet small" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <FindingsBeside at={at} />
      {children}
    </div>
  );
}

/** What describes a control, for those who hear the page. */
export function useDescription(at: SchemePath, hint?: string): object {
  const { findingsAt } = useEditing();
  const found = findingsAt(at);
  const id = idOf(at);
  const by = [hint ? `${id}-hint` : "", found.length > 0 ? `${id}-found` : ""].filter(Boolean).join(" ");
  return {
    id,
    "aria-describedby": by || undefined,
    "aria-invalid": found.some(({ severity }) => severity === "error"),
  };
}

const signs = { error: "■", warning: "▲", advice: "●" } as const;

export function FindingsBeside({ at }: { readonly at: SchemePath }) {
  const say = useSay();
  const found = useEditing().findingsAt(at);
  if (found.length === 0) return null;
  return (
    <div className="found" id={`${idOf(at)}-found`}>
      {found.map(({ code, severity, line, ...finding }) => {
        const params = findingParams(say.language, finding);
        const mend = `lint.${code}.mend`;
        return (
          <p key={`${code}:${line}:${JSON.stringify(params)}`} className={severity}>
            <span aria-hidden="true">{signs[severity]} </span>
            {say(`severity.${severity}`)}
            {say("lost.colon")}
            {say.composed(`lint.${code}`, params)} {isCode(mend) && say.composed(mend, params)}
          </p>
        );
      })}
    </div>
  );
}

type LineProps = {
  readonly at: SchemePath;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly value: string;
  readonly placeholder?: string | undefined;
  readonly isShort?: boolean;
  readonly type?: "text" | "date";
  readonly suggestions?: readonly { readonly value: string; readonly label?: string }[];
  readonly onDone: (typed: string) => void;
};

/** One line. What is typed counts when the field is left, or on Enter, so that each change is one step that can be taken back. */
export function Line({ at, label, hint, value, placeholder, isShort, type, suggestions, onDone }: LineProps) {
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  const described = useDescription(at, hint);
  const done = () => {
    if (typed !== value) onDone(typed);
  };
  const list = suggestions && suggestions.length > 0 ? `${idOf(at)}-known` : undefined;
  return (
    <Labelled at={at} label={label} hint={hint}>
      <input
        {...described}
        type={type ?? "text"}
        className={isShort ? "short" : undefined}
        spellCheck={false}
        autoComplete="off"
        list={list}
        placeholder={placeholder}
        value={typed}
        data-typing={typed === value ? undefined : ""}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={done}
        onKeyDown={(event) => {
          if (event.key === "Enter") done();
          if (event.key === "Escape") setTyped(value);
        }}
      />
      {list && (
        <datalist id={list}>
          {suggestions?.map((each) => (
            <option key={each.value} value={each.value}>
              {each.label}
            </option>
          ))}
        </datalist>
      )}
    </Labelled>
  );
}

type PickProps = {
  readonly at: SchemePath;
  readonly label: string;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly onPick: (value: string) => void;
};

/** One of several. A value of the document that is none of them stays to be seen. */
export function Pick({ at, label, value, options, onPick }: PickProps) {
  const described = useDescription(at);
  const isKnown = options.some((each) => each.value === value);
  return (
    <Labelled at={at} label={label}>
      <select {...described} value={value} onChange={(event) => onPick(event.target.value)}>
        {!isKnown && <option value={value}>{value}</option>}
        {options.map((each) => (
          <option key={each.value} value={each.value}>
            {each.label}
          </option>
        ))}
      </select>
    </Labelled>
  );
}
