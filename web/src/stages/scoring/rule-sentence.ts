import type { ExplainedLoss } from "@biaochi/contract";
import { isCode, quantity, score } from "@biaochi/words";
import type { z } from "zod";
import type { Say } from "../../frame/preferences.tsx";

/** "completion-rate@1" → "completion-rate". */
const kindOf = (rule: string): string => rule.split("@")[0] ?? rule;

function printed(inputs: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, quantity(value)]));
}

/** The rule as a sentence; a rule kind without one shows its name, so that nothing is hidden. */
export function ruleSentence(say: Say, rule: string, inputs: Readonly<Record<string, string>>): string {
  return say.composed(`rule.${kindOf(rule)}`, printed(inputs));
}

/** The values that the rule was told, each under its own word. */
export function toldValues(say: Say, inputs: Readonly<Record<string, string>>): readonly (readonly [string, string])[] {
  return Object.entries(printed(inputs)).map(([name, value]) => {
    const code = `told.${name}`;
    return [isCode(code) ? say.composed(code) : name, value];
  });
}

/** What would have given the points back: of the rule's own where it has such a sentence, otherwise of its data. */
export function regainOf(say: Say, loss: z.output<typeof ExplainedLoss>): string {
  const lost = score(loss.lost);
  const values = { ...printed(loss.inputs), lost, full: score(loss.full) };
  if (loss.absence) return say(`regain.${loss.absence}`, values);
  const own = `regain.${kindOf(loss.rule)}`;
  if (isCode(own)) return say.composed(own, values);
  if ("target" in loss.inputs && "actual" in loss.inputs) return say("regain.target", values);
  if (loss.full === "0") return say("regain.event", values);
  return say("regain.full", values);
}
