import { z } from "zod";
import { State } from "../facts/state.ts";
import { add, choose, divide } from "../number/arithmetic.ts";
import { type Column, constant, fromExacts } from "../number/column.ts";
import { one, plus, zero } from "../number/exact.ts";
import { inDirection } from "./preference.ts";
import type { Measured, Scope } from "./rule-kind.ts";

/** What is ranked before the places are averaged: each period of a grain, or the points of each assessor. */
export const Over = z.enum(["month", "quarter", "half", "assessors"]);
export type Order = "higher-first" | "lower-first";

/**
 * The mean of a subject's places, over the rankings in which it stands; equal values share the mean of their places.
 * A subject that stands in none keeps the state of its own value, or is missing where assessors are averaged.
 */
export function meanPlace(over: z.output<typeof Over>, order: Order | undefined, scope: Scope): Measured {
  const values = over === "assessors" ? byAssessor(scope) : scope.parts(over).map((part) => part.actual());
  const none = constant(zero, scope.rows);
  const single = constant(one, scope.rows);
  let sum: Column = none;
  let count: Column = none;
  for (const value of values) {
    const compared =
      order === undefined ? inDirection(scope, value) : { actual: value, reverse: order === "lower-first" };
    const { place } = scope.place(compared.actual, compared.reverse ? "lower-first" : "higher-first", "fractional");
    const isPlaced = Uint8Array.from(value.states, (state) => (state === State.present ? 1 : 0));
    sum = choose(isPlaced, add(sum, place), sum);
    count = choose(isPlaced, add(count, single), count);
  }
  const otherwise = over === "assessors" ? new Uint8Array(scope.rows).fill(State.missing) : scope.actual().states;
  return {
    value: divide(sum, count, none),
    states: Uint8Array.from(otherwise, (state, row) =>
      values.some((value) => value.states[row] === State.present) ? State.present : state || State.missing,
    ),
  };
}

/** Each assessor's points for every row; several criteria of one assessor are added. */
function byAssessor(scope: Scope): readonly Measured[] {
  const sheets = scope.assessments();
  const assessors = [...new Set(sheets.flatMap((rows) => rows.map((a) => a.assessor)))].sort();
  return assessors.map((assessor) => {
    const own = sheets.map((rows) => rows.filter((a) => a.assessor === assessor));
    return {
      value: fromExacts(own.map((rows) => rows.reduce((sum, a) => plus(sum, a.points), zero))),
      states: Uint8Array.from(own, (rows) => (rows.length > 0 ? State.present : State.missing)),
    };
  });
}
