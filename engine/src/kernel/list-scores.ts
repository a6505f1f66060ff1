import { type Column, Query } from "../number/column.ts";
import type { Exact } from "../number/exact.ts";
import type { RunFinding } from "../result.ts";
import { type Approximate, amountAt, amountDoubles } from "./amounts.ts";
import type { Leaf } from "./leaves.ts";
import { orInto } from "./planes.ts";
import type { Hit } from "./red-lines.ts";

/** The scores of the subjects of one list in one period, before ranks and grades. Positions are those in `rows`. */
export interface ListScores {
  /** Rows of the city, ascending. */
  readonly rows: Int32Array;
  /** Position of a row of the city; -1 where it is not there. */
  positionOf(row: number): number;
  /** Exact totals after red lines. */
  readonly totals: Column;
  readonly states: Uint8Array;
  /** 1 where no score is formed. */
  readonly blocked: Uint8Array;
  /** In the order of the list. */
  readonly leaves: readonly ListedLeaf[];
  /** Red lines by position; nobody without one. */
  readonly hits: ReadonlyMap<number, readonly Hit[]>;
  /** 1 where some due datum is missing. */
  readonly isMissing: Uint8Array;
  /** The paths of the items that lack a datum, in order. */
  missingOf(i: number): readonly string[];
  /** What the scheme or the facts leave unsaid about single subjects. */
  readonly notes: readonly RowNote[];
}

/** A node of a list for all its subjects. */
export interface ListedLeaf extends Pick<Leaf, "path" | "kind" | "isSum"> {
  readonly states: Uint8Array;
  /** 0 where the node is not on the subject's list at all; absent: it is on everybody's. */
  readonly listed?: Uint8Array | undefined;
  /** One row, exactly. Who asks for several leaves of a row passes one query. */
  at(i: number, query?: Query): { readonly full: Exact; readonly points: Exact };
  /** All rows, in new arrays, within the error that they say. */
  fullDoubles(): Approximate;
  pointsDoubles(): Approximate;
}

/** A finding about one subject, ready for the run. */
export interface RowNote {
  readonly row: number;
  readonly finding: RunFinding;
}

/** 1 for every row that lacks a datum, by the path of the item. */
export type Missing = Map<string, Uint8Array>;

/** Rows of a list as they were scored. */
export interface Scored {
  readonly rows: Int32Array;
  readonly totals: Column;
  readonly states: Uint8Array;
  readonly blocked?: Uint8Array | undefined;
  readonly leaves: readonly Leaf[];
  readonly hits: ReadonlyMap<number, readonly Hit[]>;
  readonly missing: Missing;
}

/** What a list's evaluation says about its rows, by position. */
export function listScores(
  { rows, totals, states, blocked, leaves, hits, missing }: Scored,
  notes: readonly RowNote[],
): ListScores {
  const isMissing = new Uint8Array(rows.length);
  for (const mask of missing.values()) orInto(isMissing, mask, 0);
  const lacking = [...missing].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    rows,
    positionOf: (row) => find(rows, row),
    totals,
    states,
    blocked: blocked ?? new Uint8Array(rows.length),
    leaves: leaves.map((leaf) => listed(leaf, rows.length)),
    hits,
    isMissing,
    missingOf: (i) => (isMissing[i] === 1 ? lacking.filter(([, mask]) => mask[i] === 1).map(([path]) => path) : []),
    notes,
  };
}

const listed = (leaf: Leaf, rows: number): ListedLeaf => ({
  path: leaf.path,
  kind: leaf.kind,
  isSum: leaf.isSum,
  states: leaf.states,
  listed: leaf.listed,
  at: (i, query = new Query()) => ({ full: amountAt(leaf.full, i, query), points: amountAt(leaf.points, i, query) }),
  fullDoubles: () => amountDoubles(leaf.full, rows),
  pointsDoubles: () => amountDoubles(leaf.points, rows),
});

/** Position of a value in ascending numbers; -1 where it is not there. */
function find(ascending: Int32Array, value: number): number {
  let low = 0;
  let high = ascending.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = ascending[middle] as number;
    if (found === value) return middle;
    if (found < value) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
