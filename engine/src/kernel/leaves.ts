import { State, type States } from "../facts/state.ts";
import { add, choose, divide, type Mask, multiply } from "../number/arithmetic.ts";
import { type Column, constant } from "../number/column.ts";
import { zero } from "../number/exact.ts";
import type { Measured, Points } from "../rules/rule-kind.ts";

/** A node of the tree in the scale of the block that holds it: what it could bring and what it brought. */
export interface Leaf {
  readonly path: string;
  readonly kind: "block" | "item" | "deduction" | "bonus" | "limit" | "opening";
  /** Leaves sum to the block; inner nodes repeat what their leaves say and are only shown. */
  readonly isSum: boolean;
  readonly full: Column;
  readonly points: Column;
  readonly states: States;
  /** 0 where the node is not on the subject's list at all; absent means on everybody's. */
  readonly listed?: Mask;
}

export interface NodeValue extends Points {
  /** Full marks in the node's own scale. */
  readonly outOf: Column;
  readonly blocked: Uint8Array;
  readonly leaves: readonly Leaf[];
  /** 1 where the whole node was decided outside the system. */
  readonly opened?: Mask;
}

export const leafOf = (path: string, kind: Leaf["kind"], full: Column, points: Column, states: States): Leaf => ({
  path,
  kind,
  isSum: true,
  full,
  points,
  states,
});

/** An item in the scale of its block; where it was decided outside the system, the opening stands in its place. */
export function itemLeaves(
  path: string,
  listed: Mask,
  opened: Mask | undefined,
  full: Column,
  points: Column,
  states: States,
): Leaf[] {
  if (!opened) return [{ ...leafOf(path, "item", full, points, states), listed }];
  const none = constant(zero, listed.length);
  return [
    {
      ...leafOf(path, "item", choose(opened, none, full), choose(opened, none, points), states),
      listed: listed.map((l, row) => (opened[row] === 1 ? 0 : l)) as Mask,
    },
    leafOf(path, "opening", choose(opened, full, none), choose(opened, points, none), states),
  ];
}

/** The leaves of a child block in the scale of its parent; where the child is absent, the child itself is the leaf. */
export function below(
  path: string,
  child: NodeValue,
  full: Column,
  points: Column,
  states: States,
  rows: number,
): Leaf[] {
  const none = constant(zero, rows);
  const there = states.map((s) => (s === State.present ? 1 : 0)) as Mask;
  const ratio = choose(there, divide(full, child.outOf, none), none);
  const inner = child.leaves.map((leaf) => scaled(leaf, ratio));
  const own: Leaf = { path, kind: "block", isSum: false, full, points, states };
  if (!there.includes(0)) return [own, ...inner];
  return [
    own,
    ...inner,
    {
      path: `${path}#absent`,
      kind: "limit",
      isSum: true,
      full: choose(there, none, full),
      points: choose(there, none, points),
      states,
    },
  ];
}

export const scaled = (leaf: Leaf, by: Column): Leaf => ({
  ...leaf,
  full: multiply(leaf.full, by),
  points: multiply(leaf.points, by),
});

/** Leaves of several periods with one path and kind become one: they were already weighted. A row present in any period is present. */
export function merge(leaves: readonly Leaf[]): Leaf[] {
  const byPath = new Map<string, Leaf>();
  for (const leaf of leaves) {
    // An opening has the path of the block or item that it stands for.
    const key = `${leaf.path}\n${leaf.kind}`;
    const seen = byPath.get(key);
    byPath.set(
      key,
      seen
        ? {
            ...seen,
            full: add(seen.full, leaf.full),
            points: add(seen.points, leaf.points),
            ...(seen.listed && leaf.listed
              ? { listed: seen.listed.map((l, row) => l | (leaf.listed?.[row] ?? 0)) as Mask }
              : {}),
            states: seen.states.map((s, row) => (s === State.present ? s : (leaf.states[row] as number))),
          }
        : leaf,
    );
  }
  return [...byPath.values()];
}

/** The path of a node inside another. */
export const join = (path: string, id: string): string => (path === "" ? id : `${path}/${id}`);

export const presentIn = (points: Points): Measured => ({ value: points.points, states: points.states });
