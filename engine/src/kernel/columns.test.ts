import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import type { Facts } from "../facts/model.ts";
import type { ResultColumns } from "../result-columns.ts";
import { continueRun, type Run, startRun } from "./appraise.ts";
import { columnBytes } from "./column-bytes.ts";
import { compareRuns, differs } from "./compare-runs.ts";
import { Cancelled } from "./pace.ts";
import { factsOf, indicator, listOf, observed, official, percent, schemeOf, unit } from "./small-city.ts";

const grades = [
  {
    id: "year",
    for: { type: "unit" },
    scale: [
      { id: "good", name: "好", atLeast: 80 },
      { id: "fair", name: "一般" },
    ],
  },
];
const scheme = schemeOf({
  rounding: { places: 2 },
  indicators: [indicator("a"), indicator("b")],
  cohorts: [{ id: "units", for: { type: "unit" } }],
  grades,
  lists: [
    listOf("unit", [percent("a", 60), percent("b", 40)]),
    { ...listOf("official", [percent("a", 100)]), id: "officials" },
  ],
});
const values = { x: ["90", "90"], y: ["70", "100"], z: ["70", "40"] } as const;
function city(changes: Readonly<Record<string, readonly [string, string]>> = {}, more: Partial<Facts> = {}): Facts {
  const all = { ...values, ...changes };
  return factsOf({
    subjects: [...Object.keys(all).map((id) => unit(id)), official("o", { unit: "x" })],
    observations: [
      ...Object.entries(all).flatMap(([id, [a, b]]) => [observed(id, "a", "2025", a), observed(id, "b", "2025", b)]),
      observed("o", "a", "2025", "33.333"),
    ],
    ...more,
  });
}
const hash = (columns: Omit<ResultColumns, "result">): string => {
  const whole = createHash("sha256");
  for (const part of columnBytes(columns)) whole.update(part);
  return whole.digest("hex");
};
const compared = (run: Run) => ({
  columns: run.columns,
  subjects: Array.from(run.columns.rows, (row) => run.computing.world.subjects[row]?.id ?? ""),
});

test("columns of a city of three units and an official, derived by hand", () => {
  const { columns } = startRun(scheme, city());
  // x: 54 + 36; y: 42 + 40; z: 42 + 16; o: 33.333 rounded half up at the second place.
  expect([...columns.score]).toEqual([9000, 8200, 5800, 3333]);
  expect([...columns.rank]).toEqual([1, 2, 3, 0]);
  expect([...columns.rankOf]).toEqual([3, 3, 3, 0]);
  expect([...columns.cohort].map((c) => columns.cohorts[c])).toEqual(["units", "units", "units", undefined]);
  expect([...columns.grade].map((g) => columns.grades[g])).toEqual(["good", "good", "fair", undefined]);
  const [units, officials] = columns.lists;
  expect([...(units?.members ?? [])]).toEqual([0, 1, 2]);
  expect(units?.nodes.map((n) => [n.path, [...n.full], [...n.points]])).toEqual([
    ["a", [60, 60, 60], [54, 42, 42]],
    ["b", [40, 40, 40], [36, 40, 16]],
  ]);
  expect(officials?.nodes.map((n) => [...n.points])).toEqual([[33.333]]);
});

test("bytes tell every score, rank and point apart, and equal runs give equal bytes", () => {
  const first = startRun(scheme, city());
  expect(hash(startRun(scheme, city()).columns)).toBe(hash(first.columns));
  const others = [
    city({ z: ["70", "40.01"] }),
    city({ z: ["70.000001", "40"] }),
    city({ x: ["70", "100"], y: ["90", "90"] }),
    city({ u: ["1", "1"] }),
  ].map((facts) => hash(startRun(scheme, facts).columns));
  expect(new Set([hash(first.columns), ...others]).size).toBe(5);
  const columns = first.columns;
  const changed = (array: Float64Array | Int32Array): Float64Array | Int32Array =>
    array.map((value, i) => (i === 1 ? value + 1 : value));
  for (const name of ["score", "rank", "rankOf", "cohort", "grade", "band", "rows", "list"] as const)
    expect(hash({ ...columns, [name]: changed(columns[name]) }), name).not.toBe(hash(columns));
});

