import { indicators, roles, weightOf } from "./city.ts";

/**
 * The bench job in our own scheme format: parts 40/50/10, weights by role, absent points stay in the denominator. With
 * `units`, units have the same list beside that of the officials; with `arriving`, a figure of the unit that another system
 * sends counts besides, and the officials' scores have a part from that of their unit.
 */
export function benchScheme({
  units = false,
  arriving = false,
}: {
  readonly units?: boolean;
  readonly arriving?: boolean;
} = {}): unknown {
  const zero = { missing: "zero", "not-applicable": "zero", exempt: "zero", late: "zero" };
  const part = (number: 0 | 1 | 2, name: string, weight: string): unknown => ({
    block: name,
    weight,
    outOf: "100",
    weights: "proportional",
    items: indicators
      .filter((i) => i.part === number)
      .map((i) => ({
        block: `i${i.number}`,
        weight: {
          by: "role",
          values: Object.fromEntries(
            Array.from({ length: roles }, (_, r) => [String(r), String(weightOf(r, i.number))]),
          ),
        },
        outOf: "100",
        items: [
          {
            item: `x${i.number}`,
            weight: "100",
            values:
              i.family === "rater" ? "trimmed-mean" : i.family === "deduct" || i.family === "bonus" ? "sum" : "mean",
            ...(number === 0 ? { each: "month" } : {}),
            rule: ruleOf(i.family, i.nth, number),
          },
        ],
      })),
  });
  const arrived = { item: "arrived", weight: "10", values: "mean", rule: { kind: "completion-rate", target: "100" } };
  const ofUnit = { item: "unit-score", weight: "10", rule: { kind: "linked-score", of: "unit" } };
  const list = (id: string, selector: unknown, more: readonly unknown[] = []): unknown => ({
    id,
    for: selector,
    score: {
      block: "total",
      items: [
        part(0, "usual", more.length === 0 ? "40" : "30"),
        part(1, "annual", "50"),
        part(2, "term", "10"),
        ...more,
      ],
    },
  });
  return {
    biaochi: "scheme/1",
    id: "bench",
    version: 1,
    title: "bench",
    synthetic: true,
    effective: { from: "2025-01-01" },
    cycle: "2025",
    rounding: { places: 4 },
    ranking: { on: "published" },
    absent: zero,
    indicators: [
      ...indicators.map((i) => ({
        id: `x${i.number}`,
        name: `x${i.number}`,
        period: "month",
        direction: i.family === "deduct" ? "lower" : "higher",
      })),
      ...(arriving ? [{ id: "arrived", name: "arrived", period: "month", direction: "higher" }] : []),
    ],
    cohorts: [{ id: "c", for: {}, by: "cohort" }],
    lists: units
      ? [
          list("units", { type: "unit" }, arriving ? [arrived] : []),
          list("officials", { type: "official" }, arriving ? [ofUnit] : []),
        ]
      : [list("all", {})],
    redLines: indicators.flatMap((i) =>
      i.redLine
        ? [
            {
              id: `red${i.number}`,
              name: "red",
              basis: "bench",
              kind: "adjusts",
              when: { quantity: { indicator: `x${i.number}`, values: "sum" }, atLeast: String(i.redLine.atLeast) },
              effect: { does: "cap-score", at: i.redLine.cap },
            },
          ]
        : [],
    ),
  };
}

function ruleOf(family: string, nth: number, part: number): unknown {
  switch (family) {
    case "ratio":
      return { kind: "completion-rate", target: String(60 + 5 * (nth % 4)), cap: "1.2" };
    case "deduct":
      return {
        kind: "deviation",
        target: "0",
        direction: "above",
        per: "1",
        deduct: part === 0 ? "10" : "4",
        floor: part === 0 ? "40" : "0",
      };
    case "bonus":
      return { kind: "base-and-slope", base: "0.6", reference: "0", per: "1", add: part === 0 ? "15" : "8", cap: "1" };
    case "rank":
      return { kind: "rank-points", scale: { by: "share" } };
    case "minmax":
      return { kind: "efficacy", base: "0" };
    case "rater":
      return { kind: "completion-rate", target: "100", cap: "none" };
    default: {
      const knots: readonly (readonly [number, number])[] = [
        [20 + nth, 40],
        [50, 60],
        [70 + nth, 80],
        [90, 100],
      ];
      const text = ([x, y]: readonly [number, number]): readonly [string, string] => [String(x), String(y)];
      return {
        kind: "bands",
        bands: [
          { when: [{ atMost: String(20 + nth) }], points: "40" },
          ...[0, 1, 2].map((k) => ({
            when: [{ atMost: String(knots[k + 1]?.[0]) }],
            points: { line: { from: text(knots[k] as [number, number]), to: text(knots[k + 1] as [number, number]) } },
          })),
          { points: "100" },
        ],
      };
    }
  }
}
