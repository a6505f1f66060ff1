import { inside, readPeriod } from "../facts/period.ts";
import { compare, type Exact, exact, plus, show, zero } from "../number/exact.ts";
import { type Block, isBlock, isItem, type Scheme, type SchemeNode } from "../scheme/document.ts";
import type { Remark } from "../scheme/read.ts";
import type { PlacedBlock, Walked } from "./walk.ts";

/** Weights that do not sum, marks that cannot be reached, bonuses larger than what they adorn. */
export function checkWeights(scheme: Scheme, lists: readonly Walked[]): readonly Remark[] {
  return lists.flatMap((walked) => [
    ...walked.blocks.flatMap((placed) => [...sumOf(scheme, placed), ...bonusOf(scheme, placed), ...rollUpOf(scheme, placed)]),
    ...rootOf(scheme, walked),
    ...walked.items.flatMap(({ item, kind, at, within }): readonly Remark[] => {
      const remarks: Remark[] = [];
      const weight = item.weight;
      if (kind === "item" && weight && "num" in weight) {
        if (weight.num < 0n) remarks.push({ code: "weight-negative", severity: "error", at: [...at, "weight"], found: show(weight) });
        else if (weight.num > 0n && compare(weight, exact(1, 2)) < 0 && within.length > 0 && fullOf(scheme, within.at(-1) as Block, 100)) {
          remarks.push({ code: "weight-tiny", severity: "advice", at: [...at, "weight"], found: show(weight), expected: "0.5" });
        }
      }
      if (weight && "by" in weight && weight.default === undefined && Object.keys(weight.values).length === 0) {
        remarks.push({ code: "weight-without-values", severity: "error", at: [...at, "weight"] });
      }
      if (item.combine && !item.each) remarks.push({ code: "combine-without-each", severity: "error", at: [...at, "combine"] });
      if (item.combine?.by === "weighted" && item.each) remarks.push(...weightedOf(scheme, item.combine.weights, item.each, [...at, "combine", "weights"], within));
      return remarks;
    }),
  ]);
}

const asConstant = (weight: Block["weight"]): Exact | undefined => (weight === undefined ? zero : "num" in weight ? weight : undefined);

/** The sum of the children's weights where it can be known from the document: no selectors, no weights by attribute. */
function childrenSum(scheme: Scheme, nodes: readonly SchemeNode[], depth = 0): Exact | undefined {
  let sum: Exact | undefined = zero;
  for (const node of nodes) {
    const own: Exact | undefined =
      isBlock(node) || isItem(node)
        ? node.for
          ? undefined
          : asConstant(node.weight)
        : depth > 20
          ? undefined
          : childrenSum(scheme, scheme.blocks?.[node.use] ?? [], depth + 1);
    sum = sum && own && plus(sum, own);
  }
  return sum;
}

const fullOf = (scheme: Scheme, block: Block, hundred: number): boolean => {
  const full = block.outOf ?? childrenSum(scheme, block.items);
  return full !== undefined && compare(full, exact(hundred)) >= 0;
};

function sumOf(scheme: Scheme, { block, at }: PlacedBlock): readonly Remark[] {
  const sum = childrenSum(scheme, block.items);
  if (block.items.length === 0) return [{ code: "block-empty", severity: "error", at }];
  if (block.weights === "proportional") {
    return block.outOf === undefined ? [{ code: "proportional-without-full", severity: "error", at }] : [];
  }
  if (sum && block.outOf && compare(sum, block.outOf) !== 0) {
    return [{ code: "weights-do-not-sum", severity: "error", at: [...at, "outOf"], expected: show(block.outOf), found: show(sum), values: { block: block.block } }];
  }
  return [];
}

function rootOf(scheme: Scheme, { list, at }: Walked): readonly Remark[] {
  const remarks: Remark[] = [];
  const sum = list.score.outOf ?? childrenSum(scheme, list.score.items);
  if (list.score.weight !== undefined) remarks.push({ code: "root-with-weight", severity: "error", at: [...at, "score", "weight"] });
  if (sum && ![100, 1000].some((full) => compare(sum, exact(full)) === 0)) {
    remarks.push({ code: "full-marks-unusual", severity: "advice", at: [...at, "score"], expected: "100", found: show(sum) });
  }
  return remarks;
}

function bonusOf(scheme: Scheme, { block, at }: PlacedBlock): readonly Remark[] {
  if (!block.bonus) return [];
  const full = block.outOf ?? childrenSum(scheme, block.items);
  if (block.bonus.cap && full && compare(block.bonus.cap, full) > 0) {
    return [{ code: "bonus-above-section", severity: "warning", at: [...at, "bonus", "cap"], expected: `≤ ${show(full)}`, found: show(block.bonus.cap) }];
  }
  return block.bonus.cap || block.ceiling || block.bonus.constraint ? [] : [{ code: "bonus-without-cap", severity: "advice", at: [...at, "bonus"] }];
}

function rollUpOf(scheme: Scheme, { block, at, within }: PlacedBlock): readonly Remark[] {
  if (block.combine && !block.each) return [{ code: "combine-without-each", severity: "error", at: [...at, "combine"] }];
  if (block.combine?.by !== "weighted" || !block.each) return [];
  return weightedOf(scheme, block.combine.weights, block.each, [...at, "combine", "weights"], within);
}

function weightedOf(scheme: Scheme, weights: readonly Exact[], each: NonNullable<Block["each"]>, at: readonly PropertyKey[], within: readonly Block[]): readonly Remark[] {
  const sum = weights.reduce(plus, zero);
  const cycle = readPeriod(scheme.cycle);
  const outer = within.findLast((b) => b.each)?.each;
  const count = cycle && (outer ? inside(inside(cycle, outer)[0] ?? cycle, each) : inside(cycle, each)).length;
  return [
    ...(compare(sum, exact(1)) === 0 ? [] : [{ code: "roll-up-does-not-sum", severity: "error" as const, at, expected: "1", found: show(sum) }]),
    ...(count === undefined || count === weights.length ? [] : [{ code: "roll-up-wrong-length", severity: "error" as const, at, expected: String(count), found: String(weights.length) }]),
  ];
}
