import { z } from "zod";
import { compileFormula } from "../formula/formula.ts";
import { clamp } from "../number/arithmetic.ts";
import { compare } from "../number/exact.ts";
import { Decimal } from "../scheme/values.ts";
import { type Nonsense, ruleKind } from "./rule-kind.ts";

/**
 * 0 自编公式 (outside the catalogue): the points are a formula in CEL over W, A, T and any indicator, clamped to
 * floor..cap. For schemes whose formula no kind says; everything that a kind can say is better said by it, because its
 * words explain the result. Absence and zero divisors: formula/evaluate.ts.
 */
export const ownFormula = ruleKind({
  id: "formula",
  version: 1,
  number: 0,
  parameters: {
    formula: z.string(),
    floor: z.union([Decimal, z.literal("none")]).prefault("0"),
    cap: z.union([Decimal, z.literal(["weight", "none"])]).prefault("weight"),
  },
  isRelative: () => false,
  score(rule, scope) {
    const found = scope.quantity({ formula: rule.formula });
    scope.tell("formula", found.value);
    const floor = rule.floor === "none" ? undefined : scope.constant(rule.floor);
    const cap = rule.cap === "none" ? undefined : rule.cap === "weight" ? scope.weight : scope.constant(rule.cap);
    return { points: clamp(found.value, floor, cap), states: found.states };
  },
  check(rule, weight) {
    const found: Nonsense[] = [];
    // Which names are indicators only the scheme knows: here every name passes, and the rest is checked.
    const compiled = compileFormula(rule.formula, rule.formula.match(/[\p{L}_][\p{L}\p{N}_]*/gu) ?? []);
    if (!compiled.ok) found.push({ code: compiled.code, at: ["formula"], values: compiled.values });
    const cap = rule.cap === "weight" ? weight : rule.cap === "none" ? undefined : rule.cap;
    if (cap && rule.floor !== "none" && compare(cap, rule.floor) <= 0)
      found.push({ code: "marks-unreachable", at: ["cap"] });
    return found;
  },
});
