import { expect, it } from "vitest";
import type { Facts } from "../facts/model.ts";
import { periodOf } from "../facts/period.ts";
import { State } from "../facts/state.ts";
import { at } from "../number/column.ts";
import { show } from "../number/exact.ts";
import { knockOuts, scoredIndicators, withoutIndicator } from "../robustness/knock-out.ts";
import { Scheme } from "../scheme/document.ts";
import { startRun } from "./appraise.ts";
import { KeptNodes } from "./kept-nodes.ts";
import { type Computing, compute, type ListScores } from "./lists.ts";
import { type Chance, chance } from "./oracle/chance.ts";
import { monthsOf } from "./oracle/city.ts";
import { randomFacts } from "./oracle/random-facts.ts";
import { randomScheme } from "./oracle/random-scheme.ts";
import { scoring } from "./oracle/score.ts";
import { factsOf, happened, indicator, listOf, observed, percent, schemeOf, unit } from "./small-city.ts";
import { prepare, type World } from "./world.ts";

/** Random schemes, of which one indicator after the other is taken out. How many, and where to begin, as for the oracle. */
const count = Math.ceil(Number(process.env.BIAOCHI_SCHEMES ?? 1500) / 25);
const first = Number(process.env.BIAOCHI_SEED ?? 1);
const seeds = Array.from({ length: count }, (_, n) => first + n);
const patience = 30_000 + count * 1000;

function drawn(seed: number) {
  const c = chance(seed);
  const scheme = Scheme.parse(randomScheme(c));
  return { c, scheme, facts: randomFacts(c, scheme) };
}

/** The scheme, then others each without one indicator, the scheme again, and one of the others again. */
function documentsOf(c: Chance, scheme: Scheme): readonly Scheme[] {
  const indicators = c.shuffled(scoredIndicators(scheme, [...scheme.lists.keys()])).slice(0, 3);
  const without = indicators.map((indicator) => withoutIndicator(scheme, indicator));
  return [scheme, ...without, scheme, ...without.slice(0, 1)];
}

const year = periodOf("2025");
const lineOf = (scores: ListScores, i: number): readonly unknown[] => [
  ...[scores.rows[i], show(at(scores.totals, i)), scores.states[i], scores.blocked[i], scores.missingOf(i)],
  scores.leaves.map((leaf) => {
    const { full, points } = leaf.at(i);
    return [leaf.path, leaf.kind, leaf.isSum, leaf.states[i], leaf.listed?.[i], show(full), show(points)].join();
  }),
];
const linesOf = (computing: Computing): readonly string[] =>
  computing.world.scheme.lists.flatMap((_, l) => {
    const scores = computing.list(l, year);
    return Array.from(scores.rows, (_row, i) => JSON.stringify([l, ...lineOf(scores, i)]));
  });

/** Totals of everybody, and what they lack, as plain rationals say it that were written from the documentation. */
function plainTotals(scheme: Scheme, facts: Facts): readonly string[] {
  const scoreOf = scoring({ scheme, facts });
  return facts.subjects.map((subject) => {
    const score = scoreOf(subject, monthsOf("2025"));
    return `${subject.id} ${score?.exact ? show(score.exact) : "none"} ${(score?.missing.length ?? 0) > 0}`;
  });
}

function totalsOf(world: World, computing: Computing): readonly string[] {
  return world.subjects.map(({ id }, row) => {
    const l = world.listOf[row] as number;
    if (l < 0) return `${id} none false`;
    const scores = computing.list(l, year);
    const i = scores.positionOf(row);
    const isFormed = scores.blocked[i] !== 1 && scores.states[i] === State.present;
    return `${id} ${isFormed ? show(at(scores.totals, i)) : "none"} ${scores.isMissing[i] === 1}`;
  });
}

/** The first seeds whose check finds two lists of lines that differ. */
function failures(check: (seed: number) => readonly (readonly [found: string[], expected: string[]])[]): string[] {
  return seeds.flatMap((seed) =>
    check(seed).flatMap(([found, expected], n) => {
      const k = expected.findIndex((line, i) => line !== found[i]);
      return k < 0 && found.length === expected.length
        ? []
        : [`seed ${seed}, document ${n}: ${found[k]} in place of ${expected[k]}`];
    }),
  );
}

it("whoever keeps nodes scores every list, node by node, as one who keeps none", { timeout: patience }, () => {
  const found = failures((seed) => {
    const { c, scheme, facts } = drawn(seed);
    const world = prepare(scheme, facts);
    const kept = new KeptNodes();
    return documentsOf(c, scheme).map((document) => {
      const own = { ...world, scheme: document };
      return [[...linesOf(compute(own, { kept }))], [...linesOf(compute(own))]] as const;
    });
  });
  expect(found).toEqual([]);
});

