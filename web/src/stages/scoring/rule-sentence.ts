import type { ExplainedLoss, ListNode } from "@biaochi/contract";
import { settingsOf } from "@biaochi/engine/settings";
import { isCode, quantity, rules, score } from "@biaochi/words";
import type { z } from "zod";
import type { Say } from "../../frame/preferences.tsx";

type Loss = z.output<typeof ExplainedLoss>;
export type WrittenRule = NonNullable<z.output<typeof ListNode>["rule"]>;

/** The rule as it stands in the scheme, as a sentence. */
export function ruleSentence(say: Say, { kind, parameters }: WrittenRule): string {
  return rules.rule(say.language, kind, settingsOf({ ...parameters, kind }));
}

/** The values that the rule was told, each under its own word. */
export function toldValues(say: Say, inputs: Readonly<Record<string, string>>): readonly (readonly [string, string])[] {
  return Object.entries(inputs).map(([name, value]) => {
    const code = `told.${name}`;
    return [isCode(code) ? say.composed(code) : name, quantity(value)];
  });
}

/** What would have given the points back: of the rule's own where it has such a sentence, otherwise of its data. */
export function regainOf(say: Say, loss: Loss): string {
  const lost = score(loss.lost);
  const values = { ...Object.fromEntries(toldInputs(loss)), lost, full: score(loss.full) };
  if (loss.absence) return say(`regain.${loss.absence}`, values);
  const own = rules.regain(say.language, loss);
  if (own !== undefined) return own;
  if ("target" in loss.inputs && "actual" in loss.inputs) return say("regain.target", values);
  if (loss.full === "0") return say("regain.event", values);
  return say("regain.full", values);
}

const toldInputs = (loss: Loss): readonly (readonly [string, string])[] =>
  Object.entries(loss.inputs).map(([name, value]) => [name, quantity(value)]);
