import type { ListColumns, NodeColumns } from "../result-columns.ts";
import { type Block, isBlock, type List, type Scheme } from "../scheme/document.ts";
import type { CityScores } from "./city-scores.ts";
import { join } from "./leaves.ts";
import type { ListScores } from "./list-scores.ts";
import { merged, patched } from "./node-patches.ts";
import { type NodeValues, valuesOf } from "./node-values.ts";
import { childrenOf } from "./nodes.ts";

/** The nodes of every list with their values, which are made when somebody looks at them. */
export interface CityNodes {
  readonly lists: readonly ListColumns[];
  /** Position of a subject among the members of its list. */
  readonly memberOf: Int32Array;
  readonly values: readonly ReadonlyMap<string, Node>[];
}

interface Leaf {
  readonly path: string;
  readonly kind: NodeColumns["kind"];
  readonly values: NodeValues;
}
interface Node extends Leaf {
  readonly columns: NodeColumns;
}

const kinds: readonly NodeColumns["kind"][] = ["block", "item", "deduction", "bonus", "limit", "opening"];

/**
 * The nodes of a city by column. Those of a list stand in the order of the scheme, whatever was computed first; limits and
 * openings only where they are on somebody's list.
 *
 * @param before Of the run that this one continues: its layers come first in `city`.
 */
export function nodesOf(city: CityScores, before: CityNodes | undefined, isNew: (layer: number) => boolean): CityNodes {
  const { lists } = city.world.scheme;
  const members = before?.lists.map((list) => list.members) ?? membersOf(city.list, lists.length);
  const memberOf = before?.memberOf ?? new Int32Array(city.rows.length);
  if (!before)
    for (const own of members)
      own.forEach((i, m) => {
        memberOf[i] = m;
      });
  const values = lists.map((_, l): Map<string, Node> => new Map(before?.values[l]));
  const touched = new Set<number>();
  city.layers.forEach(({ list, scores }, layer) => {
    if (!isNew(layer)) return;
    touched.add(list);
    const own = values[list] as Map<string, Node>;
    if (before === undefined) for (const [key, leaf] of keyed(scores)) own.set(key, nodeOf(leaf, leaf.values));
    else patch(own, scores, city, memberOf, (members[list] as Int32Array).length);
  });
  return {
    lists: lists.map((list, l) => {
      const old = before?.lists[l];
      if (old && !touched.has(l)) return old;
      return {
        list: list.id,
        members: members[l] as Int32Array,
        nodes: inOrder(city.world.scheme, list, [...(values[l] as Map<string, Node>).values()]),
      };
    }),
    memberOf,
    values,
  };
}

function membersOf(listOf: Int32Array, lists: number): readonly Int32Array[] {
  const members: number[][] = Array.from({ length: lists }, () => []);
  listOf.forEach((l, i) => {
    members[l]?.push(i);
  });
  return members.map((own) => Int32Array.from(own));
}

/** Leaves by kind and path: an opening has the path of what it stands for. */
function keyed(scores: ListScores): ReadonlyMap<string, Leaf> {
  const leaves = new Map<string, Leaf>();
  for (const leaf of scores.leaves) {
    const key = `${leaf.kind} ${leaf.path}`;
    const { path, kind } = leaf;
    const seen = leaves.get(key);
    const own = valuesOf(leaf);
    leaves.set(key, { path, kind, values: seen ? merged(seen.values, own) : own });
  }
  return leaves;
}

/** What a layer says about its subjects in place of what was said before; nodes that it does not have are not on their lists. */
function patch(
  nodes: Map<string, Node>,
  scores: ListScores,
  city: CityScores,
  memberOf: Int32Array,
  size: number,
): void {
  const places = scores.rows.map((row) => memberOf[city.positionOf[row] as number] as number);
  const leaves = keyed(scores);
  for (const [key, node] of nodes) {
    const leaf = leaves.get(key);
    const values = patched(node.values, size, places, leaf?.values);
    if (values !== node.values) nodes.set(key, nodeOf(node, values));
  }
  for (const [key, leaf] of leaves)
    if (!nodes.has(key)) nodes.set(key, nodeOf(leaf, patched(undefined, size, places, leaf.values)));
}

function nodeOf({ path, kind }: Pick<NodeColumns, "path" | "kind">, values: NodeValues): Node {
  const columns: NodeColumns = {
    path,
    kind,
    get full() {
      return values.full;
    },
    get points() {
      return values.points;
    },
    get states() {
      return values.states;
    },
  };
  return { path, kind, values, columns };
}

function inOrder(scheme: Scheme, list: List, nodes: readonly Node[]): readonly NodeColumns[] {
  const places = placesIn(scheme, list.score);
  const lines = new Map(scheme.redLines.map((line, n) => [`#red-line:${line.id}`, n]));
  const placeOf = ({ path }: Node): number => {
    const line = lines.get(path);
    if (line !== undefined) return places.size * 2 + line;
    const own = places.get(path.split("#")[0] ?? "");
    return own === undefined ? places.size * 2 : path.includes("#") ? own.end : own.start;
  };
  return nodes
    .filter(({ kind, values }) => !((kind === "limit" || kind === "opening") && values.isEmpty))
    .map((node) => ({ node, place: placeOf(node) }))
    .sort(
      (a, b) =>
        a.place - b.place ||
        compareTexts(a.node.path, b.node.path) ||
        kinds.indexOf(a.node.kind) - kinds.indexOf(b.node.kind),
    )
    .map(({ node }) => node.columns);
}

const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Where a node begins and where its limits stand, from the top of the list down. */
function placesIn(scheme: Scheme, root: Block): ReadonlyMap<string, { readonly start: number; readonly end: number }> {
  const places = new Map<string, { start: number; end: number }>();
  let next = 0;
  const walk = (block: Block, path: string): void => {
    // The limits of the whole list are named after its block.
    const own = { start: next++, end: 0 };
    for (const node of childrenOf(scheme, block)) {
      const at = join(path, isBlock(node) ? node.block : node.item);
      if (isBlock(node)) walk(node, at);
      else places.set(at, { start: next++, end: next++ });
    }
    for (const item of [...(block.deductions?.items ?? []), ...(block.bonus?.items ?? [])])
      places.set(join(path, item.item), { start: next++, end: next++ });
    own.end = next++;
    places.set(path, own);
    if (path === "" && !places.has(block.block)) places.set(block.block, own);
  };
  walk(root, "");
  return places;
}
