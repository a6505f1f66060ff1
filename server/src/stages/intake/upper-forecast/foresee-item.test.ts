import type { UpperBasis } from "@biaochi/contract";
import { exactOf, readScheme, show } from "@biaochi/engine";
import { describe, expect, it } from "vitest";
import type { UpperItemRow } from "../../schemes/upper/upper-store.ts";
import { lossesOf, totalOf } from "./foresee.ts";
import { type Foreseeing, foreseeItem } from "./foresee-item.ts";

/** A region's scheme of five items; 60 points of 100 are ours, so that an item of 30 of 50 inside is worth 36. */
const document = readScheme(`biaochi: scheme/1
id: region
version: 1
title: { zh-CN: 自治区方案, en: Region }
effective: { from: 2025-01-01 }
cycle: "2025"
synthetic: true
indicators:
  - { id: service, name: { zh-CN: 服务, en: Service }, measure: "%", period: year, source: { kind: automatic, system: x } }
  - { id: air, name: { zh-CN: 空气, en: Air }, measure: 分, direction: lower, period: year, source: { kind: automatic, system: x } }
lists:
  - id: city
    for: { type: unit }
    score:
      block: total
      outOf: 100
      items:
        - block: living
          weight: 60
          outOf: 50
          items:
            - { item: service, weight: 30, values: mean, rule: { kind: deviation, target: 90, per: 1, deduct: 2 } }
            - { item: air, weight: 20, values: sum, rule: { kind: completion-rate, target: { target: true }, reverse: true } }
        - { item: place, indicator: service, weight: 20, rule: { kind: rank-points, scale: { by: step, step: 1 } } }
        - { item: events, indicator: service, weight: 20, rule: { kind: event-deduction, causes: [{ type: x, deduct: 1 }] } }
`);
const { scheme: region } = document;

const ours = new Map(
  (region?.indicators ?? []).flatMap((each) => [
    ["rate", { ...each, id: "rate", period: "month" as const }],
    ["cases", { ...each, id: "cases", period: "month" as const }],
  ]),
);

type Told = Readonly<Record<string, string>>;
/** Figures as a clerk writes them, January first: "-" none yet, "n" does not apply. */
function seeing(told: Told, month = 3): Foreseeing {
  const units = [...new Set(Object.keys(told).map((key) => key.split(" ")[0] ?? ""))];
  return {
    ...{ scheme: region, ours, month: 2025 * 12 + month, leastFigures: 2 },
    // Unit z is merged away at the end of January.
    lives: { units, isThere: (unit, day) => unit !== "z" || day <= "2025-01-31" },
    figures(unit, indicator, period) {
      const [year, at] = period.split("-");
      const each = year === "2025" ? told[`${unit} ${indicator}`]?.split(" ")[Number(at) - 1] : undefined;
      if (each === undefined || each === "-") return undefined;
      return each === "n" ? { value: undefined, isDue: false } : { value: exactOf(each), isDue: true };
    },
  };
}

const basis = (more: Partial<UpperBasis> = {}): UpperBasis => ({
  ...{ indicator: "rate", figure: "mean", by: null, units: [], period: "2025", how: null, rule: null, target: null },
  ...{ shares: {}, ...more },
});
const row = (item: string, points: string | null = "36", more: Partial<UpperItemRow> = {}): UpperItemRow => ({
  ...{ item, name: { "zh-CN": item, en: item }, points, indicator: null, lead: "a", helping: ["b"], indicators: [] },
  ...{ set_by: null, set_by_name: null, set_at: null, ...more },
});
function told(seen: Foreseeing, item: string, with_: UpperBasis | undefined, points?: string | null) {
  const found = foreseeItem(seen, row(item, points), with_);
  const { why, method, now, forecast, range } = found;
  if (forecast === undefined || now === undefined) return why;
  const ends = range === undefined ? "" : ` [${show(range.low)}, ${show(range.high)}]`;
  return `${method} ${show(now.value)}=${show(now.points)} ${show(forecast.value)}=${show(forecast.points)}${ends}`;
}
const service = "living/service";

