import { ruleName } from "@biaochi/words";
import { useSay } from "../../frame/preferences.tsx";
import { type Rule, RuleTable } from "./rule-table.tsx";

type Props = { readonly title: string; readonly rules: readonly Rule[]; readonly isOpen: boolean };

/** One rulebook behind its heading: how many rules, what of it the city has to see to, and what it is about. */
export function RuleSection({ title, rules, isOpen }: Props) {
  const say = useSay();
  const count = (state: Rule["state"]) => rules.filter((rule) => rule.state === state && rule.holds).length;
  const [waiting, open] = [count("waiting"), count("open")];
  const names = [...new Set(rules.map(({ rule }) => ruleName(say.language, rule)))];
  return (
    <details className="section" open={isOpen}>
      <summary>
        <h2>{title}</h2> <span className="quiet">{say("rulebooks.count", { n: rules.length })}</span>{" "}
        {waiting > 0 && <span className="tag amber">{say("rulebooks.waiting", { n: waiting })}</span>}{" "}
        {open > 0 && <span className="tag">{say("rulebooks.open", { n: open })}</span>}
        <span className="quiet small block">
          {names.slice(0, 4).join(say("list.separator"))}
          {names.length > 4 && say("rulebooks.and-more")}
        </span>
      </summary>
      <RuleTable title={title} rules={rules} />
    </details>
  );
}
