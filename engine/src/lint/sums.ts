import { type Exact, plus, zero } from "../number/exact.ts";
import { type Block, isBlock, isItem, type Scheme, type SchemeNode, type Weight } from "../scheme/document.ts";

/** What the weights of a block's children come to, as far as the document says it. */
export interface Sum {
  /** The weights that every subject has. */
  readonly sure: Exact;
  /** False where a selector, an attribute or a coefficient decides more of it, or a shared block is not there. */
  readonly isWhole: boolean;
}

export function childrenSum(scheme: Scheme, nodes: readonly SchemeNode[], used: readonly string[] = []): Sum {
  let sure: Exact = zero;
  let isWhole = true;
  for (const node of nodes) {
    const own = isBlock(node) || isItem(node) ? ofNode(node) : ofShared(scheme, node.use, used);
    sure = plus(sure, own.sure);
    isWhole &&= own.isWhole;
  }
  return { sure, isWhole };
}

function ofNode(node: { readonly for?: Block["for"]; readonly weight?: Weight | undefined }): Sum {
  const { weight } = node;
  if (node.for || (weight && !("num" in weight))) return { sure: zero, isWhole: false };
  return { sure: weight && "num" in weight ? weight : zero, isWhole: true };
}

/** Shared blocks are summed once for a scheme, however often they are used. */
const known = new WeakMap<Scheme, Map<string, Sum>>();

function ofShared(scheme: Scheme, use: string, used: readonly string[]): Sum {
  const sums = known.get(scheme) ?? new Map<string, Sum>();
  known.set(scheme, sums);
  const before = sums.get(use);
  if (before) return before;
  const shared = scheme.blocks?.[use];
  const sum =
    !shared || used.includes(use) ? { sure: zero, isWhole: false } : childrenSum(scheme, shared, [...used, use]);
  sums.set(use, sum);
  return sum;
}

/** Full marks inside a block where the document says them. */
export function fullMarks(scheme: Scheme, block: Block): Exact | undefined {
  if (block.outOf) return block.outOf;
  const sum = childrenSum(scheme, block.items);
  return sum.isWhole ? sum.sure : undefined;
}
