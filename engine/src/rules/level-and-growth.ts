import { z } from "zod";
import { add, scale } from "../number/arithmetic.ts";
import { compare, minus, one, plus, times, zero } from "../number/exact.ts";
import { Collect, Decimal, Id, Quantity } from "../scheme/values.ts";
import { dependsOnGroup, kindOfSub, subIsRelative } from "./group-dependence.ts";
import { presentInAll } from "./presence.ts";
import { type Nonsense, type Points, ruleKind, type Scope, SubRule } from "./rule-kind.ts";

const Part = z
  .strictObject({
    /** Part of W; both parts together are 1. */
    share: Decimal,
    rule: SubRule,
    /** What is scored: another indicator, another collection of its values ("change"), or any quantity. Default: the item's own A. */
    indicator: Id.optional(),
    values: Collect.optional(),
    of: Quantity.optional(),
  })
  .meta({ id: "LevelOrGrowth" });
type Part = z.output<typeof Part>;

/** 8 静态+动态: share × S(level) + share × S(growth); each part is scored by a rule of its own, with its share of W. */
export const levelAndGrowth = ruleKind({
  id: "level-and-growth",
  version: 1,
  number: 8,
  parameters: { level: Part, growth: Part },
  isRelative: (rule) => [rule.level, rule.growth].some((part) => subIsRelative(part.rule) || dependsOnGroup(part.of)),
  score(rule, scope) {
    const level = scorePart(rule.level, scope);
    const growth = scorePart(rule.growth, scope);
    scope.tell("level", level.points);
    scope.tell("growth", growth.points);
    return {
      points: add(level.points, growth.points),
      states: presentInAll(
        { value: level.points, states: level.states },
        { value: growth.points, states: growth.states },
      ),
    };
  },
  check(rule, weight) {
    const found: Nonsense[] = [];
    const sum = plus(rule.level.share, rule.growth.share);
    if (compare(minus(sum, one), zero) !== 0) found.push({ code: "shares-not-whole", at: ["level", "share"] });
    for (const name of ["level", "growth"] as const) {
      const part = rule[name];
      if (part.share.num <= 0n) found.push({ code: "share-not-positive", at: [name, "share"] });
      const inner = kindOfSub(part.rule).check?.(part.rule, weight && times(weight, part.share)) ?? [];
      found.push(...inner.map((nonsense) => ({ ...nonsense, at: [name, "rule", ...nonsense.at] })));
    }
    return found;
  },
});

function scorePart(part: Part, scope: Scope): Points {
  const weight = scale(scope.weight, part.share);
  const within = part.of === undefined ? scope : scope.with(scope.quantity(part.of), scope.better);
  return within.sub(part.rule, weight, part.indicator, part.values);
}
