import { exactOf, explain, noFacts, type Period, type Subject } from "@biaochi/engine";
import { type Exact, over, times } from "@biaochi/engine/exact";
import { alone, targetsOf } from "../warnings/alone.ts";
import type { Ruled } from "./upper-rule.ts";

/** The city as it would be with one figure. */
const cityWith = (n: number): Subject => ({
  ...{ id: `city-${n}`, type: "unit", name: { "zh-CN": "本市", en: "The city" }, sort: n, attributes: {}, service: [] },
});

type Asked = {
  readonly period: Period;
  readonly full: Exact;
  readonly target: Exact | undefined;
  readonly values: readonly Exact[];
};

/**
 * What the rule gives for each figure, exactly, by the engine; undefined where it would have to know more. A rule speaks of points
 * of its own block ("2 off for each"), `full` is of the whole.
 */
export function marksAt({ scheme, item, indicator, targets }: Ruled, asked: Asked): readonly (Exact | undefined)[] {
  const { period, full, target, values } = asked;
  const subjects = values.map((_, n) => cityWith(n));
  const about = { indicator: indicator.id, period: period.id };
  const facts = {
    ...noFacts,
    subjects,
    observations: values.map((value, n) => ({ ...about, id: `figure-${n}`, subject: `city-${n}`, value })),
    targets: target === undefined ? [] : targetsOf(targets, { subject: "*", period: period.id, value: target }),
  };
  const own = "num" in item.weight && item.weight.num > 0n ? item.weight : full;
  const only = alone(scheme, { ...item, weight: own }, indicator, period);
  const found = new Map(
    explain(only, facts, { period: period.id }).map(({ subject, steps }) => [
      subject,
      steps.find(({ stage, absence }) => stage === "item" && absence === undefined)?.points,
    ]),
  );
  return subjects.map(({ id }) => {
    const points = found.get(id);
    return points === undefined ? undefined : times(exactOf(points), over(full, own));
  });
}
