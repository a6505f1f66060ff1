import { expect, test } from "vitest";
import { startRun } from "../kernel/appraise.ts";
import { Cancelled } from "../kernel/pace.ts";
import { factsOf, happened, indicator, listOf, observed, percent, schemeOf, unit } from "../kernel/small-city.ts";
import { exactOf } from "../number/exact.ts";
import type { SubjectResult } from "../result.ts";
import { drawWeights } from "./draws.ts";
import { placeOf, tieBands } from "./intervals.ts";
import { randomFrom } from "./random.ts";
import { closeness } from "./shape.ts";
import { type names, townFacts, townScheme, usual } from "./test-scheme.ts";

const options = { seed: 7, draws: 2000, spread: 0.25, types: ["unit"] } as const;

const twoItems = (a: number, b: number, more: object = {}) =>
  schemeOf({
    indicators: [indicator("a"), indicator("b")],
    cohorts: [{ id: "units", for: { type: "unit" } }],
    lists: [listOf("unit", [percent("a", a), percent("b", b)], more)],
  });
const figures = (all: Readonly<Record<string, readonly [string, string]>>) =>
  factsOf({
    subjects: Object.keys(all).map((id) => unit(id)),
    observations: Object.entries(all).flatMap(([id, [a, b]]) => [
      observed(id, "a", "2025", a),
      observed(id, "b", "2025", b),
    ]),
  });
const drawnOf = (run: ReturnType<typeof startRun>, more: object = {}) =>
  drawWeights(run, { ...options, ...more }).cohorts.map(({ members, rank, low, high, band }) => ({
    names: Array.from(members, (i) => run.columns.result(i).subject).join(),
    ...{ rank: [...rank], low: [...low], high: [...high], band: [...band] },
  }));

test("by hand: opposite strengths change places only as far as the weights allow", () => {
  // x is first as long as 60 f > 40 g. f, g lie in [3/4, 5/4]: g/f passes 3/2 in 1/48 of all cases, fewer than 5 %.
  const apart = figures({ x: ["100", "0"], y: ["0", "100"] });
  expect(drawnOf(startRun(twoItems(60, 40), apart))).toEqual([
    { names: "x,y", rank: [1, 2], low: [1, 2], high: [1, 2], band: [-1, -1] },
  ]);
  // With 52 and 48 y is first where g/f > 13/12: 0.39 of all cases.
  expect(drawnOf(startRun(twoItems(52, 48), apart))).toEqual([
    { names: "x,y", rank: [1, 2], low: [1, 1], high: [2, 2], band: [0, 0] },
  ]);
});

test("by hand: how often places change is what the area says", () => {
  // 1/48 of the square of side 1/2 (see above): a triangle with legs 1/12 and 1/8. Of 48,000 draws 1,000, sd 31.
  const run = startRun(twoItems(60, 40), figures({ x: ["100", "0"], y: ["0", "100"] }));
  let turned = 0;
  const random = randomFrom(options.seed);
  for (let draw = 0; draw < 48_000; draw++) {
    const [f, g] = [0.75 + random.fraction() / 2, 0.75 + random.fraction() / 2];
    if (40 * g > 60 * f) turned++;
  }
  expect(Math.abs(turned - 1000)).toBeLessThan(155);
  // One draw is one set of places: the same stream, asked draw by draw.
  const first = drawnOf(run, { draws: 1 });
  expect(first[0]?.low).toEqual(first[0]?.high);
});

test("whoever is better at everything is never passed, and equal figures share every place", () => {
  const run = startRun(
    twoItems(50, 50),
    figures({ x: ["90", "80"], y: ["89", "79"], z: ["70", "60"], w: ["70", "60"] }),
  );
  expect(drawnOf(run)).toEqual([
    { names: "x,y,z,w", rank: [1, 2, 3, 3], low: [1, 2, 3, 3], high: [1, 2, 3, 3], band: [-1, -1, 0, 0] },
  ]);
});

