import type { ExplainedLoss, ExplainedStep, ListNode } from "@biaochi/contract";
import { isCode, periodName, quantity, rules, score } from "@biaochi/words";
import type { z } from "zod";
import type { Say } from "../../frame/preferences.tsx";

type Loss = z.output<typeof ExplainedLoss>;
export type WrittenRule = NonNullable<z.output<typeof ListNode>["rule"]>;

/** Name and sentence of what took the points: a rule of the scheme, or a limit or red line of the pipeline. */
export function ruleInWords(say: Say, rule: string, written: WrittenRule | undefined): string {
  const step = `step.${rule}`;
  if (isCode(step)) return say.composed(step);
  const name = rules.name(say.language, rule);
  const sentence = written ? rules.says(say.language, written.says) : name;
  return sentence === name ? name : `${name}${say("lost.colon")}${sentence}`;
}

/** An item that is scored period by period: one sentence for each period, as [key, period, sentence]. */
export function partsOf(
  say: Say,
  path: string,
  steps: readonly z.output<typeof ExplainedStep>[],
): readonly (readonly [string, string, string])[] {
  return steps.flatMap((step) => {
    const period = step.path.startsWith(`${path}[`) ? /\[([^\]]*)\]$/.exec(step.path)?.[1] : undefined;
    if (period === undefined || step.stage !== "item") return [];
    const name = periodName(say.language, period);
    if (step.absence) return [[step.path, name, say(`absence.${step.absence}`)] as const];
    if (step.points === null || step.full === null) return [];
    const told = { rule: step.code, inputs: step.inputs, points: step.points, full: step.full, lost: "0" };
    return [
      [
        step.path,
        name,
        rules.why(say.language, told) ?? say("lost.of", { points: score(step.points), full: score(step.full) }),
      ] as const,
    ];
  });
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
