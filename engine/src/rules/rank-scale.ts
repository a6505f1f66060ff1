import { z } from "zod";
import { add, choose, clamp, divide, isAbove, isAtLeast, multiply, scale, subtract } from "../number/arithmetic.ts";
import { at, type Column, constant, fromExacts, gather, rowCount } from "../number/column.ts";
import { compare, type Exact, exact, minus, one, plus, times, zero } from "../number/exact.ts";
import { Decimal, Quantity } from "../scheme/values.ts";
import type { Nonsense } from "./rule-kind.ts";

/** How a place r of N becomes points. */
export const Scale = z
  .discriminatedUnion("by", [
    /** Points of the 1st, 2nd, 3rd place …; later places get `beyond`. A place between two gets what lies between them. */
    z.strictObject({ by: z.literal("list"), points: z.array(Decimal).min(1), beyond: Decimal.prefault("0") }),
    /** W − step × (r − 1). */
    z.strictObject({ by: z.literal("step"), step: Decimal }),
    /** W × (1 − step × (r − 1)). */
    z.strictObject({ by: z.literal("percent-step"), step: Decimal }),
    /** Evenly from `first` (default W) at place 1 to `last` at place N; N is `of` where the group is a part of a larger one. */
    z.strictObject({ by: z.literal("linear"), first: Decimal.optional(), last: Decimal, of: Quantity.optional() }),
    /** The last, last but one … place get these points, all others W. The first place never counts among the last. */
    z.strictObject({ by: z.literal("last"), points: z.array(Decimal).min(1) }),
    /** W × (N − r + 1)/N. */
    z.strictObject({ by: z.literal("share") }),
  ])
  .meta({ id: "RankScale" });
export type RankScale = z.output<typeof Scale>;

export interface RankTable {
  readonly scale: RankScale;
  readonly weight: Column;
  /** N, row by row. */
  readonly size: Column;
  /** Never fewer points than these; steps never go below 0 without it. */
  readonly floor?: Exact | undefined;
}

/** The points of each row's place. */
export function pointsAt(table: RankTable, place: Column): Column {
  const floor = table.floor ?? (table.scale.by === "step" || table.scale.by === "percent-step" ? zero : undefined);
  return clamp(unfloored(table, place), floor && constant(floor, rowCount(place)), undefined);
}

function unfloored({ scale: rule, weight, size }: RankTable, place: Column): Column {
  const rows = rowCount(place);
  const behind = (): Column => subtract(place, constant(one, rows));
  switch (rule.by) {
    case "list":
      return fromTable(place, (p) => listed(rule.points, rule.beyond, p));
    case "step":
      return subtract(weight, scale(behind(), rule.step));
    case "percent-step":
      return multiply(weight, subtract(constant(one, rows), scale(behind(), rule.step)));
    case "linear": {
      const first = rule.first ? constant(rule.first, rows) : weight;
      const last = constant(rule.last, rows);
      const part = divide(behind(), subtract(size, constant(one, rows)), constant(zero, rows));
      const kept = clamp(part, constant(zero, rows), constant(one, rows));
      return subtract(first, multiply(subtract(first, last), kept));
    }
    case "last": {
      const fromEnd = add(subtract(size, place), constant(one, rows));
      const count = constant(exact(rule.points.length), rows);
      // Between the last place of the list and the next there is nothing to put between.
      const isLast = isAtLeast(count, fromEnd);
      const isBehind = isAbove(place, constant(one, rows));
      for (let row = 0; row < rows; row++) if (isBehind[row] === 0) isLast[row] = 0;
      return choose(
        isLast,
        fromTable(fromEnd, (p) => listed(rule.points, undefined, p) ?? zero),
        weight,
      );
    }
    case "share":
      return multiply(weight, divide(add(subtract(size, place), constant(one, rows)), size, constant(zero, rows)));
  }
}

