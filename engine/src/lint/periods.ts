import { grains, inside, type Period, readPeriod } from "../facts/period.ts";
import { indicatorOf } from "../kernel/world.ts";
import { compare, type Exact, exact, plus, show, zero } from "../number/exact.ts";
import type { Block, Indicator, Item, Scheme } from "../scheme/document.ts";
import type { Remark } from "../scheme/read.ts";
import type { At, PlacedItem, Walked } from "./walk.ts";

/** Periods that do not fit into each other: of the cycle, of blocks and items scored period by period, of indicators. */
export function checkPeriods(scheme: Scheme, lists: readonly Walked[]): readonly Remark[] {
  const cycle = readPeriod(scheme.cycle);
  const indicators = new Map(scheme.indicators.map((i) => [i.id, i]));
  const remarks: Remark[] = [];
  if (!cycle)
    remarks.push({
      code: "cycle-not-a-period",
      severity: "error",
      at: ["cycle"],
      found: scheme.cycle,
      expected: "2025 | 2025H1 | 2025Q3 | 2025-03 | 2021..2025",
    });
  if (scheme.effective.until !== undefined && scheme.effective.until < scheme.effective.from) {
    remarks.push({
      code: "ends-before-it-begins",
      severity: "error",
      at: ["effective", "until"],
      found: scheme.effective.until,
      expected: `≥ ${scheme.effective.from}`,
    });
  }
  scheme.indicators.forEach((indicator, i) => {
    if (indicator.sunset !== undefined && indicator.sunset < scheme.effective.from) {
      remarks.push({
        code: "indicator-past-sunset",
        severity: "error",
        at: ["indicators", i, "sunset"],
        found: indicator.sunset,
      });
    }
  });
  for (const walked of lists) {
    for (const { block, at, within } of walked.blocks) remarks.push(...rollUpOf(block, at, outerOf(cycle, within)));
    for (const placed of walked.items) {
      const outer = outerOf(cycle, placed.within);
      remarks.push(...rollUpOf(placed.item, placed.at, outer));
      const evaluated = outer && placed.item.each ? inside(outer, placed.item.each)[0] : outer;
      if (evaluated) remarks.push(...tooCoarse(indicators, placed, evaluated));
    }
  }
  return remarks;
}

/** The period inside which a node is scored: the first of the nearest block above that is scored period by period. */
function outerOf(cycle: Period | undefined, within: readonly Block[]): Period | undefined {
  return within.reduce<Period | undefined>(
    (period, block) => (period && block.each ? (inside(period, block.each)[0] ?? period) : period),
    cycle,
  );
}

function rollUpOf(
  { each, combine }: Pick<Item, "each" | "combine">,
  at: At,
  outer: Period | undefined,
): readonly Remark[] {
  if (combine && !each) return [{ code: "combine-without-each", severity: "error", at: [...at, "combine"] }];
  if (!each || !outer) return [];
  const count = inside(outer, each).length;
  if (count === 0)
    return [{ code: "each-without-periods", severity: "error", at: [...at, "each"], found: each, expected: outer.id }];
  if (combine?.by !== "weighted") return [];
  const here = [...at, "combine", "weights"];
  if (count !== combine.weights.length) {
    return [
      {
        code: "roll-up-wrong-length",
        severity: "error",
        at: here,
        expected: String(count),
        found: String(combine.weights.length),
      },
    ];
  }
  const sum = combine.weights.reduce<Exact>(plus, zero);
  return compare(sum, exact(1)) === 0
    ? []
    : [{ code: "roll-up-does-not-sum", severity: "error", at: here, expected: "1", found: show(sum) }];
}

/** A yearly figure says nothing about a quarter. A term's figure counts in the period in which the term ends. */
function tooCoarse(
  indicators: ReadonlyMap<string, Indicator>,
  { item, at }: PlacedItem,
  evaluated: Period,
): readonly Remark[] {
  const id = indicatorOf(item);
  const indicator = indicators.get(id);
  if (!indicator || item.actual || indicator.period === "term") return [];
  if (grains.indexOf(indicator.period) <= grains.indexOf(evaluated.grain)) return [];
  return [
    {
      code: "indicator-too-coarse",
      severity: "error",
      at,
      expected: evaluated.grain,
      found: indicator.period,
      values: { indicator: id },
    },
  ];
}