test("whoever a red line puts last stays last in every draw", () => {
  const scheme = schemeOf({
    indicators: [indicator("a"), indicator("b")],
    cohorts: [{ id: "units", for: { type: "unit" } }],
    redLines: [
      {
        ...{ id: "line", name: "红线", basis: "法", approver: "会", expires: "2027-12-31", kind: "bars-top-grade" },
        ...{ when: { event: "crossed" }, effect: { does: "rank-last" } },
      },
    ],
    lists: [listOf("unit", [percent("a", 50), percent("b", 50)])],
  });
  const facts = { ...figures({ x: ["90", "90"], y: ["60", "60"] }), events: [happened("x", "crossed", "2025-06-01")] };
  expect(drawnOf(startRun(scheme, facts))).toEqual([
    { names: "y,x", rank: [1, 2], low: [1, 2], high: [1, 2], band: [-1, -1] },
  ]);
});

test("who is ranked on the published score shares a place in every draw where that is the same", () => {
  const scheme = (on: string) =>
    schemeOf({
      ...{ indicators: [indicator("a"), indicator("b")], ranking: { on }, rounding: { places: 0 } },
      cohorts: [{ id: "units", for: { type: "unit" } }],
      lists: [listOf("unit", [percent("a", 50), percent("b", 50)])],
    });
  const facts = figures({ x: ["60.3", "60.3"], y: ["60.1", "60.1"] });
  const lowOf = (on: string) => drawnOf(startRun(scheme(on), facts)).map(({ low, high }) => [low, high]);
  expect(lowOf("exact")).toEqual([
    [
      [1, 2],
      [1, 2],
    ],
  ]);
  expect(lowOf("published")).toEqual([
    [
      [1, 1],
      [1, 1],
    ],
  ]);
});

test("limits and red lines of the list hold in every draw", () => {
  // Both stand at the ceiling whatever is drawn, and z below it.
  const run = startRun(
    twoItems(50, 50, { ceiling: 60 }),
    figures({ x: ["100", "70"], y: ["70", "100"], z: ["50", "50"] }),
  );
  expect(drawnOf(run)).toMatchObject([{ names: "x,y,z", low: [1, 1, 3], high: [1, 1, 3] }]);
});

/** Said once more, without blocks of numbers: from the exact texts, last item first, and places by counting. */
function plainly(results: readonly SubjectResult[], seed: number, draws: number) {
  const paths = [...new Set(results.flatMap(({ nodes }) => nodes.filter((n) => n.kind === "item").map((n) => n.path)))];
  paths.sort();
  const number = (text: string | undefined): number => {
    const { num, den } = exactOf(text ?? "0");
    return Number(num) / Number(den);
  };
  const random = randomFrom(seed);
  const places = new Map(results.map(({ subject }) => [subject, [] as number[]]));
  for (let draw = 0; draw < draws; draw++) {
    const factors = new Map(paths.map((path) => [path, 1 + 0.25 * (2 * random.fraction() - 1)]));
    const scores = results.map((result) => {
      const items = result.nodes.filter((n) => n.kind === "item").toReversed();
      let score = 0;
      for (const block of ["three", "two", "one"]) {
        const own = items.filter(({ path }) => path.startsWith(`${block}/`));
        const over = (what: (n: (typeof own)[number], f: number) => number) =>
          own.reduce((sum, n) => sum + what(n, factors.get(n.path) ?? Number.NaN), 0);
        const full = over((n) => number(n.full));
        const drawn = over((n, f) => number(n.full) * f);
        const points = over((n, f) => number(n.points) * f);
        if (drawn > 0) score += points * (full / drawn);
      }
      const brought = (kind: string) =>
        result.nodes.filter((n) => n.kind === kind).reduce((sum, n) => sum + number(n.points), 0);
      score += Math.max(brought("deduction"), -3);
      if (score > 55) score += Math.min(brought("bonus"), 2);
      score = Math.min(score, 95);
      return { result, score: result.redLines.length > 0 ? Math.min(score, 40) : score };
    });
    for (const { result, score } of scores)
      places
        .get(result.subject)
        ?.push(1 + scores.filter((s) => s.result.cohort === result.cohort && s.score > score + 1e-9).length);
  }
  const at = (subject: string, part: number): number => {
    const own = places.get(subject)?.toSorted((a, b) => a - b) ?? [];
    return own[Math.ceil(own.length * part) - 1] ?? 0;
  };
  return new Map(results.map(({ subject }) => [subject, [at(subject, 0.05), at(subject, 0.95)]]));
}

