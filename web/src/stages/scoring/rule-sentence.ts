import type { ExplainedStep, ListNode, SchemePage } from "@biaochi/contract";
import { isCode, periodName, quantity, type RuleTold, rules, score } from "@biaochi/words";
import type { z } from "zod";
import type { Say } from "../../frame/preferences.tsx";

export type WrittenRule = NonNullable<z.output<typeof ListNode>["rule"]>;

/** The rules of one list by the path of their item. */
export function rulesOf(
  written: z.output<typeof SchemePage> | undefined,
  list: string,
): ReadonlyMap<string, WrittenRule> {
  const nodes = written?.lists.find((each) => each.id === list)?.nodes ?? [];
  return new Map(nodes.flatMap((node) => (node.rule ? [[node.path, node.rule] as const] : [])));
}

/** Name and sentence of what took the points: a rule of the scheme, or a limit or red line of the pipeline. */
export function ruleInWords(say: Say, rule: string, written: WrittenRule | undefined): string {
  const step = `step.${rule}`;
  if (isCode(step)) return say.composed(step);
  const name = rules.name(say.language, rule);
  const sentence = written ? rules.says(say.language, written.says) : name;
  return sentence === name ? name : `${name}${say("lost.colon")}${sentence}`;
}

/**
 * How the points came about, undefined where the rule has no sentence for it. A composite is scored by a rule inside it,
 * which tells its values as "1.target": they follow.
 */
export function whyOf(say: Say, told: RuleTold): string | undefined {
  const why = rules.why(say.language, told);
  const inner = Object.entries(told.inputs).filter(([name]) => name.startsWith("1."));
  if (why === undefined || !told.rule.startsWith("composite@") || inner.length === 0) return why;
  const values = toldValues(say, Object.fromEntries(inner.map(([name, value]) => [name.slice(2), value])));
  const list = values.map(([name, value]) => `${name} ${value}`).join(say("list.separator"));
  return why + say("lost.inner", { told: list });
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
        whyOf(say, told) ?? say("lost.of", { points: score(step.points), full: score(step.full) }),
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