it("and as plain rationals score the same document from nothing", { timeout: patience }, () => {
  const found = failures((seed) => {
    const { c, scheme, facts } = drawn(seed);
    const world = prepare(scheme, facts);
    const kept = new KeptNodes();
    return documentsOf(c, scheme).map((document) => {
      const own = { ...world, scheme: document };
      return [[...totalsOf(own, compute(own, { kept }))], [...plainTotals(document, facts)]] as const;
    });
  });
  expect(found).toEqual([]);
});

it("a knock-out is a run of the document without the indicator", { timeout: patience }, () => {
  const found = failures((seed) => {
    const { scheme, facts } = drawn(seed);
    return Array.from(knockOuts(startRun(scheme, facts)), ({ indicator, rank }) => {
      const whole = startRun(withoutIndicator(scheme, indicator), facts).columns.rank;
      const lines = (ranks: Float64Array): string[] => Array.from(ranks, (each, i) => `${indicator} ${i}: ${each}`);
      return [lines(rank), lines(whole)] as const;
    });
  });
  expect(found).toEqual([]);
});

const pair = ["x", "y"] as const;
const typeOf = { x: "unit", y: "team" } as const;
/** Two lists: that of two units, and that of two teams of the first of them. */
const twoLists = (score: (kind: string) => readonly object[], more: object = {}) =>
  schemeOf({
    indicators: [indicator("a")],
    lists: pair.map((kind) => ({
      ...listOf(typeOf[kind], score(kind)),
      id: kind,
    })),
    ...more,
  });
const fourUnits = factsOf({
  subjects: pair.flatMap((kind) =>
    ["1", "2"].map((n) => unit(kind + n, { type: typeOf[kind], ...(kind === "y" && { unit: "x1" }) })),
  ),
  observations: pair.flatMap((kind, k) => ["1", "2"].map((n) => observed(kind + n, "a", "2025", `${k * 20 + 10}`))),
  events: ["x1", "y1", "y2"].map((id) => happened(id, "praise", "2025-05-01")),
});
const keptTotals = (...documents: readonly Scheme[]) => {
  const kept = new KeptNodes();
  const world = prepare(documents[0] as Scheme, fourUnits);
  return documents.map((scheme) =>
    totalsOf(world, compute({ ...world, scheme }, { kept })).map((t) => t.split(" ")[1]),
  );
};

it("by hand: a block that two lists share is scored for the subjects of each", () => {
  const scheme = twoLists(() => [{ use: "all-of-it" }], { blocks: { "all-of-it": [percent("a", 100)] } });
  expect(keptTotals(scheme)).toEqual([["10", "10", "30", "30"]]);
});

it("by hand: a bonus that a group lets count follows the bonuses of another list", () => {
  const bonus = (type: string) => ({
    constraint: "face",
    items: [{ item: "more", rule: { kind: "capped-bonus", awards: [{ type, points: 5 }], cap: 5 } }],
  });
  const scheme = (type: string) =>
    twoLists(
      (kind) => [
        { block: "part", weight: 100, items: [percent("a", 100)], bonus: bonus(kind === "x" ? "praise" : type) },
      ],
      { constraints: [{ id: "face", bonusShareAtMost: "1/2" }] },
    );
  const most = scheme("praise");
  // Three of four have a bonus, which voids all; one of four keeps it. The list of x is the same object in both.
  const few = { ...most, lists: [most.lists[0], scheme("another").lists[1]] as Scheme["lists"] };
  expect(keptTotals(most, few)).toEqual([
    ["10", "10", "30", "30"],
    ["15", "10", "30", "30"],
  ]);
});

/** What carries the score of x1, at 10 and then at 20 of 100: deep in a rule, and as a bonus. */
const half = (rule: object) => ({ share: "1/2", rule });
const carried = { kind: "linked-score", of: "unit" };
it.each([
  [
    "by hand: a rule inside a rule follows the score that it carries",
    [
      {
        item: "both",
        weight: 100,
        rule: {
          kind: "level-and-growth",
          level: half(carried),
          growth: half({ kind: "completion-rate", target: 100 }),
        },
        indicator: "a",
      },
    ],
    {},
    ["20", "25"],
  ],
  [
    "by hand: a bonus follows the score that it carries",
    [percent("a", 100)],
    { bonus: { cap: 9, items: [{ item: "up", weight: 10, rule: carried }] } },
    ["31", "32"],
  ],
])("%s", (_name, items, more, [low, high]) => {
  const scheme = (target: number) =>
    twoLists((kind) =>
      kind === "x"
        ? [percent("a", 100, { rule: { kind: "completion-rate", target } })]
        : [{ block: "part", weight: 100, items, ...more }],
    );
  const one = scheme(100);
  // The list of y is the same object in both.
  const two = { ...one, lists: [scheme(50).lists[0], one.lists[1]] as Scheme["lists"] };
  expect(keptTotals(one, two)).toEqual([
    ["10", "10", low, low],
    ["20", "20", high, high],
  ]);
});
