import {
  type Adjustment,
  type Block,
  type Item,
  isBlock,
  isItem,
  type List,
  type Scheme,
  type SchemeNode,
} from "../scheme/document.ts";

/** A place in a scheme document, as a path of keys and positions. */
export type At = readonly PropertyKey[];

export interface PlacedBlock {
  readonly block: Block;
  readonly at: At;
  /** Blocks above it, outermost first. */
  readonly within: readonly Block[];
  /** "usual/individual", as explanations, links and conditions name it; "" for the root. */
  readonly path: string;
}
export interface PlacedItem {
  readonly item: Item | Adjustment;
  readonly kind: "item" | "deduction" | "bonus";
  readonly at: At;
  readonly within: readonly Block[];
  readonly path: string;
}

export interface Walked {
  readonly list: List;
  readonly at: At;
  readonly blocks: readonly PlacedBlock[];
  readonly items: readonly PlacedItem[];
  /** Shared blocks that are named and do not exist, that contain themselves, or that unfold into more nodes than a list may have. */
  readonly broken: readonly {
    readonly use: string;
    readonly at: At;
    readonly why: "unknown" | "circular" | "too-many";
  }[];
}

/** Of all lists together: shared blocks inside shared blocks multiply, and no scheme of people is this long. */
const mostNodes = 20_000;

/** Every list with all its blocks and items, shared blocks walked at each place that uses them. */
export function walk(scheme: Scheme): readonly Walked[] {
  let count = 0;
  return scheme.lists.map((list, l) => {
    const found = { blocks: [] as PlacedBlock[], items: [] as PlacedItem[], broken: [] as Walked["broken"][number][] };
    const nodes = (
      children: readonly SchemeNode[],
      at: At,
      within: readonly Block[],
      used: readonly string[],
    ): void => {
      children.forEach((node, i) => {
        const here = [...at, i];
        count++;
        if (isBlock(node)) block(node, here, within, used);
        else if (isItem(node))
          found.items.push({ item: node, kind: "item", at: here, within, path: pathOf(within, node.item) });
        else {
          const shared = scheme.blocks?.[node.use];
          const why = !shared
            ? "unknown"
            : used.includes(node.use)
              ? "circular"
              : count > mostNodes
                ? "too-many"
                : undefined;
          if (why !== undefined) found.broken.push({ use: node.use, at: [...here, "use"], why });
          else if (shared) nodes(shared, ["blocks", node.use], within, [...used, node.use]);
        }
      });
    };
    const block = (own: Block, at: At, within: readonly Block[], used: readonly string[]): void => {
      found.blocks.push({ block: own, at, within, path: within.length === 0 ? "" : pathOf(within, own.block) });
      const inner = [...within, own];
      nodes(own.items, [...at, "items"], inner, used);
      for (const kind of ["deductions", "bonus"] as const) {
        own[kind]?.items.forEach((item, i) => {
          const here = [...at, kind, "items", i];
          found.items.push({
            item,
            kind: kind === "bonus" ? "bonus" : "deduction",
            at: here,
            within: inner,
            path: pathOf(inner, item.item),
          });
        });
      }
    };
    block(list.score, ["lists", l, "score"], [], []);
    return { list, at: ["lists", l], ...found };
  });
}

const pathOf = (within: readonly Block[], id: string): string => [...within.slice(1).map((b) => b.block), id].join("/");
