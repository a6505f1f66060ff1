import { z } from "zod";
import { nameOf, State, type States } from "../facts/state.ts";
import { apart } from "../number/apart.ts";
import { add, choose, divide, type Mask, multiply, subtract, total } from "../number/arithmetic.ts";
import { type Column, constant, fromScaled } from "../number/column.ts";
import { isSome } from "../number/decide.ts";
import { one, zero } from "../number/exact.ts";
import { planned } from "../number/planned.ts";
import { firstCause, hasAbsent, outrank, presenceOf } from "./presence.ts";
import type { Measured } from "./rule-kind.ts";

/** Rule kind 21 (不适用): what happens to the weight of an item or block that a subject does not have. */
export const policies = ["rescale", "spread", "group-mean", "full", "zero", "block"] as const;
export type Policy = (typeof policies)[number];
const PolicyName = z.enum(policies).meta({
  id: "AbsencePolicy",
  description:
    "rescale: the rest is scaled up, ×100/(100−W). spread: its weight is divided evenly among the rest. group-mean: the mean of the group. full: full marks. zero: no marks. block: no score is formed.",
});
export const AbsencePolicies = z
  .strictObject({
    missing: PolicyName.default("rescale"),
    "not-applicable": PolicyName.default("rescale"),
    exempt: PolicyName.default("rescale"),
    late: PolicyName.default("zero"),
  })
  .meta({ id: "AbsencePolicies" });
export type AbsencePolicies = z.output<typeof AbsencePolicies>;

/** One item or block of a block: its points, and what it weighs, per subject. */
export interface Child {
  readonly points: Column;
  readonly states: States;
  readonly weight: Column;
  readonly policies: AbsencePolicies;
}

export interface Spread {
  /** Points of the block, on the scale of the sum of all its children's weights. */
  readonly inner: Column;
  /** Absent where no child is left that brings points; the cause is the first by the order of presence.ts. */
  readonly states: States;
  /** 1 where a child with policy `block` is absent: no score is formed. The state is that child's. */
  readonly blocked: Uint8Array;
  /** Effective full marks of each child: they sum to the block's own wherever the block is present. */
  readonly full: readonly Column[];
  /** Effective points of each child, summing to `inner`. */
  readonly points: readonly Column[];
}

/**
 * Moves the weight of what is absent, row by row, and adds up.
 *
 * - `zero`, `full`, `group-mean` settle an absent child: it keeps its weight and gets 0, W or the group's mean.
 * - `spread` takes it out and divides its weight evenly, in points, among the children that are left; each of those keeps
 *   its rate (points/weight) on the larger weight.
 * - `rescale` takes it out and multiplies everything that is left by W/(W − W_absent). Spread comes first; the order
 *   changes nothing.
 * - `block` makes the whole block absent.
 * - `group-mean` has nothing to give where nobody has a value (no row at all, or `groupMean` says absent for the row's
 *   group): the child is rescaled, for a mean of nothing is not 0.
 *
 * A child of weight 0 in a row does not concern that row: it cannot block, take or lend weight.
 */
export function spreadAbsence(
  children: readonly Child[],
  rows: number,
  groupMean: (child: number) => Column | Measured,
): Spread {
  const weights = children.map((child) => child.weight);
  if (!children.some((child) => hasAbsent(child.states))) {
    const points = children.map((child) => child.points);
    return {
      inner: total(points, rows),
      states: new Uint8Array(rows),
      blocked: new Uint8Array(rows),
      full: weights,
      points,
    };
  }
  const nothing = constant(zero, rows);
  const places = children.map((child, i) => settle(child, rows, nothing, () => groupMean(i)));
  // Where nobody lends, leaves or blocks, the rows that do not stay weigh nothing anyway.
  const keepsAll = !places.some((place) => place.lends || place.leaves || place.blocks);
  let full = keepsAll ? weights : children.map((child, i) => choose((places[i] as Place).stays, child.weight, nothing));
  let points = places.map((place) => place.points);

  if (places.some((place) => place.lends)) {
    const lent = total(
      children.map((child, i) => choose((places[i] as Place).spread, child.weight, nothing)),
      rows,
    );
    const receivers = places.map((place) => place.receives);
    const share = planned(
      divide(
        lent,
        total(
          receivers.map((mask) => fromScaled(Float64Array.from(mask), 1)),
          rows,
        ),
        nothing,
      ),
    );
    const larger = full.map((own, i) => choose(receivers[i] as Mask, add(own, share), own));
    points = points.map((own, i) => {
      const rate = planned(divide(larger[i] as Column, full[i] as Column, constant(one, rows)));
      return choose(receivers[i] as Mask, multiply(own, rate), own);
    });
    full = larger;
  }
  if (places.some((place) => place.leaves)) {
    const whole = total(weights, rows);
    const gone = total(
      children.map((child, i) => choose((places[i] as Place).rescale, child.weight, nothing)),
      rows,
    );
    // Nothing divides by nothing where no child weighs anything: such a row keeps what a child without weight brings.
    const factor = planned(divide(whole, subtract(whole, gone), constant(one, rows)));
    full = full.map((own) => multiply(own, factor));
    points = points.map((own) => multiply(own, factor));
  }

  const states = statesOf(children, places, rows);
  const blocked = new Uint8Array(rows);
  const stops = places.flatMap((place) => (place.blocks ? [place.blocks] : []));
  if (stops.length > 0) {
    const cause = new Uint8Array(rows);
    for (const stop of stops) outrank(cause, stop);
    for (let row = 0; row < rows; row++) {
      if (cause[row] === State.present) continue;
      blocked[row] = 1;
      states[row] = cause[row] as number;
    }
  }
  return { inner: total(points, rows), states, blocked, full, points };
}

