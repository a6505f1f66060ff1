import { type FormField, firstValue, formOf, quantityField, type SchemePath } from "@biaochi/engine";
import { Button } from "antd";
import { type Say, useSay } from "../../../frame/preferences.tsx";
import { figureOf, idOf, listOf, mapOf, namedOf, textOf, useEditing } from "./editing.ts";
import { GroupFields } from "./group-fields.tsx";
import { MemberFields, TableFields } from "./many-fields.tsx";
import { RuleFields } from "./rule-fields.tsx";
import { FindingsBeside, keyName, Line, Pick, valueName } from "./simple-field.tsx";

export type ValueProps = {
  readonly field: FormField;
  readonly at: SchemePath;
  readonly value: unknown;
  readonly label: string;
  readonly isRequired?: boolean;
  readonly usual?: unknown;
};

/** Kinds whose absence is an empty line; all others are set and taken away by a button. */
const plain = new Set<FormField["kind"]>([
  "decimal",
  "word",
  "day",
  "whole",
  "flag",
  "choice",
  "words",
  "text",
  "true",
]);

/** Whatever a key of the document holds, as fields. */
export function ValueField(props: ValueProps) {
  const { field, at, value, label, isRequired = false } = props;
  const say = useSay();
  const { edit } = useEditing();
  if (value === undefined && !plain.has(field.kind)) {
    return (
      <p id={idOf(at)} className="unset">
        <FindingsBeside at={at} />
        <span className="quiet small">
          {label}
          {say("lost.colon")}
          {usualOf(say, props.usual)}
        </span>{" "}
        {field.kind !== "other" && (
          <Button size="small" onClick={() => edit({ do: "set", at, value: firstValue(field) })}>
            {say("scheme-form.set", { name: label })}
          </Button>
        )}
      </p>
    );
  }
  const isPlain = plain.has(field.kind);
  return (
    <>
      <Inner {...props} />
      {!isPlain && !isRequired && (
        <p className="take-away">
          <Button size="small" type="text" onClick={() => edit({ do: "remove", at })}>
            {say("scheme-form.take-away", { name: label })}
          </Button>
        </p>
      )}
    </>
  );
}

const usualOf = (say: Say, usual: unknown): string =>
  usual === undefined || typeof usual === "object"
    ? say("scheme-form.unset")
    : say("scheme-form.usual", {
        usual: typeof usual === "boolean" ? yesNo(say, usual) : valueName(say, String(usual)),
      });
const yesNo = (say: Say, is: boolean): string => say(is ? "scheme-form.yes" : "scheme-form.no");

function Inner({ field, at, value, label, isRequired = false, usual }: ValueProps) {
  const say = useSay();
  const { edit, indicators, units } = useEditing();
  const key = String(at.at(-1));
  const set = (next: unknown) => edit({ do: "set", at, value: next });
  const setOrNot = (typed: string, next: unknown) => {
    if (typed.trim() !== "") set(next);
    else if (!isRequired && value !== undefined) edit({ do: "remove", at });
  };
  const line = { at, label, value: textOf(value), placeholder: usualOf(say, usual) };
  switch (field.kind) {
    case "decimal":
    case "whole":
      return <Line {...line} isShort onDone={(typed) => setOrNot(typed, figureOf(typed))} />;
    case "day":
      return <Line {...line} isShort type="date" onDone={(typed) => setOrNot(typed, typed)} />;
    case "word":
      if (key === "indicator" || key === "target") {
        const known = indicators.map(({ id, name }) => ({ value: id, label: `${say.named(name)} · ${id}` }));
        return (
          <Pick
            {...{ at, label, value: textOf(value) }}
            options={[...(isRequired ? [] : [{ value: "", label: say("scheme-form.unset") }]), ...known]}
            onPick={(id) => setOrNot(id, id)}
          />
        );
      }
      return (
        <Line
          {...line}
          suggestions={key === "owner" ? units.map(({ id, name }) => ({ value: id, label: say.named(name) })) : []}
          onDone={(typed) => setOrNot(typed, typed.trim())}
        />
      );
    case "words":
      return (
        <Line
          {...line}
          hint={say("scheme-form.comma")}
          value={(Array.isArray(value) ? value : [value]).map(textOf).filter(Boolean).join(", ")}
          onDone={(typed) => {
            const words = typed
              .split(/[,，、]/)
              .map((each) => each.trim())
              .filter(Boolean);
            setOrNot(typed, words.length === 1 ? words[0] : words);
          }}
        />
      );
    case "text":
      return <TextFields {...{ at, label, value, isRequired }} />;
    case "flag":
    case "true":
    case "choice": {
      const words = field.kind === "choice" ? field.of : ["true", ...(field.kind === "flag" ? ["false"] : [])];
      if (field.kind === "true" || (field.kind === "choice" && words.length === 1 && isRequired)) return null;
      const options = words.map((each) => ({
        value: each,
        label: field.kind === "choice" ? valueName(say, each) : yesNo(say, each === "true"),
      }));
      return (
        <Pick
          {...{ at, label, value: value === undefined ? "" : String(value) }}
          options={[...(isRequired ? [] : [{ value: "", label: usualOf(say, usual) }]), ...options]}
          onPick={(next) => setOrNot(next, field.kind === "choice" ? next : next === "true")}
        />
      );
    }
    case "quantity":
      return <EitherFields field={quantityField()} {...{ at, value, label }} />;
    case "either":
      return <EitherFields {...{ field, at, value, label }} />;
    case "rule":
      return <RuleFields {...{ at, value, label }} />;
    case "group":
      return (
        <fieldset id={idOf(at)} className="inner" tabIndex={-1}>
          <legend>{label}</legend>
          <GroupFields keys={field.keys} at={at} value={mapOf(value)} />
        </fieldset>
      );
    case "list":
      return <MemberFields of={field.of} {...{ at, label }} value={listOf(value)} />;
    case "table":
      return <TableFields of={field.of} {...{ at, label }} value={mapOf(value)} />;
    case "other":
      return <InText {...{ at, label, value }} />;
  }
}

