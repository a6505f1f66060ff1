import { nameOf, State } from "../facts/state.ts";
import { at, Query } from "../number/column.ts";
import { type Exact, exactOf, fixed, roundTo, show } from "../number/exact.ts";
import type { NodeResult } from "../result.ts";
import type { ListedLeaf, ListScores } from "./list-scores.ts";
import type { Hit } from "./red-lines.ts";
import type { World } from "./world.ts";

/** A subject's score before it is compared with anybody. */
export interface Draft {
  readonly row: number;
  readonly list: string;
  readonly standing: "complete" | "provisional" | "not-formed";
  /** After red lines, unrounded; and rounded once, as published. */
  readonly exact?: Exact;
  readonly published?: Exact;
  readonly nodes: readonly NodeResult[];
  readonly hits: readonly Hit[];
  readonly missing: readonly string[];
}

export function draftRow(world: World, list: number, scores: ListScores, i: number): Draft {
  const rounding = world.scheme.rounding;
  const isFormed = scores.blocked[i] === 0 && scores.states[i] === State.present;
  const exact = isFormed ? at(scores.totals, i) : undefined;
  const missing = scores.missingOf(i);
  return {
    row: scores.rows[i] as number,
    list: world.scheme.lists[list]?.id ?? "",
    standing: exact === undefined ? "not-formed" : missing.length > 0 ? "provisional" : "complete",
    ...(exact === undefined ? {} : { exact, published: roundTo(exact, rounding.places, rounding.mode) }),
    nodes: nodesAt(scores, i),
    hits: scores.hits.get(i) ?? [],
    missing,
  };
}

/** The nodes of one subject. */
export function nodesAt(scores: ListScores, i: number): readonly NodeResult[] {
  const query = new Query();
  return scores.leaves.flatMap((leaf) => nodeOf(leaf, i, query));
}

/** A node as one subject sees it; none where the node is not on its list. */
export function nodeOf(leaf: ListedLeaf, i: number, query?: Query): readonly NodeResult[] {
  const { full, points } = leaf.at(i, query);
  const absence = nameOf(leaf.states[i] ?? State.present);
  if (full.num === 0n && points.num === 0n && (leaf.kind !== "item" || leaf.listed?.[i] === 0)) return [];
  return [
    {
      path: leaf.path,
      kind: leaf.kind,
      full: show(full),
      points: show(points),
      ...(absence === "present" ? {} : { absence }),
    },
  ];
}

/** What a condition on a node may judge: nothing where it is absent, or where it weighs nothing and brought nothing. */
export function measuredPoints(node: NodeResult | undefined): Exact | undefined {
  if (node?.points === undefined || node.absence !== undefined || (node.full === "0" && node.points === "0"))
    return undefined;
  return exactOf(node.points);
}

export const printed = (world: World, value: Exact): string =>
  fixed(value, world.scheme.rounding.places, world.scheme.rounding.mode);
