import { expect, test } from "vitest";
import { type Absence, nameOf, State, stateOf } from "../facts/state.ts";
import { at, constant } from "../number/column.ts";
import { exactOf, plus, show, times, zero } from "../number/exact.ts";
import { type RollUp, rollUp, sharesOf } from "./period-rollup.ts";

const absent = ["missing", "not-applicable", "exempt", "late"];
const part = (text: string) => ({
  points: constant(exactOf(absent.includes(text) ? "77" : text), 1),
  states: Uint8Array.of(absent.includes(text) ? stateOf(text as Absence) : State.present),
});
const weighted = (...weights: string[]): RollUp => ({ by: "weighted", weights: weights.map(exactOf) });

const cases: readonly [string, RollUp, readonly string[], string][] = [
  ["mean", { by: "mean" }, ["4.5", "3", "4.5"], "4"],
  ["missing is not zero", { by: "mean" }, ["4.5", "missing", "4.5"], "4.5"],
  ["twelve months, one exempt", { by: "mean" }, [...Array(11).fill("9"), "exempt"], "9"],
  ["sum", { by: "sum" }, ["20", "22.5", "18", "25"], "85.5"],
  ["a sum is rescaled to the number of periods", { by: "sum" }, ["20", "22.5", "missing", "17.5"], "80"],
  ["latest cumulative", { by: "latest" }, ["20", "45", "missing"], "45"],
  ["any of: the best", { by: "best" }, ["-3", "-1", "missing", "-2"], "-1"],
  ["30/70", weighted("0.3", "0.7"), ["80", "90"], "87"],
  ["35/35/20/10", weighted("0.35", "0.35", "0.2", "0.1"), ["80", "90", "70", "100"], "83.5"],
  ["weights of what is there", weighted("0.35", "0.35", "0.2", "0.1"), ["80", "90", "not-applicable", "missing"], "85"],
  ["nothing there: the first cause", { by: "mean" }, ["missing", "exempt", "late"], "exempt"],
  ["nothing of any weight there", weighted("0", "1"), ["90", "missing"], "missing"],
];

test.each(cases)("%s", (_name, how, texts, expected) => {
  const parts = texts.map(part);
  const result = rollUp(parts, how, 1);
  const state = nameOf(result.states[0] as number);
  expect(state === "present" ? show(at(result.points, 0)) : state).toBe(expected);
  const shares = sharesOf(parts, how, 1);
  const sum = parts.map((p, i) => times(at(p.points, 0), at(shares[i] ?? constant(zero, 1), 0))).reduce(plus, zero);
  if (state === "present") expect(show(sum)).toBe(expected);
});

test("weights must be as many as periods", () => {
  expect(() => rollUp([part("1"), part("2"), part("3")], weighted("0.3", "0.7"), 1)).toThrow("2 weights for 3 periods");
});