type AtProps = { readonly at: SchemePath; readonly label: string; readonly value: unknown };

/** One text for both languages where both are the same, otherwise one for each. */
function TextFields({ at, label, value, isRequired }: AtProps & { readonly isRequired: boolean }) {
  const say = useSay();
  const { edit } = useEditing();
  const now = value === undefined ? { "zh-CN": "", en: "" } : namedOf(value, "");
  const done = (next: { readonly "zh-CN": string; readonly en: string }) => {
    const [chinese, english] = [next["zh-CN"].trim(), next.en.trim()];
    if (chinese === "" && english === "") {
      if (!isRequired && value !== undefined) edit({ do: "remove", at });
      return;
    }
    const both = { "zh-CN": chinese || english, en: english || chinese };
    edit({ do: "set", at, value: both["zh-CN"] === both.en ? both.en : both });
  };
  const name = (key: string) => say("scheme-form.in-language", { name: label, language: keyName(say, key) });
  return (
    <>
      <Line at={at} label={name("zh-CN")} value={now["zh-CN"]} onDone={(typed) => done({ ...now, "zh-CN": typed })} />
      <Line at={[...at, "en"]} label={name("en")} value={now.en} onDone={(typed) => done({ ...now, en: typed })} />
    </>
  );
}

/** First which form the value has, then the value in it. */
function EitherFields({
  field,
  at,
  value,
  label,
}: AtProps & { readonly field: Extract<FormField, { kind: "either" }> }) {
  const say = useSay();
  const { edit } = useEditing();
  const index = formOf(field, value);
  const form = field.forms[index];
  const options = field.forms.map(({ name }, i) => ({ value: String(i), label: say.composed(name) }));
  return (
    <div className="either">
      <Pick
        at={[...at, "?"]}
        label={say("scheme-form.form", { name: label })}
        value={String(index)}
        options={options}
        onPick={(next) => edit({ do: "set", at, value: firstValue(field.forms[Number(next)]?.field ?? field) })}
      />
      {form && <Inner field={form.field} at={at} value={value} label={label} isRequired />}
    </div>
  );
}

/** What has no field: where it stands in the text. */
export function InText({ at, label, value }: AtProps) {
  const say = useSay();
  const { lineOf, toLine } = useEditing();
  const line = lineOf(at);
  return (
    <div className="field" id={idOf(at)}>
      <p>
        <strong>{label}</strong> <code className="small">{JSON.stringify(value)?.slice(0, 200)}</code>
      </p>
      <FindingsBeside at={at} />
      {toLine ? (
        <Button size="small" type="link" onClick={() => toLine(line)}>
          {say("scheme-form.in-text", { line })}
        </Button>
      ) : (
        <span className="quiet small">{say("scheme-form.in-text", { line })}</span>
      )}
    </div>
  );
}
