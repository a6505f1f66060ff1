import type { Mask } from "../number/arithmetic.ts";
import type { Block, Item } from "../scheme/document.ts";
import type { Batch } from "./batch.ts";
import { isFor } from "./select.ts";

export const maskFor = (batch: Batch, node: Pick<Item, "for"> | Pick<Block, "for">): Mask =>
  Uint8Array.from(batch.rows, (row, i) =>
    batch.listed?.[i] !== 0 && batch.world.subjects[row] && isFor(node.for, batch.world.subjects[row]) ? 1 : 0,
  );

/** What is scored for those whom a node concerns: others owe no figures for it. */
export function withinList(batch: Batch, listed: Mask, weighs: Mask): Batch {
  return { ...batch, listed, missed: (row, path) => (weighs[row] === 1 ? batch.missed(row, path) : undefined) };
}
