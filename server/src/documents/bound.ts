import type { Block } from "./model.ts";

/** How many rows of a table, or lines of a paragraph, stand on the page of the signature that follows them. */
export const boundRows = 2;

const isLight = ({ kind }: Block): boolean => kind === "heading" || kind === "note" || kind === "attachments";
const isSigned = ({ kind }: Block): boolean => kind === "signature" || kind === "closing";

/**
 * The blocks after `index` that stand on one page with what is before them: a signature never stands on a page without
 * text (GB/T 9704—2012, 7.3.5: no “此页无正文”). Empty when what follows is no signature.
 */
export function boundTo(blocks: readonly Block[], index: number): readonly Block[] {
  const bound: Block[] = [];
  for (const block of blocks.slice(index + 1)) {
    if (!isLight(block) && !isSigned(block)) break;
    bound.push(block);
    if (isSigned(block)) return bound;
  }
  return [];
}
