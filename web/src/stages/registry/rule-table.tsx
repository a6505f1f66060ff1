import { day, ruleName } from "@biaochi/words";
import type { Answer } from "../../exchange/doors.ts";
import { called } from "../../frame/called.ts";
import { useMay } from "../../frame/current.ts";
import { type Say, useSay } from "../../frame/preferences.tsx";
import { Scroll } from "../../frame/scroll.tsx";
import { ConfirmRule, WithdrawConfirmation } from "./confirm-rule.tsx";
import { FigureSaid } from "./figure-said.tsx";
import { Layers, sourceOf } from "./rule-cited.tsx";

type Page = Answer<"readRulebooks">;
export type Rule = Page["rules"][number];

type Props = { readonly title: string; readonly rules: readonly Rule[] };

/** Every rule with its source, how it is known, when it holds, and whether it is confirmed. */
export function RuleTable({ title, rules }: Props) {
  const say = useSay();
  return (
    <Scroll label={title}>
      <table className="plain rules stacked">
        <thead>
          <tr>
            <th scope="col">{say("rulebooks.rule")}</th>
            <th scope="col">{say("rulebooks.source")}</th>
            <th scope="col">{say("rulebooks.evidence")}</th>
            <th scope="col">{say("rulebooks.valid")}</th>
            <th scope="col">{say("rulebooks.state")}</th>
          </tr>
        </thead>
        <tbody>
          {rules.map((rule) => (
            <tr key={`${rule.rule} ${rule.from}`} id={rule.holds ? rule.rule : `${rule.rule}@${rule.from}`}>
              <th scope="row" className="below">
                {ruleName(say.language, rule.rule)}
                <span className="plain-text block">{say.named(rule.text)}</span>
                {rule.note && <span className="quiet small block">{say.named(rule.note)}</span>}
                {rule.figure && rule.holds && rule.layers.length > 0 && (
                  <span className="block">
                    <strong>
                      {say("local-rules.now")}
                      <FigureSaid figure={rule.figure} />
                    </strong>
                    <Layers layers={rule.layers} />
                  </span>
                )}
              </th>
              <td className="below">{placeOf(say, rule)}</td>
              <td className="below">{say(`rulebooks.evidence.${rule.evidence}`)}</td>
              <td className="below">
                {validOf(say, rule)}
                {rule.fromEvidence !== "read" && <span className="quiet small block">{say("rulebooks.day-open")}</span>}
                {!rule.holds && <span className="quiet small block">{say("rulebooks.not-now")}</span>}
              </td>
              <td className="below">
                <State rule={rule} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

function placeOf(say: Say, rule: Rule): string {
  const isNumberOpen = rule.article !== null && rule.numberEvidence !== rule.evidence;
  return [sourceOf(say, rule), ...(isNumberOpen ? [`(${say("rulebooks.number-open")})`] : [])].join(" ");
}

function validOf(say: Say, { from, until }: Rule): string {
  const first = day(say.language, from);
  return until === null
    ? say("rulebooks.from", { from: first })
    : say("rulebooks.from-until", { from: first, until: day(say.language, until) });
}

const colours = { read: "blue", confirmed: "blue", waiting: "amber", open: "" } as const;

function State({ rule }: { readonly rule: Rule }) {
  const say = useSay();
  const mayConfirm = useMay("confirm-rule");
  const { state, confirmation, hasChanged } = rule;
  return (
    <>
      <span className={`tag ${colours[state]}`}>{say(`rulebooks.state.${state}`)}</span>
      {hasChanged && <span className="small block">{say("rulebooks.changed")}</span>}
      {confirmation && (
        <span className="quiet small block">
          {say("rulebooks.confirmed-by", {
            name: confirmation.name,
            day: day(say.language, confirmation.day),
            document: confirmation.document,
          })}
          {confirmation.note && ` · ${confirmation.note}`}
          <span className="block">
            {say("rulebooks.recorded-by", {
              by: called(say, confirmation.by),
            })}
          </span>
        </span>
      )}
      {mayConfirm && state === "waiting" && <ConfirmRule rule={rule} />}
      {mayConfirm && confirmation && <WithdrawConfirmation rule={rule} confirmation={confirmation.confirmation} />}
    </>
  );
}
