import { type Adjustment, type Block, isBlock, isItem, type Item, type List, type Scheme, type SchemeNode } from "../scheme/document.ts";

/** A place in a scheme document, as a path of keys and positions. */
export type At = readonly PropertyKey[];

export interface PlacedBlock {
  readonly block: Block;
  readonly at: At;
  /** Blocks above it, outermost first. */
  readonly within: readonly Block[];
}
export interface PlacedItem {
  readonly item: Item | Adjustment;
  readonly kind: "item" | "deduction" | "bonus";
  readonly at: At;
  readonly within: readonly Block[];
}

export interface Walked {
  readonly list: List;
  readonly at: At;
  readonly blocks: readonly PlacedBlock[];
  readonly items: readonly PlacedItem[];
  /** Shared blocks that are named and do not exist, or that contain themselves. */
  readonly broken: readonly { readonly use: string; readonly at: At; readonly isCircular: boolean }[];
}

/** Every list with all its blocks and items, shared blocks walked at each place that uses them. */
export function walk(scheme: Scheme): readonly Walked[] {
  return scheme.lists.map((list, l) => {
    const found = { blocks: [] as PlacedBlock[], items: [] as PlacedItem[], broken: [] as Walked["broken"][number][] };
    const nodes = (children: readonly SchemeNode[], at: At, within: readonly Block[], used: readonly string[]): void => {
      children.forEach((node, i) => {
        const here = [...at, i];
        if (isBlock(node)) block(node, here, within, used);
        else if (isItem(node)) found.items.push({ item: node, kind: "item", at: here, within });
        else {
          const shared = scheme.blocks?.[node.use];
          const isCircular = used.includes(node.use);
          if (!shared || isCircular) found.broken.push({ use: node.use, at: [...here, "use"], isCircular });
          else nodes(shared, ["blocks", node.use], within, [...used, node.use]);
        }
      });
    };
    const block = (own: Block, at: At, within: readonly Block[], used: readonly string[]): void => {
      found.blocks.push({ block: own, at, within });
      const inner = [...within, own];
      nodes(own.items, [...at, "items"], inner, used);
      for (const kind of ["deductions", "bonus"] as const) {
        own[kind]?.items.forEach((item, i) => {
          found.items.push({ item, kind: kind === "bonus" ? "bonus" : "deduction", at: [...at, kind, "items", i], within: inner });
        });
      }
    };
    block(list.score, ["lists", l, "score"], [], []);
    return { list, at: ["lists", l], ...found };
  });
}
