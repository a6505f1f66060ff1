import { z } from "zod";
import { State } from "../facts/state.ts";
import { add, choose, multiply, scale, smaller, subtract, total } from "../number/arithmetic.ts";
import type { Column } from "../number/column.ts";
import { compare, one } from "../number/exact.ts";
import { Decimal, Quantity } from "../scheme/values.ts";
import { dependsOnGroup, kindOfSub, subIsRelative, thresholdDependsOnGroup } from "./group-dependence.ts";
import { presentInAll } from "./presence.ts";
import { type Measured, type Nonsense, type Points, ruleKind, type Scope, SubRule } from "./rule-kind.ts";
import { meets, Threshold } from "./threshold.ts";

const Term = z
  .strictObject({ of: Quantity, minus: Quantity.optional(), times: Decimal.prefault("1") })
  .meta({ id: "CompositeTerm", description: "times × (of − minus)" });

const Gate = z
  .strictObject({
    when: Threshold,
    /**
     * For those outside the gate. points: they get so many, and stay in the group or leave it, so that its best, mean
     * and places are counted without them; at-most: no more than this part of W; note: shown, costs nothing.
     */
    otherwise: z.discriminatedUnion("does", [
      z.strictObject({
        does: z.literal("points"),
        points: Decimal.prefault("0"),
        staysInGroup: z.boolean().default(true),
      }),
      z.strictObject({ does: z.literal("at-most"), share: Decimal }),
      z.strictObject({ does: z.literal("note") }),
    ]),
  })
  .meta({ id: "CompositeGate" });

/**
 * 10 复合指标 × 难度系数: x = Σ times × (of − minus), × coefficient, + additions; then the rule of `then` (relative-best,
 * rank-points …) scores x as if it were the indicator's value.
 */
export const composite = ruleKind({
  id: "composite",
  version: 1,
  number: 10,
  parameters: {
    terms: z.array(Term).min(1),
    coefficient: Quantity.optional(),
    /** Added after the coefficient. */
    additions: z.array(Term).default([]),
    better: z.enum(["higher", "lower"]).default("higher"),
    gate: Gate.optional(),
    // biome-ignore lint/suspicious/noThenProperty: the word of the schemes; a rule is never awaited
    then: SubRule,
  },
  isRelative: (rule) =>
    subIsRelative(rule.then) ||
    dependsOnGroup(rule.coefficient, ...[...rule.terms, ...rule.additions].flatMap((term) => [term.of, term.minus])) ||
    (rule.gate !== undefined && thresholdDependsOnGroup(rule.gate.when)),
  score(rule, scope) {
    const terms = rule.terms.map((term) => termOf(term, scope));
    const sum = total(
      terms.map((term) => term.value),
      scope.rows,
    );
    const parts = [...terms];
    let value: Column = sum;
    scope.tell("sum", sum);
    if (rule.coefficient !== undefined) {
      const coefficient = scope.quantity(rule.coefficient);
      parts.push(coefficient);
      scope.tell("coefficient", coefficient.value);
      value = multiply(value, coefficient.value);
    }
    if (rule.additions.length > 0) {
      const additions = rule.additions.map((term) => termOf(term, scope));
      parts.push(...additions);
      const added = total(
        additions.map((term) => term.value),
        scope.rows,
      );
      scope.tell("additions", added);
      value = add(value, added);
    }
    scope.tell("composite", value);
    const compared: Measured = { value, states: presentInAll(...parts) };
    return rule.gate ? gated(rule, rule.gate, compared, scope) : judged(rule, compared, scope);
  },
  check(rule, weight) {
    const found: Nonsense[] = [];
    const idle = (terms: readonly z.output<typeof Term>[], name: string) => {
      terms.forEach((term, i) => {
        if (term.times.num === 0n) found.push({ code: "rule-without-effect", at: [name, i, "times"] });
      });
    };
    idle(rule.terms, "terms");
    idle(rule.additions, "additions");
    const otherwise = rule.gate?.otherwise;
    if (otherwise?.does === "points" && weight && compare(otherwise.points, weight) >= 0)
      found.push({ code: "perverse-rule", at: ["gate", "otherwise", "points"] });
    if (otherwise?.does === "at-most" && compare(otherwise.share, one) >= 0)
      found.push({ code: "rule-without-effect", at: ["gate", "otherwise", "share"] });
    const inner = kindOfSub(rule.then).check?.(rule.then, weight) ?? [];
    found.push(...inner.map((nonsense) => ({ ...nonsense, at: ["then", ...nonsense.at] })));
    return found;
  },
});

function termOf(term: z.output<typeof Term>, scope: Scope): Measured {
  const of = scope.quantity(term.of);
  if (term.minus === undefined) return { value: scale(of.value, term.times), states: of.states };
  const less = scope.quantity(term.minus);
  return { value: scale(subtract(of.value, less.value), term.times), states: presentInAll(of, less) };
}

interface Judge {
  readonly then: z.output<typeof SubRule>;
  readonly better: "higher" | "lower";
}

const judged = (rule: Judge, compared: Measured, scope: Scope): Points =>
  scope.with(compared, { direction: rule.better }).sub(rule.then, scope.weight);

/** Outside the gate: fixed points, at most a part of W, or only a note in the explanation. */
function gated(rule: Judge, gate: z.output<typeof Gate>, compared: Measured, scope: Scope): Points {
  const { otherwise } = gate;
  const passed = meets(gate.when, scope);
  scope.tell("gate", passed.of.value);
  const states = presentInAll(compared, { value: compared.value, states: passed.states });
  const leaves = otherwise.does === "points" && !otherwise.staysInGroup;
  const inGroup = leaves
    ? states.map((state, row) => (state === State.present && passed.mask[row] === 0 ? State.notApplicable : state))
    : states;
  const scored = judged(rule, { value: compared.value, states: inGroup }, scope);
  if (otherwise.does === "note") return scored;
  const outside =
    otherwise.does === "points"
      ? scope.constant(otherwise.points)
      : smaller(scored.points, scale(scope.weight, otherwise.share));
  return {
    points: choose(passed.mask, scored.points, outside),
    states: leaves
      ? scored.states.map((state, row) => (passed.mask[row] === 0 ? (states[row] ?? state) : state))
      : scored.states,
  };
}
