import type { Name } from "@biaochi/contract";
import type { Scheme } from "@biaochi/engine";

type List = Scheme["lists"][number];
type Block = List["score"];
type Node = Block["items"][number];
type Item = Extract<Node, { item: string }>;
type Adjustment = NonNullable<Block["bonus"]>["items"][number];

/** A block, item, deduction or bonus of a list with its path, as the engine names paths. */
export type SchemeNode = {
  readonly path: string;
  readonly kind: "block" | "item" | "deduction" | "bonus";
  readonly name: Name;
  readonly node: Block | Item | Adjustment;
};

const join = (path: string, id: string): string => (path === "" ? id : `${path}/${id}`);
const isBlock = (node: Node): node is Block => "block" in node;
const isItem = (node: Node): node is Item => "item" in node;

/** The nodes of a list from the root down, each block before its items, deductions and bonus last. */
export function nodesOf(scheme: Scheme, list: List): readonly SchemeNode[] {
  const root: SchemeNode = {
    path: list.score.block,
    kind: "block",
    name: nameOf(scheme, list.score),
    node: list.score,
  };
  return [root, ...inside(scheme, list.score, "")];
}

function inside(scheme: Scheme, block: Block, path: string): readonly SchemeNode[] {
  const adjustments = (kind: "deduction" | "bonus", items: readonly Adjustment[] = []) =>
    items.map((node): SchemeNode => ({ path: join(path, node.item), kind, name: nameOf(scheme, node), node }));
  return [
    ...block.items.flatMap((node) => oneNode(scheme, node, path)),
    ...adjustments("deduction", block.deductions?.items),
    ...adjustments("bonus", block.bonus?.items),
  ];
}

function oneNode(scheme: Scheme, node: Node, path: string): readonly SchemeNode[] {
  if (isBlock(node)) {
    const at = join(path, node.block);
    return [{ path: at, kind: "block", name: nameOf(scheme, node), node }, ...inside(scheme, node, at)];
  }
  if (isItem(node)) return [{ path: join(path, node.item), kind: "item", name: nameOf(scheme, node), node }];
  return (scheme.blocks?.[node.use] ?? []).flatMap((each) => oneNode(scheme, each, path));
}

/** Its own name, else its indicator's, else its identifier. */
function nameOf(scheme: Scheme, node: Block | Item | Adjustment): Name {
  if (node.name !== undefined) return node.name;
  if ("block" in node) return { "zh-CN": node.block, en: node.block };
  const indicator = indicatorOf(scheme, node);
  return indicator?.name ?? { "zh-CN": node.item, en: node.item };
}

/** The indicator of an item; an item without one is named like its indicator. */
export function indicatorOf(scheme: Scheme, item: Item | Adjustment): Scheme["indicators"][number] | undefined {
  const id = item.indicator ?? item.item;
  return scheme.indicators.find((each) => each.id === id);
}

/** What a path of a result or an explanation is called: "usual/hotline[2025-03]" and "usual#floor" are named by the node. */
export function naming(
  scheme: Scheme,
  listId: string,
): { find(path: string): SchemeNode | undefined; name(path: string): Name } {
  const list = scheme.lists.find((each) => each.id === listId);
  const nodes = new Map((list === undefined ? [] : nodesOf(scheme, list)).map((node) => [node.path, node]));
  const find = (path: string) => nodes.get(path.replace(/\[[^\]]*\]/g, "").replace(/#.*$/, ""));
  const name = (path: string): Name => {
    const redLine = /^#red-line:(.*)$/.exec(path)?.[1];
    if (redLine !== undefined) return scheme.redLines.find((each) => each.id === redLine)?.name ?? both(redLine);
    return find(path)?.name ?? both(path);
  };
  return { find, name };
}

export const both = (text: string): Name => ({ "zh-CN": text, en: text });
