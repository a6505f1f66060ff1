import { type FormField, firstValue, type SchemePath } from "@biaochi/engine";
import { codesHeld, isCode } from "@biaochi/words";
import { Button } from "antd";
import { useState } from "react";
import { useSay } from "../../../frame/preferences.tsx";
import { freeName, idOf, placed, useEditing } from "./editing.ts";
import { FindingsBeside } from "./simple-field.tsx";
import { ValueField } from "./value-field.tsx";

type ListProps = {
  readonly of: FormField;
  readonly at: SchemePath;
  readonly label: string;
  readonly value: readonly unknown[];
};

/** Members of a list, one below the other. */
export function MemberFields({ of, at, label, value }: ListProps) {
  const say = useSay();
  const { edit } = useEditing();
  return (
    <fieldset className="inner" id={idOf(at)} tabIndex={-1}>
      <legend>{label}</legend>
      <FindingsBeside at={at} />
      {placed(value).map(([n, member]) => {
        const name = say("scheme-form.number", { name: label, n: n + 1 });
        return (
          <div key={n} className="member">
            <ValueField field={of} at={[...at, n]} value={member} label={name} isRequired />
            {value.length > 1 && (
              <Button size="small" type="text" onClick={() => edit({ do: "remove", at: [...at, n] })}>
                {say("scheme-form.remove", { name })}
              </Button>
            )}
          </div>
        );
      })}
      <Button
        size="small"
        onClick={() => edit({ do: "insert", at, index: value.length, value: value.at(-1) ?? firstValue(of) })}
      >
        {say("scheme-form.add", { name: label })}
      </Button>
    </fieldset>
  );
}

type TableProps = {
  readonly of: FormField;
  readonly at: SchemePath;
  readonly label: string;
  readonly value: Readonly<Record<string, unknown>>;
};

/** Lines that are known by a name: worth of options, points by level, conditions on attributes. */
export function TableFields({ of, at, label, value }: TableProps) {
  const say = useSay();
  const { edit } = useEditing();
  const [name, setName] = useState("");
  const id = `${idOf(at)}-new`;
  const isWhere = at.at(-1) === "where";
  const called = (key: string): string => {
    const code = `attribute-name.${key}`;
    return isWhere && isCode(code) ? say(code) : key;
  };
  const labelOf = (key: string): string => (called(key) === key ? key : `${called(key)} · ${key}`);
  const add = () => {
    edit({ do: "set", at: [...at, freeName(name.trim() || "x", Object.keys(value))], value: firstValue(of) });
    setName("");
  };
  return (
    <fieldset className="inner" id={idOf(at)} tabIndex={-1}>
      <legend>{label}</legend>
      <FindingsBeside at={at} />
      {Object.entries(value).map(([key, inner]) => (
        <div key={key} className="member">
          <KnownValues attribute={isWhere ? key : ""} />
          <ValueField field={of} at={[...at, key]} value={inner} label={labelOf(key)} isRequired />
          <Button size="small" type="text" onClick={() => edit({ do: "remove", at: [...at, key] })}>
            {say("scheme-form.remove", { name: called(key) })}
          </Button>
        </div>
      ))}
      <div className="adding">
        <label htmlFor={id} className="small">
          {say("scheme-form.new-name")}
        </label>
        <input
          id={id}
          className="short"
          value={name}
          onChange={(event) => setName(event.target.value)}
          onKeyDown={(event) => event.key === "Enter" && name.trim() !== "" && add()}
        />
        <Button size="small" disabled={name.trim() === ""} onClick={add}>
          {say("scheme-form.add", { name: label })}
        </Button>
      </div>
    </fieldset>
  );
}

/** The values of an attribute that have a word, so that nobody has to know how they are written. */
function KnownValues({ attribute }: { readonly attribute: string }) {
  const say = useSay();
  const start = `attribute.${attribute}.`;
  const known = attribute === "" ? [] : codesHeld().filter((code) => code.startsWith(start));
  if (known.length === 0) return null;
  const told = known.map((code) => `${code.slice(start.length)} ${say(code)}`).join(say("list.separator"));
  return <p className="quiet small">{say("scheme-form.known-values", { values: told })}</p>;
}