test.each([1, 2, 3])("agrees with a plain second implementation, seed %i", (seed) => {
  const run = startRun(townScheme(), townFacts());
  const plain = plainly(run.appraisal.results, seed, 400);
  const drawn = drawWeights(run, { ...options, seed, draws: 400 });
  expect(drawn.cohorts.flatMap(({ members }) => [...members]).length).toBe(12);
  for (const { members, low, high } of drawn.cohorts)
    members.forEach((i, k) => {
      const { subject } = run.columns.result(i);
      expect([subject, low[k], high[k]]).toEqual([subject, ...(plain.get(subject) ?? [])]);
    });
  expect(drawn.difference).toBeLessThan(closeness / 100);
});

test("one draw is a run of the document with the drawn weights", () => {
  // Of whoever has every figure of every quarter: where one is absent in a single quarter, the full marks of the year are drawn.
  const facts = townFacts();
  const whole = { ...facts, subjects: facts.subjects.filter(({ id }) => id !== "u3") };
  const run = startRun(townScheme(), whole);
  const paths = ["one/a", "one/b", "one/c", "three/f", "two/d", "two/e"];
  for (let seed = 1; seed <= 20; seed++) {
    const random = randomFrom(seed);
    const weights = Object.fromEntries(
      paths.map((path) => {
        const name = path.at(-1) as (typeof names)[number];
        return [name, (usual[name] * (1 + 0.25 * (2 * random.fraction() - 1))).toFixed(12)];
      }),
    );
    const again = startRun(townScheme({ weights: { ...weights, f: 7 } }), whole);
    for (const { members, low } of drawWeights(run, { ...options, seed, draws: 1 }).cohorts)
      members.forEach((i, k) => {
        expect([seed, run.columns.result(i).subject, low[k]]).toEqual([
          seed,
          again.columns.result(i).subject,
          again.columns.rank[i],
        ]);
      });
  }
});

test("a seed says everything, and somebody may end it", () => {
  const run = startRun(townScheme(), townFacts());
  expect(drawnOf(run)).toEqual(drawnOf(run));
  const even = startRun(twoItems(50, 50), figures({ x: ["100", "0"], y: ["0", "100"] }));
  const firsts = Array.from({ length: 20 }, (_, seed) => drawnOf(even, { draws: 1, seed })[0]?.low.join());
  expect(new Set(firsts)).toEqual(new Set(["1,2", "2,1"]));
  const seen: number[] = [];
  drawnOf(run, { draws: 120, progress: (done: number) => seen.push(done) });
  expect(seen).toEqual([0, 50, 100, 120]);
  expect(() => drawnOf(run, { isCancelled: () => seen.length > 0 })).toThrow(Cancelled);
});

test("places that 5 % and 95 % of the draws do not pass, by hand", () => {
  const counts = Uint32Array.from([4, 1, 90, 5]);
  expect([5, 6, 95, 96].map((part) => placeOf(counts, 100, part))).toEqual([2, 3, 3, 4]);
});

test("a band is neighbours of whom every two have a place in common", () => {
  // 1–3 and 3–5 share place 3, 4–6 shares one with the second and none with the first.
  expect([...tieBands(Int32Array.of(1, 3, 4, 6), Int32Array.of(3, 5, 6, 6))]).toEqual([0, 0, 1, 1]);
  expect([...tieBands(Int32Array.of(1, 2, 3), Int32Array.of(1, 2, 3))]).toEqual([-1, -1, -1]);
  expect([...tieBands(Int32Array.of(1, 1, 1), Int32Array.of(3, 3, 3))]).toEqual([0, 0, 0]);
});
