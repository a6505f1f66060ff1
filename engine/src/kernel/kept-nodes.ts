import type { Mask } from "../number/arithmetic.ts";
import type { Block, Item, Scheme } from "../scheme/document.ts";
import type { Batch } from "./batch.ts";
import type { NodeValue } from "./leaves.ts";
import { childrenOf } from "./nodes.ts";

type AnyNode = Block | Pick<Item, "item" | "rule">;

interface Kept {
  readonly node: AnyNode;
  readonly value: NodeValue;
  readonly missed: readonly (readonly [path: string, rows: Mask])[];
}

/** Lists of more subjects are scored again: keeping their columns would cost more than it saves. */
const mostRows = 4096;

/**
 * Items and blocks of whole lists as they were scored, for computings over the same facts whose schemes differ in single
 * items: the same object over the same rows (the same array) has the same points, so a block is the same object only where
 * nothing in it differs. Nodes with scores that are carried are not kept, because those come from other lists. Findings
 * about weights and matters are noted only the first time; whoever wants them does not keep.
 */
export class KeptNodes {
  readonly #values = new WeakMap<Int32Array, Map<string, Kept>>();
  readonly #carrying = new WeakMap<AnyNode, boolean>();

  /** @param at Tells the places of a list apart: path, part of the period, period. */
  value(batch: Batch, node: AnyNode, at: string, evaluate: (batch: Batch) => NodeValue): NodeValue {
    const { rows } = batch;
    if (batch.trace || rows.length > mostRows) return evaluate(batch);
    const known = this.#values.get(rows) ?? new Map<string, Kept>();
    this.#values.set(rows, known);
    const kept = known.get(at);
    if (kept?.node === node) {
      for (const [path, lacking] of kept.missed) batch.missed(path, lacking);
      return kept.value;
    }
    if (this.#isCarrying(batch.world.scheme, node)) return evaluate(batch);
    const missed: [string, Mask][] = [];
    const value = evaluate({
      ...batch,
      missed: (path, lacking) => {
        missed.push([path, lacking]);
        batch.missed(path, lacking);
      },
    });
    known.set(at, { node, value, missed });
    return value;
  }

  /** Whether something in a node depends on the scores of others: what is carried, and what a group lets count. */
  #isCarrying(scheme: Scheme, node: AnyNode): boolean {
    const known = this.#carrying.get(node);
    if (known !== undefined) return known;
    const isOne =
      "block" in node
        ? node.bonus?.constraint !== undefined || inside(scheme, node).some((each) => this.#isCarrying(scheme, each))
        : isLink(node.rule);
    this.#carrying.set(node, isOne);
    return isOne;
  }
}

const inside = (scheme: Scheme, block: Block): readonly AnyNode[] => [
  ...childrenOf(scheme, block),
  ...(block.deductions?.items ?? []),
  ...(block.bonus?.items ?? []),
];

/** Whether a rule reads another's score, at any depth. */
function isLink(rule: unknown): boolean {
  if (typeof rule !== "object" || rule === null) return false;
  if ("kind" in rule && typeof rule.kind === "string" && rule.kind.startsWith("linked-score")) return true;
  return Object.values(rule).some(isLink);
}
