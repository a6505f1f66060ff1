import type { Mask } from "../number/arithmetic.ts";
import type { Block, Item } from "../scheme/document.ts";
import type { Batch } from "./batch.ts";
import { both, gatherPlane } from "./planes.ts";

/** 1 where a node is on a subject's list, with everything above it; absent: everybody's. */
export function maskFor(batch: Batch, node: Pick<Item, "for"> | Pick<Block, "for">): Mask | undefined {
  const selected = batch.world.selection(node.for);
  if (!selected) return batch.listed;
  const mask = both(gatherPlane(selected, batch.rows), batch.listed);
  return mask.includes(0) ? mask : undefined;
}

/** What is scored for those whom a node concerns: others owe no figures for it. */
export function withinList(batch: Batch, listed: Mask | undefined, weighs: Mask | undefined): Batch {
  if (listed === batch.listed && !weighs) return batch;
  return { ...batch, listed, missed: (path, mask) => batch.missed(path, both(mask, weighs)) };
}
