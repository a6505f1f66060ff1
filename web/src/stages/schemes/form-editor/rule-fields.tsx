import { firstValue, ruleGroups, ruleKeys, ruleSaid, type SchemePath } from "@biaochi/engine";
import { rules } from "@biaochi/words";
import { useMemo } from "react";
import { useSay } from "../../../frame/preferences.tsx";
import { RuleParts } from "../rule-parts.tsx";
import { idOf, mapOf, textOf, useEditing } from "./editing.ts";
import { GroupFields } from "./group-fields.tsx";
import { Labelled, useDescription } from "./simple-field.tsx";

type Props = { readonly at: SchemePath; readonly value: unknown; readonly label: string };

/** How points are earned: chosen by what the rule does, said in a sentence, with the fields of its kind. */
export function RuleFields({ at, value, label }: Props) {
  const say = useSay();
  const { edit } = useEditing();
  const rule = mapOf(value);
  const kind = textOf(rule.kind);
  const id = kind.split("@")[0] ?? kind;
  const described = useDescription([...at, "kind"]);
  const choose = (next: string) => {
    const keys = ruleKeys(next);
    const kept = keys.flatMap(({ key, isRequired, field }) =>
      rule[key] !== undefined && (key === "target" || key === "floor" || key === "causes")
        ? [[key, rule[key]] as const]
        : isRequired
          ? [[key, firstValue(field)] as const]
          : [],
    );
    edit({ do: "set", at, value: { kind: next, ...Object.fromEntries(kept) } });
  };
  return (
    <fieldset className="inner rule" id={idOf(at)} tabIndex={-1}>
      <legend>{label}</legend>
      <Labelled at={[...at, "kind"]} label={say("scheme-form.rule-kind")}>
        <select {...described} value={id} onChange={(event) => choose(event.target.value)}>
          {Object.entries(ruleGroups).map(([group, kinds]) => (
            <optgroup key={group} label={say.composed(`scheme-form.rules.${group}`)}>
              {kinds.map((each) => (
                <option key={each} value={each}>
                  {rules.name(say.language, each)}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
      </Labelled>
      <RuleSentence rule={value} />
      <GroupFields keys={ruleKeys(kind)} at={at} value={rule} />
    </fieldset>
  );
}

/** What a rule does, as people will read it. */
export function RuleSentence({ rule }: { readonly rule: unknown }) {
  const say = useSay();
  const said = useMemo(() => ruleSaid(rule), [rule]);
  return (
    <div className="says" aria-live="polite">
      <p>
        {said === undefined
          ? say("scheme-form.says.not")
          : say("scheme-form.says", { says: rules.says(say.language, said.says) })}
      </p>
      {said && (
        <RuleParts
          parts={said.parts.map(({ name, when, worth }) => ({
            name: name ?? null,
            when: when.map((each) => ({ ...each })),
            worth: { ...worth },
            events: {},
          }))}
        />
      )}
    </div>
  );
}
