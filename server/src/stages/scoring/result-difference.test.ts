import type { ListColumns, ResultColumns } from "@biaochi/engine";
import { expect, test } from "vitest";
import { baseOf, differenceFrom } from "./result-difference.ts";
import type { RunOutput } from "./run-output.ts";

const size = 64;
type Edit = {
  readonly score?: number;
  readonly points?: number;
  readonly rank?: number;
  readonly rankOf?: number;
  readonly missing?: string;
  readonly full?: number;
};

/** A run of one list and one cohort, with what is otherwise for some positions; full marks are 60 for one more than half. */
function output(edits: Readonly<Record<number, Edit>> = {}): RunOutput {
  const of = <T>(usual: T, key: keyof Edit): T[] =>
    Array.from({ length: size }, (_, i) => (edits[i]?.[key] ?? usual) as T);
  const rows = Int32Array.from({ length: size }, (_, i) => i);
  const node = {
    ...({ kind: "item", path: "a" } as const),
    full: Float64Array.from(of(60, "full"), (full, i) => (i > size / 2 ? 61 : full)),
    points: Float64Array.from(of(50, "points")),
    states: new Uint8Array(size),
  };
  const list: ListColumns = { list: "l", members: rows, nodes: [node] };
  const none = new Int32Array(size).fill(-1);
  const columns: ResultColumns = {
    ...{ rows, list: new Int32Array(size), standing: new Uint8Array(size), places: 2, lists: [list] },
    ...{ score: Float64Array.from(of(8000, "score")), cohort: new Int32Array(size), cohorts: ["c"] },
    ...{ rank: Float64Array.from(of(1, "rank")), rankOf: Int32Array.from(of(size, "rankOf")) },
    ...{ grade: none, grades: [], band: none, bands: [] },
    result(i) {
      throw new RangeError(`nobody asks for result ${i} as a whole`);
    },
  };
  const empty = Array.from({ length: size }, () => "[]");
  const told = [{ from: 0, missing: of("[]", "missing"), redLines: empty, gradeReasons: empty }];
  return {
    ...{ columns, told, affected: undefined, otherPlaces: new Map(), cohorts: [] },
    ...{ quotas: [], allocations: [], findings: [] },
  };
}

/** What run 3 says anew, and what it copies from run 2, where run 1 is whole. */
function third(second: RunOutput, now: RunOutput) {
  const whole = output();
  const first = differenceFrom(baseOf(1, whole), whole, second, 2);
  const found = first && differenceFrom(first.base, second, now, 3);
  if (found === undefined) throw new Error("stored whole");
  const { changed, fresh, copied } = found.difference;
  const sorted = (set: ReadonlySet<number>) => [...set].sort((a, b) => a - b);
  return { copied, changed: sorted(changed), fresh: sorted(fresh), alike: sorted(changed.difference(fresh)) };
}

const moved = { 5: { score: 8100, points: 51 } };

test("what the run before says alike is copied from it, what moved since is said anew", () => {
  const also = { ...moved, 9: { score: 7900, points: 49 } };
  expect(third(output(moved), output(also))).toMatchObject({ copied: 2, fresh: [9], alike: [5] });
});

test.each<[string, Edit]>([
  ["points alone", { score: 8100, points: 51.5 }],
  ["a score alone", { score: 8101, points: 51 }],
  ["a place alone", { score: 8100, points: 51, rank: 2 }],
  ["the number of places alone", { score: 8100, points: 51, rankOf: size - 1 }],
  ["what is missing alone", { score: 8100, points: 51, missing: '["a"]' }],
])("%s, otherwise than in the run before, is said anew", (_, edit) => {
  expect(third(output(moved), output({ 5: edit }))).toMatchObject({ fresh: [5], alike: [] });
});

test("who is again as in the base says so, since the rows of the run before are taken along", () => {
  const { fresh, changed } = third(output({ 5: { score: 8100 } }), output());
  expect([fresh, changed]).toEqual([[5], [5]]);
});

test("a place that the run before had by a shift, and that this one has to say, is said", () => {
  const all = Object.fromEntries(Array.from({ length: size }, (_, i) => [i, { rank: 2 }]));
  const second = output({ ...all, 5: { score: 8100, points: 51, rank: 2 } });
  expect(third(second, output({ ...moved, 9: { rank: 2 } }))).toMatchObject({ fresh: [5, 9], alike: [] });
});

test("where other full marks are usual, nothing is copied: rows say only what is unusual", () => {
  const now = output({ ...moved, 0: { full: 61 }, 1: { full: 61 } });
  expect(third(output(moved), now)).toMatchObject({ copied: undefined, fresh: [0, 1, 5], alike: [] });
});