describe("the city's figure and its points, by hand", () => {
  it.each<[string, Told, Partial<UpperBasis>, string]>([
    // Of 30, 2 off for each below 90; then 36 for 30. (80 + 90) / 2 = 85 and (82 + 94) / 2 = 88: 86.5 is 3.5 short, 23 × 1.2.
    ["mean of the units", { "a rate": "80 82", "b rate": "90 94" }, {}, "so-far 86.5=27.6 86.5=27.6"],
    // 80 of 100 and 90 of 300 cases: (8000 + 27000) / 400 = 87.5 and the same again.
    [
      "weighed mean",
      { "a rate": "80 80", "a cases": "100 100", "b rate": "90 90", "b cases": "300 300" },
      { figure: "weighted", by: "cases" },
      "so-far 87.5=30 87.5=30",
    ],
    // 8 + 81 of 10 + 90 cases: 89 %.
    [
      "share of two sums",
      { "a rate": "8 8", "a cases": "10 10", "b rate": "81 81", "b cases": "90 90" },
      { figure: "share", by: "cases" },
      "so-far 89=33.6 89=33.6",
    ],
    // 88, 86, 90 so far: 88, and with nine more of 86 or of 90 it is (264 + 774) / 12 = 86.5 or (264 + 810) / 12 = 89.5.
    [
      "range from three figures on",
      { "a rate": "88 86 90" },
      { figure: "lead" },
      "so-far 88=31.2 88=31.2 [27.6, 34.8]",
    ],
    // What does not apply to b is not waited for.
    ["not due", { "a rate": "88 86", "b rate": "n n" }, {}, "so-far 87=28.8 87=28.8"],
    // Of z, which is no more, nothing is waited for: 84 and 88.
    ["a unit that is no more", { "a rate": "88 88", "z rate": "80" }, {}, "so-far 86=26.4 86=26.4"],
    ["a chosen unit only", { "a rate": "88 86", "b rate": "10 10" }, { units: ["a"] }, "so-far 87=28.8 87=28.8"],
  ])("%s", (_what, figures, more, expected) => {
    const month = figures["a rate"]?.split(" ").length ?? 0;
    expect(told(seeing(figures, month), service, basis(more))).toBe(expected);
  });

  it("adds up what counts, and stands where it would if nothing more came", () => {
    // 24 points. 10 and 14 in two of twelve months: 24 now, 144 at this pace. Less is better: a target of 96 gives 96 / 144 of them.
    const air = basis({ figure: "sum", target: "96" });
    expect(told(seeing({ "a rate": "4 6", "b rate": "6 8" }, 2), "living/air", air, "24")).toBe(
      "run-rate 24=24 144=16",
    );
  });

  it("is final when the period is over", () => {
    const all = "80 ".repeat(12).trim();
    expect(told(seeing({ "a rate": all }, 12), service, basis({ figure: "lead" }))).toBe("final 80=12 80=12 [12, 12]");
  });

  it("waits for a unit whose figure is not there: what is missing is not zero", () => {
    const seen = foreseeItem(seeing({ "a rate": "80 80 80", "b rate": "90 - 90" }), row(service), basis());
    expect(seen.parts.slice(0, 3).map(({ value, waitsFor }) => [value && show(value), waitsFor])).toEqual([
      ["85", []],
      [undefined, ["b"]],
      ["85", []],
    ]);
  });
});

describe("what has no basis", () => {
  const some = seeing({ "a rate": "80 82", "b rate": "90 94" }, 2);

  it.each<[string, string, UpperBasis | undefined, string | null, string]>([
    ["nobody has said by what", service, undefined, "36", "no-basis"],
    ["places among cities", "place", basis(), "20", "compares"],
    ["events that we do not hold", "events", basis(), "20", "needs-more"],
    ["a target that nobody has written down", "living/air", basis(), "24", "no-target"],
    ["an item without marks", service, basis(), null, "no-marks"],
    ["an indicator that is no more", service, basis({ indicator: "gone" }), "36", "no-basis"],
  ])("%s", (_what, item, by, points, why) => {
    expect(told(some, item, by, points)).toBe(why);
  });

  it("counts from none to full marks, and is no loss of anybody", () => {
    const items = [foreseeItem(some, row(service), basis()), foreseeItem(some, row("place", "20"), basis())];
    const { full, known, range, unknown, rangeless } = totalOf(items);
    expect([full, known.full, known.forecast, range.low, range.high].map(show)).toEqual([
      "56",
      "36",
      "27.6",
      "27.6",
      "47.6",
    ]);
    expect({ unknown, rangeless }).toEqual({ unknown: 1, rangeless: 1 });
    expect(items.map((each) => lossesOf(each).length)).toEqual([1, 0]);
  });

  it("is few figures, and none", () => {
    expect(told(seeing({ "a rate": "80" }, 1), service, basis())).toBe("few-figures");
    expect(told(seeing({ "a cases": "1" }, 1), service, basis())).toBe("no-figures");
  });
});

describe("who loses it", () => {
  const seen = seeing({ "a rate": "80 82", "b rate": "90 94", "c rate": "96 97" }, 2);

  it("is the leading unit, and helping units by their shares; who helps no more has none", () => {
    // (80 + 90 + 96) / 3 and (82 + 94 + 97) / 3 are 266 / 3 and 91: their mean is 539 / 6, which is 1 / 6 short: 1 / 3 of 30, 2 / 5 of 36.
    const found = foreseeItem(seen, row(service), basis({ shares: { b: 25, c: 50 } }));
    expect(lossesOf(found).map(({ unit, share, points }) => [unit, show(share), show(points)])).toEqual([
      ["a", "75", "0.3"],
      ["b", "25", "0.1"],
    ]);
    expect(lossesOf({ ...found, row: row(service, "36", { lead: null, helping: [] }) })).toEqual([]);
  });

  it("of a mean those without whom it would stand higher, by so many points", () => {
    // Without a: (93 + 95.5) / 2 = 94.25, full marks, 2 / 5 more. Without b or c it is lower.
    const { lowering } = foreseeItem(seen, row(service), basis());
    expect(lowering.map(({ unit, value, points }) => [unit, show(value), show(points)])).toEqual([["a", "81", "0.4"]]);
    expect(foreseeItem(seen, row(service), basis({ figure: "sum" })).lowering).toEqual([]);
  });
});
