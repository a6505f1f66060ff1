import type { BurdenBudget } from "@biaochi/contract";
import { periodName } from "@biaochi/words";
import { type Say, useSay } from "../../../frame/preferences.tsx";
import { Scroll } from "../../../frame/scroll.tsx";
import { limitInWords, unitTypeInWords } from "./burden-words.ts";

function whose(say: Say, { reach, of, name }: BurdenBudget): string {
  if (of === null) return say("burden.budget.reach.all");
  return reach === "type" ? unitTypeInWords(say, of) : name === null ? of : say.named(name);
}

/** Budgets as they were set, the newest first. */
export function BudgetTable({ budgets }: { readonly budgets: readonly BurdenBudget[] }) {
  const say = useSay();
  return (
    <Scroll label={say("burden.budgets")}>
      <table className="plain stacked">
        <thead>
          <tr>
            <th scope="col">{say("burden.budget.reach")}</th>
            <th scope="col">{say("burden.budget.limit")}</th>
            <th scope="col">{say("burden.budget.from")}</th>
            <th scope="col">{say("burden.reason")}</th>
            <th scope="col">{say("burden.budget.state")}</th>
          </tr>
        </thead>
        <tbody>
          {budgets.map((budget) => (
            <tr key={budget.budget}>
              <th scope="row">{whose(say, budget)}</th>
              <td data-label={say("burden.budget.limit")}>{limitInWords(say, budget)}</td>
              <td data-label={say("burden.budget.from")}>{periodName(say.language, budget.from)}</td>
              <td className="below">{budget.reason}</td>
              <td>{say(budget.isInForce ? "burden.budget.in-force" : "burden.budget.not-in-force")}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
