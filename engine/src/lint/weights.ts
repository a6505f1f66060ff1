import { compare, exact, show } from "../number/exact.ts";
import type { Scheme } from "../scheme/document.ts";
import type { Remark } from "../scheme/read.ts";
import { childrenSum, fullMarks } from "./sums.ts";
import type { PlacedBlock, PlacedItem, Walked } from "./walk.ts";

/** Weights that do not sum, marks that cannot be reached, bonuses larger than what they adorn. */
export function checkWeights(scheme: Scheme, lists: readonly Walked[]): readonly Remark[] {
  return lists.flatMap((walked) => [
    ...walked.blocks.flatMap((placed) => [
      ...sumOf(scheme, placed),
      ...limitsOf(scheme, placed),
      ...bonusOf(scheme, placed),
    ]),
    ...rootOf(scheme, walked),
    ...walked.items.flatMap((placed) => weightOf(scheme, placed)),
  ]);
}

function weightOf(scheme: Scheme, { item, kind, at, within }: PlacedItem): readonly Remark[] {
  const weight = item.weight;
  if (!weight) return [];
  if ("by" in weight && weight.default === undefined && Object.keys(weight.values).length === 0) {
    return [{ code: "weight-without-values", severity: "error", at: [...at, "weight"] }];
  }
  const values = "num" in weight ? [weight] : "by" in weight ? Object.values(weight.values) : [];
  const negative = values.find((value) => value.num < 0n);
  if (negative) return [{ code: "weight-negative", severity: "error", at: [...at, "weight"], found: show(negative) }];
  if (kind !== "item" || !("num" in weight) || weight.num === 0n || compare(weight, exact(1, 2)) >= 0) return [];
  const above = within.at(-1);
  const full = above && fullMarks(scheme, above);
  if (!full || compare(full, exact(100)) < 0) return [];
  return [{ code: "weight-tiny", severity: "advice", at: [...at, "weight"], found: show(weight), expected: "0.5" }];
}

const usualScales = [1, 10, 100, 1000].map((n) => exact(n));

function sumOf(scheme: Scheme, { block, at, within }: PlacedBlock): readonly Remark[] {
  const { sure, isWhole } = childrenSum(scheme, block.items);
  if (block.items.length === 0) return [{ code: "block-empty", severity: "error", at, found: block.block }];
  if (block.weights === "proportional") {
    return block.outOf === undefined
      ? [{ code: "proportional-without-full", severity: "error", at, found: block.block }]
      : [];
  }
  if (block.outOf) {
    const sign = compare(sure, block.outOf);
    if (sign === 0 || (sign < 0 && !isWhole)) return [];
    return [
      {
        code: "weights-do-not-sum",
        severity: "error",
        at: [...at, "outOf"],
        expected: show(block.outOf),
        found: show(sure),
        values: { block: block.block },
      },
    ];
  }
  const weight = within.length > 0 && block.weight && "num" in block.weight ? block.weight : undefined;
  if (!weight || !isWhole || [weight, ...usualScales].some((scale) => compare(sure, scale) === 0)) return [];
  return [
    {
      code: "weights-scaled",
      severity: "warning",
      at: [...at, "weight"],
      expected: show(weight),
      found: show(sure),
      values: { block: block.block },
    },
  ];
}

function rootOf(scheme: Scheme, { list, at }: Walked): readonly Remark[] {
  const remarks: Remark[] = [];
  const full = fullMarks(scheme, list.score);
  if (list.score.weight !== undefined)
    remarks.push({ code: "root-with-weight", severity: "error", at: [...at, "score", "weight"] });
  if (full && full.num > 0n && ![100, 1000].some((usual) => compare(full, exact(usual)) === 0)) {
    remarks.push({
      code: "full-marks-unusual",
      severity: "advice",
      at: [...at, "score"],
      expected: "100",
      found: show(full),
    });
  }
  return remarks;
}

/** Floor, ceiling and the gate of the bonus against the full marks and each other. */
function limitsOf(scheme: Scheme, { block, at }: PlacedBlock): readonly Remark[] {
  const full = fullMarks(scheme, block);
  const { floor, ceiling } = block;
  const gate = block.bonus?.gate?.baseAbove;
  const remarks: Remark[] = [];
  if (floor && ceiling && compare(floor, ceiling) >= 0) {
    remarks.push({
      code: "floor-above-ceiling",
      severity: "error",
      at: [...at, "floor"],
      found: show(floor),
      expected: `< ${show(ceiling)}`,
    });
  } else if (full && floor && compare(floor, full) >= 0) {
    remarks.push({
      code: "floor-above-full",
      severity: "error",
      at: [...at, "floor"],
      found: show(floor),
      expected: `< ${show(full)}`,
    });
  }
  if (full && ceiling && compare(ceiling, full) < 0) {
    remarks.push({
      code: "ceiling-below-full",
      severity: "warning",
      at: [...at, "ceiling"],
      found: show(ceiling),
      expected: `≥ ${show(full)}`,
    });
  }
  if (full && gate && compare(gate, full) >= 0) {
    remarks.push({
      code: "gate-above-full",
      severity: "error",
      at: [...at, "bonus", "gate", "baseAbove"],
      found: show(gate),
      expected: `< ${show(full)}`,
    });
  }
  return remarks;
}

function bonusOf(scheme: Scheme, { block, at }: PlacedBlock): readonly Remark[] {
  if (!block.bonus) return [];
  const { cap, constraint } = block.bonus;
  const full = fullMarks(scheme, block);
  if (cap && full && compare(cap, full) > 0) {
    return [
      {
        code: "bonus-above-section",
        severity: "warning",
        at: [...at, "bonus", "cap"],
        expected: `≤ ${show(full)}`,
        found: show(cap),
      },
    ];
  }
  return cap || block.ceiling || constraint
    ? []
    : [{ code: "bonus-without-cap", severity: "advice", at: [...at, "bonus"] }];
}
