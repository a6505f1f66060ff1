import type { ExplainedLoss, ExplainedStep, ListNode } from "@biaochi/contract";
import { compare, exactOf, minus, show } from "@biaochi/engine/exact";
import { isCode, periodName, quantity, type RuleTold, rules, score } from "@biaochi/words";
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

export type Regain = { readonly sentence: string; readonly periods: readonly string[] };

/** At most so many periods are named: the others cost less. */
const mostPeriods = 2;

/**
 * What would have given the points back. An item that is scored period by period is won back in its periods: the ones
 * that lost most are named, each in points of its own.
 */
export function regainOf(say: Say, loss: Loss, steps: readonly z.output<typeof ExplainedStep>[], path: string): Regain {
  const worst = loss.absence
    ? []
    : steps
        .filter((step) => step.stage === "item" && step.path.startsWith(`${path}[`))
        .flatMap(({ path: at, code: rule, inputs, points, full }) => {
          const period = /\[([^\]]*)\]$/.exec(at)?.[1];
          if (period === undefined || points === null || full === null) return [];
          const lost = minus(exactOf(full), exactOf(points));
          if (lost.num <= 0n) return [];
          const how = rules.regain(say.language, { rule, inputs, points, full, lost: show(lost) });
          return how === undefined ? [] : [{ period, points, full, lost, how }];
        })
        .sort((a, b) => compare(b.lost, a.lost))
        .slice(0, mostPeriods);
  if (worst.length === 0) return { sentence: regainAtOnce(say, loss), periods: [] };
  return {
    sentence: say("regain.periods", { lost: score(loss.lost) }),
    periods: worst.map(({ period, points, full, how }) =>
      say("regain.period", {
        period: periodName(say.language, period),
        points: score(points),
        full: score(full),
        how,
      }),
    ),
  };
}

/** Of the rule's own where it has such a sentence, otherwise of its data. */
function regainAtOnce(say: Say, loss: Loss): string {
  const lost = score(loss.lost);
  const values = { ...Object.fromEntries(toldInputs(loss)), lost, full: score(loss.full) };
  if (loss.absence) return say(`regain.${loss.absence}`, values);
  const own = rules.regain(say.language, loss);
  if (own !== undefined) return own;
  if (loss.path.startsWith("#red-line:")) return say("regain.red-line", values);
  if ("target" in loss.inputs && "actual" in loss.inputs) return say("regain.target", values);
  if (loss.full === "0") return say("regain.event", values);
  return say("regain.full", values);
}

const toldInputs = (loss: Loss): readonly (readonly [string, string])[] =>
  Object.entries(loss.inputs).map(([name, value]) => [name, quantity(value)]);
