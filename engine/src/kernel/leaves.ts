import { State, type States } from "../facts/state.ts";
import { choose, divide, type Mask } from "../number/arithmetic.ts";
import { type Column, constant, rowCount } from "../number/column.ts";
import { zero } from "../number/exact.ts";
import type { Measured, Points } from "../rules/rule-kind.ts";
import { type Amount, amount, nothing, outside, Ratio } from "./amounts.ts";
import { not, presence } from "./planes.ts";

/**
 * A node of the tree in the scale of the block that holds it: what it could bring and what it brought. Neither is
 * multiplied out before somebody asks: whole columns of doubles for tables, single rows exactly.
 */
export interface Leaf {
  readonly path: string;
  readonly kind: "block" | "item" | "deduction" | "bonus" | "limit" | "opening";
  /** Leaves sum to the block; inner nodes repeat what their leaves say and are only shown. */
  readonly isSum: boolean;
  readonly full: Amount;
  readonly points: Amount;
  readonly states: States;
  /** 0 where the node is not on the subject's list at all; absent means on everybody's. */
  readonly listed?: Mask | undefined;
}

export interface NodeValue extends Points {
  /** Full marks in the node's own scale. */
  readonly outOf: Column;
  /** 1 where no score is formed; absent: nowhere. */
  readonly blocked?: Uint8Array | undefined;
  readonly leaves: readonly Leaf[];
  /** 1 where the whole node was decided outside the system. */
  readonly opened?: Mask | undefined;
}

export const leafOf = (
  path: string,
  kind: Leaf["kind"],
  full: Column | undefined,
  points: Column,
  states: States,
): Leaf => ({
  path,
  kind,
  isSum: true,
  full: full ? amount(full) : nothing,
  points: amount(points),
  states,
});

/** An item in the scale of its block; where it was decided outside the system, the opening stands in its place. */
export function itemLeaves(
  path: string,
  listed: Mask | undefined,
  opened: Mask | undefined,
  full: Column,
  points: Column,
  states: States,
): Leaf[] {
  const leaf: Leaf = { ...leafOf(path, "item", full, points, states), listed };
  if (!opened) return [leaf];
  return [
    {
      ...closed(leaf, opened),
      listed: opened.map((o, row) => (o === 1 ? 0 : (listed?.[row] ?? 1))) as Mask,
    },
    { ...leafOf(path, "opening", full, points, states), full: amount(full, opened), points: amount(points, opened) },
  ];
}

/** A leaf that is nothing where its node was decided outside the system. */
export const closed = (leaf: Leaf, opened: Mask): Leaf => ({
  ...leaf,
  full: outside(leaf.full, opened),
  points: outside(leaf.points, opened),
});

/** The leaves of a child block in the scale of its parent; where the child is absent, the child itself is the leaf. */
export function below(path: string, child: NodeValue, full: Column, points: Column, states: States): Leaf[] {
  const there = presence(states);
  const own: Leaf = { path, kind: "block", isSum: false, full: amount(full), points: amount(points), states };
  const inner = scaledBy(child.leaves, () => {
    const none = constant(zero, rowCount(full));
    const ratio = divide(full, child.outOf, none);
    return there ? choose(there, ratio, none) : ratio;
  });
  if (!there) return [own, ...inner];
  const absent = not(there);
  return [
    own,
    ...inner,
    {
      ...own,
      path: `${path}#absent`,
      kind: "limit",
      isSum: true,
      full: amount(full, absent),
      points: amount(points, absent),
    },
  ];
}

/** All leaves times one column, which is made when one of them is asked for. */
export function scaledBy(leaves: readonly Leaf[], make: () => Column): Leaf[] {
  const products = new Map<Ratio | undefined, Ratio>();
  const outer = new Ratio(make, undefined);
  const scaled = (sum: Amount): Amount =>
    sum.map((term) => {
      let ratio = term.ratio ? products.get(term.ratio) : outer;
      if (!ratio) {
        ratio = new Ratio(() => outer.column, term.ratio);
        products.set(term.ratio, ratio);
      }
      return { ...term, ratio };
    });
  return leaves.map((leaf) => ({ ...leaf, full: scaled(leaf.full), points: scaled(leaf.points) }));
}

/** Leaves of several periods with one path and kind become one: they were already weighted. A row present in any period is present. */
export function merge(leaves: readonly Leaf[]): Leaf[] {
  const byPath = new Map<string, Leaf>();
  for (const leaf of leaves) {
    // An opening has the path of the block or item that it stands for.
    const key = `${leaf.path}\n${leaf.kind}`;
    const seen = byPath.get(key);
    if (!seen) {
      byPath.set(key, leaf);
      continue;
    }
    const { listed } = leaf;
    byPath.set(key, {
      ...seen,
      full: [...seen.full, ...leaf.full],
      points: [...seen.points, ...leaf.points],
      listed: seen.listed && listed ? (seen.listed.map((l, row) => l | (listed[row] as number)) as Mask) : undefined,
      states: seen.states.map((s, row) => (s === State.present ? s : (leaf.states[row] as number))),
    });
  }
  return [...byPath.values()];
}

/** The path of a node inside another. */
export const join = (path: string, id: string): string => (path === "" ? id : `${path}/${id}`);

export const presentIn = (points: Points): Measured => ({ value: points.points, states: points.states });
