import { apart } from "../number/apart.ts";
import { kindOf } from "../rules/registry.ts";
import type { Item } from "../scheme/document.ts";
import { type Batch, groupsAt, renumbered } from "./batch.ts";
import { indicatorOf } from "./nodes.ts";
import type { Carriers } from "./roster.ts";
import type { Groups } from "./world.ts";

type Relative = Pick<Item, "item" | "indicator" | "rule" | "actual" | "times" | "minimumCases" | "group">;

/** Those with whom the rows of a batch are compared in one item, themselves included. */
export interface Compared {
  /** Rows of the city, ascending. */
  readonly rows: Int32Array;
  readonly groupOf: Int32Array;
  /** Place in `rows` of every row of the batch; -1 for whom the item is not. Absent: `rows` are those of the batch. */
  readonly index: Int32Array | undefined;
}

interface Reach {
  /** The points of a subject depend on others. */
  readonly isRelative: boolean;
  /** They may depend on others outside its group. */
  readonly isWide: boolean;
}
const reaches = new WeakMap<object, Reach>();

export function reachOf(item: Relative): Reach {
  const seen = reaches.get(item);
  if (seen) return seen;
  const read = [item.rule, item.actual, item.times, item.minimumCases?.count];
  const reach = {
    isRelative: kindOf(item.rule).isRelative(item.rule as never) || read.some((part) => holds(part, isStatistic)),
    isWide: read.some((part) =>
      holds(part, (value) => isStatistic(value) && (value as { over?: unknown }).over === "all"),
    ),
  };
  reaches.set(item, reach);
  return reach;
}

const isStatistic = (value: object): boolean => "statistic" in value;

function holds(value: unknown, is: (value: object) => boolean): boolean {
  return typeof value === "object" && value !== null && (is(value) || Object.values(value).some((v) => holds(v, is)));
}

/**
 * Everybody of the list's types who carries the indicator, in the groups that the batch's rows belong to; in all groups
 * where the rule looks further.
 */
export function comparedBy(batch: Batch, item: Relative): Compared {
  const { isWide } = reachOf(item);
  const carriers = batch.world.carriers(indicatorOf(item), batch.types);
  const key = `${carriers.key}\n${isWide ? "all" : ""}\n${item.group ?? ""}`;
  const seen = batch.known.compared.get(key);
  if (seen) return seen;
  const groups = batch.world.groups(item.group);
  const { of, names } = groups;
  let rows = carriers.rows;
  if (!isWide && batch.rows.length < batch.world.subjects.length) {
    const touched = touchedBy(of, batch.rows, new Uint8Array(names.length));
    rows = within(carriers, groups, touched);
  }
  const compared = isSame(rows, batch.rows)
    ? { rows: batch.rows, groupOf: groupsAt(batch, item.group), index: undefined }
    : { rows, groupOf: renumbered(groups, rows), index: placesIn(rows, batch.rows) };
  batch.known.compared.set(key, compared);
  return compared;
}

/** The carriers in the groups that are touched, ascending. A few groups of a large city are gone through by their members. */
function within(carriers: Carriers, groups: Groups, touched: Uint8Array): Int32Array {
  const { starts, rows } = membersOf(groups);
  const spans = [...touched.keys().filter((g) => touched[g] === 1)].map((g) =>
    rows.subarray(starts[g] as number, starts[g + 1] as number),
  );
  const size = spans.reduce((sum, span) => sum + span.length, 0);
  if (size * 4 > carriers.rows.length) return carriers.rows.filter((row) => touched[groups.of[row] as number] === 1);
  const found = new Int32Array(size);
  let to = 0;
  for (const span of spans) {
    found.set(span, to);
    to += span.length;
  }
  const carries = maskOf(carriers, groups.of.length);
  return found.sort().filter((row) => carries[row] === 1);
}

interface Members {
  /** Where each group begins in `rows`. */
  readonly starts: Int32Array;
  readonly rows: Int32Array;
}
const members = new WeakMap<Groups, Members>();

/** The rows of every group, group by group. */
function membersOf(groups: Groups): Members {
  const seen = members.get(groups);
  if (seen) return seen;
  const { of, names } = groups;
  const starts = new Int32Array(names.length + 1);
  for (const group of of) if (group >= 0) starts[group + 1] = (starts[group + 1] as number) + 1;
  for (let g = 0; g < names.length; g++) starts[g + 1] = (starts[g + 1] as number) + (starts[g] as number);
  const next = starts.slice();
  const rows = new Int32Array(starts[names.length] as number);
  for (let row = 0; row < of.length; row++) {
    const group = of[row] as number;
    if (group < 0) continue;
    rows[next[group] as number] = row;
    next[group] = (next[group] as number) + 1;
  }
  const found = { starts, rows };
  members.set(groups, found);
  return found;
}

const masks = new WeakMap<Carriers, Uint8Array>();

function maskOf(carriers: Carriers, size: number): Uint8Array {
  const seen = masks.get(carriers);
  if (seen) return seen;
  const mask = new Uint8Array(size);
  for (const row of carriers.rows) mask[row] = 1;
  masks.set(carriers, mask);
  return mask;
}

/** 1 for the groups that some row belongs to. */
const touchedBy = apart((of: Int32Array, rows: Int32Array, into: Uint8Array): Uint8Array => {
  for (let i = 0; i < rows.length; i++) into[of[rows[i] as number] as number] = 1;
  return into;
});

const isSame = apart(isSameRows);
function isSameRows(a: Int32Array, b: Int32Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** The place of each of `wanted` in `rows`, both ascending; -1 for those that are not there. */
function placesIn(rows: Int32Array, wanted: Int32Array): Int32Array {
  const index = new Int32Array(wanted.length);
  let place = 0;
  for (let i = 0; i < index.length; i++) {
    const row = wanted[i] as number;
    while (place < rows.length && (rows[place] as number) < row) place++;
    index[i] = rows[place] === row ? place : -1;
  }
  return index;
}
