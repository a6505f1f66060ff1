import { type Block, type Item, isBlock, isItem, type Scheme, type SchemeNode } from "../scheme/document.ts";

/** Children of a block with `use` replaced by the shared blocks it names. */
export function childrenOf(scheme: Scheme, block: Pick<Block, "items">): readonly (Block | Item)[] {
  return block.items.flatMap((node: SchemeNode): readonly (Block | Item)[] => {
    if (isBlock(node) || isItem(node)) return [node];
    const shared = scheme.blocks?.[node.use];
    if (!shared) throw new Error(`scheme uses an unknown block ${node.use}`);
    return childrenOf(scheme, { items: shared });
  });
}

/** All items of a block tree with the selectors above them, adjustments included. */
export function itemsOf(
  scheme: Scheme,
  block: Block,
): readonly {
  item: Item | (Omit<Item, "weight"> & { weight?: Item["weight"] | undefined });
  within: readonly Block[];
}[] {
  const own = [...(block.deductions?.items ?? []), ...(block.bonus?.items ?? [])].map((item) => ({
    item,
    within: [block],
  }));
  const below = childrenOf(scheme, block).flatMap((node) =>
    isBlock(node)
      ? itemsOf(scheme, node).map(({ item, within }) => ({ item, within: [block, ...within] }))
      : [{ item: node, within: [block] }],
  );
  return [...below, ...own];
}

export const indicatorOf = (item: { readonly item: string; readonly indicator?: string | undefined }): string =>
  item.indicator ?? item.item;
