import type { Indicator, Item, Period, Scheme, Target } from "@biaochi/engine";

const name = { "zh-CN": "one", en: "one" };

/** A scheme of one item whose figure is one of the whole period: what the rule itself gives for a figure. */
export function alone(scheme: Scheme, item: Item, indicator: Indicator, period: Period): Scheme {
  const { each: _each, combine: _combine, minimumCases: _cases, for: _for, group: _group, ...own } = item;
  return {
    ...scheme,
    cycle: period.id,
    indicators: [...scheme.indicators.filter(({ id }) => id !== indicator.id), { ...indicator, period: period.grain }],
    blocks: {},
    lists: [
      {
        ...{ id: "one", name, for: { type: "unit" } },
        score: { block: "one", weights: "exact", items: [{ ...own, indicator: indicator.id, values: "latest" }] },
      },
    ],
    ...{ constraints: [], redLines: [], cohorts: [], grades: [], bands: [], allocations: [] },
  };
}

/** The indicators of whose recorded target a rule speaks: its own where it names none. */
export function targetIndicators({ rule: { target } }: Item, own: string): readonly string[] {
  if (typeof target !== "object" || target === null || !("target" in target)) return [];
  return [typeof target.target === "string" ? target.target : own];
}

/** A target of a subject for each of these. */
export const targetsOf = (indicators: readonly string[], about: Omit<Target, "id" | "indicator">): readonly Target[] =>
  indicators.map((indicator) => ({ ...about, id: `target:${indicator}`, indicator }));