/** What each row of one child does: it stays (with points), lends its weight evenly, leaves, or blocks. */
interface Place {
  readonly points: Column;
  readonly weighs: Mask;
  readonly stays: Mask;
  readonly receives: Mask;
  readonly spread: Mask;
  readonly rescale: Mask;
  /** The states of the absences that block; undefined where none does. */
  readonly blocks: States | undefined;
  readonly lends: boolean;
  readonly leaves: boolean;
}

function settle(child: Child, rows: number, nothing: Column, mean: () => Column | Measured): Place {
  const weighs = isSome(child.weight);
  const stays = new Uint8Array(rows).fill(1);
  const receives = weighs.slice();
  const none = new Uint8Array(rows);
  const untouched = { spread: none, rescale: none, blocks: undefined, lends: false, leaves: false };
  if (!hasAbsent(child.states)) return { points: child.points, weighs, stays, receives, ...untouched };
  const spread = new Uint8Array(rows);
  const rescale = new Uint8Array(rows);
  const blocks = new Uint8Array(rows);
  const settled = { zero: new Uint8Array(rows), full: new Uint8Array(rows), "group-mean": new Uint8Array(rows) };
  const used = new Set<Policy>();
  const given =
    Object.values(child.policies).includes("group-mean") && child.states.includes(State.present) ? mean() : undefined;
  const average = given && "states" in given ? given : given && { value: given, states: new Uint8Array(rows) };
  const present = presenceOf(child.states) ?? stays;
  for (const row of absentRows(child.states, stays)) {
    if (weighs[row] === 0) continue;
    receives[row] = 0;
    const state = child.states[row] as number;
    const name = nameOf(state);
    const named = child.policies[name === "present" ? "missing" : name];
    const policy = named === "group-mean" && average?.states[row] !== State.present ? "rescale" : named;
    used.add(policy);
    if (policy === "rescale") rescale[row] = 1;
    else if (policy === "spread") spread[row] = 1;
    else if (policy === "block") blocks[row] = state;
    else {
      settled[policy][row] = 1;
      stays[row] = 1;
      receives[row] = 1;
    }
  }
  let points = choose(present, child.points, nothing);
  if (used.has("full")) points = choose(settled.full, child.weight, points);
  if (average && used.has("group-mean")) points = choose(settled["group-mean"], average.value, points);
  return {
    points,
    weighs,
    stays,
    receives,
    spread,
    rescale,
    blocks: used.has("block") ? blocks : undefined,
    lends: used.has("spread"),
    leaves: used.has("rescale"),
  };
}

/**
 * A block is there where some child that weighs anything stays; otherwise it shows its first cause. Where no child weighs
 * anything it does not apply, unless a child without weight (a bonus item) has points.
 */
function statesOf(children: readonly Child[], places: readonly Place[], rows: number): States {
  const isConcerned = new Uint8Array(rows);
  const isLeft = new Uint8Array(rows);
  const hasAny = new Uint8Array(rows);
  for (const { stays, weighs } of places) {
    uniteMasks(hasAny, stays);
    uniteMasks(isConcerned, weighs);
    uniteBoth(isLeft, stays, weighs);
  }
  const result = new Uint8Array(rows);
  for (const row of zerosOf(isLeft)) {
    if (isConcerned[row] === 0) {
      if (hasAny[row] === 0) result[row] = State.notApplicable;
    } else {
      result[row] = firstCause(
        children.filter((_, i) => places[i]?.weighs[row] === 1).map((child) => child.states[row] ?? State.missing),
      );
    }
  }
  return result;
}

/** Rows that are absent; they do not stay, until a policy says so. */
function absentRows(states: States, stays: Mask): Int32Array {
  const absent = markAbsent(states, stays, new Int32Array(states.length));
  return absent.rows.subarray(0, absent.count);
}

const markAbsent = apart(
  (states: States, stays: Mask, rows: Int32Array): { readonly rows: Int32Array; readonly count: number } => {
    let count = 0;
    for (let row = 0; row < states.length; row++) {
      if (states[row] === State.present) continue;
      stays[row] = 0;
      rows[count++] = row;
    }
    return { rows, count };
  },
);

const uniteMasks = apart((into: Mask, by: Mask): void => {
  for (let row = 0; row < into.length; row++) into[row] = (into[row] as number) | (by[row] as number);
});

const uniteBoth = apart((into: Mask, a: Mask, b: Mask): void => {
  for (let row = 0; row < into.length; row++)
    into[row] = (into[row] as number) | ((a[row] as number) & (b[row] as number));
});

const zerosOf = apart((mask: Mask): Int32Array => {
  const rows: number[] = [];
  for (let row = 0; row < mask.length; row++) if (mask[row] === 0) rows.push(row);
  return Int32Array.from(rows);
});