/** What `worth` says of each value that occurs: places repeat in every group, so each is looked up once. */
function fromTable(place: Column, worth: (place: Exact) => Exact): Column {
  const known = new Map<number, number>();
  const found: Exact[] = [];
  const rows = rowCount(place);
  const index = new Int32Array(rows);
  const num = place.num;
  for (let row = 0; row < rows; row++) {
    // A place without a planned denominator is told by its row.
    const key = place.kind === "whole" ? (num[row] as number) : row;
    let seen = known.get(key);
    if (seen === undefined) {
      seen = found.length;
      known.set(key, seen);
      found.push(worth(at(place, row)));
    }
    index[row] = seen;
  }
  return gather(fromExacts(found), index);
}

function listed(points: readonly Exact[], beyond: Exact, place: Exact): Exact;
function listed(points: readonly Exact[], beyond: Exact | undefined, place: Exact): Exact | undefined;
function listed(points: readonly Exact[], beyond: Exact | undefined, place: Exact): Exact | undefined {
  const whole = place.num / place.den;
  const part = minus(place, exact(whole));
  const here = points[Number(whole) - 1] ?? beyond;
  if (part.num === 0n) return here;
  const next = points[Number(whole)] ?? beyond;
  return here && next ? plus(here, times(minus(next, here), part)) : undefined;
}

/** The mean of the points of the places from `first` to `last`, both inside: what tied subjects share. */
export function meanOverTied(table: RankTable, first: Column, last: Column): Column {
  const rows = rowCount(first);
  const tied = subtract(last, first);
  const most = tied.num.reduce((so, n) => Math.max(so, n), 0);
  const widest = exact(most, tied.kind === "whole" ? tied.den : 1);
  let sum = pointsAt(table, first);
  for (let step = 1n; step <= widest.num; step += 1n) {
    const place = add(first, constant(exact(step), rows));
    const isTied = isAtLeast(last, place);
    sum = choose(isTied, add(sum, pointsAt(table, place)), sum);
  }
  return divide(sum, add(tied, constant(one, rows)), sum);
}

/** Lists that rise, marks nobody reaches, marks above W, steps that reward falling behind. */
export function checkScale(rule: RankScale, weight: Exact | undefined): readonly Nonsense[] {
  switch (rule.by) {
    case "list": {
      const fall = rule.points.findIndex((p, i) => i > 0 && compare(p, rule.points[i - 1] ?? p) > 0);
      const found: Nonsense[] = fall > 0 ? [{ code: "list-not-falling", at: ["scale", "points", fall] }] : [];
      const lowest = rule.points.at(-1) ?? zero;
      if (compare(rule.beyond, lowest) > 0) found.push({ code: "list-not-falling", at: ["scale", "beyond"] });
      return [...found, ...againstWeight(rule.points, weight, ["scale", "points"])];
    }
    case "last": {
      const fall = rule.points.findIndex((p, i) => i > 0 && compare(p, rule.points[i - 1] ?? p) < 0);
      const found: Nonsense[] = fall > 0 ? [{ code: "list-not-falling", at: ["scale", "points", fall] }] : [];
      const most = rule.points.reduce((best, p) => (compare(p, best) > 0 ? p : best));
      if (weight && compare(most, weight) > 0) found.push({ code: "points-above-weight", at: ["scale", "points"] });
      return found;
    }
    case "linear": {
      const first = rule.first ?? weight;
      const found: Nonsense[] =
        first && compare(rule.last, first) > 0 ? [{ code: "perverse-rule", at: ["scale", "last"] }] : [];
      return rule.first ? [...found, ...againstWeight([rule.first], weight, ["scale", "first"])] : found;
    }
    case "share":
      return [];
    default:
      if (rule.step.num < 0n) return [{ code: "perverse-rule", at: ["scale", "step"] }];
      return rule.step.num === 0n ? [{ code: "rule-without-effect", at: ["scale", "step"] }] : [];
  }
}

function againstWeight(points: readonly Exact[], weight: Exact | undefined, at_: Nonsense["at"]): Nonsense[] {
  if (!weight) return [];
  const most = points.reduce((best, p) => (compare(p, best) > 0 ? p : best));
  const sign = compare(most, weight);
  return sign > 0
    ? [{ code: "points-above-weight", at: at_ }]
    : sign < 0
      ? [{ code: "marks-unreachable", at: at_ }]
      : [];
}