test("a NaN is one pattern, whatever made it", () => {
  const { columns } = startRun(scheme, city());
  const odd = new Float64Array(columns.score);
  new BigUint64Array(odd.buffer)[1] = 0xfff8000000000001n;
  const plain = columns.score.slice();
  plain[1] = Number.NaN;
  expect(hash({ ...columns, score: odd })).toBe(hash({ ...columns, score: plain }));
});

test("who changed between two runs, by how much, and where most", () => {
  const before = startRun(scheme, city());
  const after = startRun(scheme, city({ x: ["50", "90"], z: ["70", "41"] }));
  const found = compareRuns(compared(before), compared(after));
  // x loses 24 and falls from first to second, below 80; y moves up; z wins 0.4 by b.
  expect([...found.after]).toEqual([0, 1, 2]);
  expect([...found.score]).toEqual([-2400, 0, 40]);
  expect([...found.rank]).toEqual([-1, 1, 0]);
  expect([...found.node].map((n) => found.nodes[n]?.path)).toEqual(["a", undefined, "b"]);
  expect([...found.moved]).toEqual([-24, 0, 0.4]);
  expect([...found.what]).toEqual([
    differs.score + differs.rank + differs.grade + differs.points,
    differs.rank,
    differs.score + differs.points,
  ]);
  expect(found.summary).toEqual({
    better: 1,
    worse: 1,
    added: 0,
    removed: 0,
    grades: [{ from: "good", to: "fair", count: 1 }],
  });
  expect(compareRuns(compared(before), compared(before)).after.length).toBe(0);
});

test("subjects that came, went or stand elsewhere", () => {
  const before = startRun(scheme, city({ old: ["10", "10"] }));
  const facts = city({ young: ["20", "20"] });
  const after = startRun(scheme, { ...facts, subjects: facts.subjects.toReversed() });
  const found = compareRuns(compared(before), compared(after));
  const [old, now] = [compared(before).subjects, compared(after).subjects];
  expect([...found.after].map((i) => now[i])).toEqual(["young", undefined]);
  expect([...found.before].map((j) => old[j])).toEqual([undefined, "old"]);
  expect([...found.what]).toEqual([differs.there, differs.there]);
  expect(found.summary).toMatchObject({ added: 1, removed: 1, better: 0, worse: 0 });
});

test("scores with another number of decimals are the same where they are equal", () => {
  const finer = { ...scheme, rounding: { ...scheme.rounding, places: 3 } };
  const found = compareRuns(compared(startRun(scheme, city())), compared(startRun(finer, city())));
  // Only o has a third decimal: 33.33 and 33.333.
  expect([...found.after]).toEqual([3]);
  expect([...found.score]).toEqual([3]);
  expect(found.places).toBe(3);
});

test("what a correction does not touch stays the same object", () => {
  const before = startRun(scheme, city());
  for (const { nodes } of before.columns.lists) for (const node of nodes) [node.full, node.points, node.states].at(0);
  const after = continueRun(before, city({ z: ["70", "41"] }));
  expect(after.scored).toBe(1);
  expect([...(after.affected ?? [])]).toEqual([2]);
  const [units, officials] = after.columns.lists;
  expect(officials).toBe(before.columns.lists[1]);
  expect(units?.nodes.map((node, n) => node === before.columns.lists[0]?.nodes[n])).toEqual([true, false]);
});

test("a long chain of corrections begins anew, and the last is what it would have been alone", () => {
  let run = startRun(scheme, city());
  let scored: number[] = [];
  for (let n = 1; n <= 40; n++) {
    run = continueRun(run, city({ z: ["70", String(40 + n)] }));
    scored = [...scored, run.scored];
  }
  expect(scored.filter((count) => count === 4).length).toBe(1);
  expect(run.appraisal).toEqual(startRun(scheme, city({ z: ["70", "80"] })).appraisal);
});

test("says how far it is, and ends when it is told to", () => {
  const told: (readonly [number, number])[] = [];
  startRun(scheme, city(), { progress: (done, total) => told.push([done, total]) });
  // Two items of three units, one of one official.
  expect(told).toEqual([
    [3, 7],
    [6, 7],
    [7, 7],
  ]);
  let asked = 0;
  expect(() => startRun(scheme, city(), { isCancelled: () => ++asked > 1 })).toThrow(Cancelled);
  const run = startRun(scheme, city());
  expect(() => continueRun(run, city({ z: ["1", "1"] }), { isCancelled: () => true })).toThrow(Cancelled);
});
