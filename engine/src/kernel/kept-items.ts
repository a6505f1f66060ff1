import type { Mask } from "../number/arithmetic.ts";
import type { Item } from "../scheme/document.ts";
import type { Batch } from "./batch.ts";
import type { NodeValue } from "./leaves.ts";

type AnyItem = Pick<Item, "item" | "rule">;

interface Kept {
  readonly item: AnyItem;
  readonly value: NodeValue;
  readonly missed: readonly (readonly [path: string, rows: Mask])[];
}

/** Lists of more subjects are scored again: keeping their columns would cost more than it saves. */
const mostRows = 4096;

/**
 * Items of whole lists as they were scored, for computings over the same facts whose schemes differ in single items: the
 * same object over the same rows (the same array) has the same points. Scores that are carried are not kept, because they come from other
 * lists. What is noted about matters is noted only the first time.
 */
export class KeptItems {
  readonly #values = new WeakMap<Int32Array, Map<string, Kept>>();

  value(batch: Batch, item: AnyItem, key: string, evaluate: (batch: Batch) => NodeValue): NodeValue {
    const { rows } = batch;
    if (batch.trace || rows.length > mostRows || carries(item.rule)) return evaluate(batch);
    const known = this.#values.get(rows) ?? new Map<string, Kept>();
    this.#values.set(rows, known);
    const kept = known.get(key);
    if (kept?.item === item) {
      for (const [path, lacking] of kept.missed) batch.missed(path, lacking);
      return kept.value;
    }
    const missed: [string, Mask][] = [];
    const value = evaluate({
      ...batch,
      missed: (path, lacking) => {
        missed.push([path, lacking]);
        batch.missed(path, lacking);
      },
    });
    if (kept === undefined) known.set(key, { item, value, missed });
    return value;
  }
}

/** Whether a rule reads another's score, at any depth. */
function carries(rule: unknown): boolean {
  if (typeof rule !== "object" || rule === null) return false;
  if ("kind" in rule && typeof rule.kind === "string" && rule.kind.startsWith("linked-score")) return true;
  return Object.values(rule).some(carries);
}
