import { type Chance, weight } from "./chance.ts";
import { type Doc, eventTypes, formula, linked, type Names, rule, ruleOf } from "./random-rule.ts";

/** Scheme documents that no office would pass, and that mean something all the same. */
const maybe = (c: Chance, percent: number, doc: () => Doc): Doc => (c.hits(percent) ? doc() : {});
const policies = ["rescale", "spread", "group-mean", "full", "zero", "block"];
const policy = (c: Chance): string => (c.hits(4) ? "block" : c.one(policies.slice(0, 5)));
const absences = (c: Chance): Doc =>
  Object.fromEntries(
    ["missing", "not-applicable", "exempt", "late"].filter(() => c.hits(60)).map((cause) => [cause, policy(c)]),
  );
const selector = (c: Chance): Doc =>
  c.one<() => Doc>([
    () => ({ where: { unitType: c.one(["a", "b"]) } }),
    () => ({ where: { district: ["x"] } }),
    () => ({ except: `u${c.between(1, 4)}` }),
    () => ({ where: { unitType: ["a", "b"] }, subjects: ["u1", "u2", "u3", "o1"] }),
  ])();
/** `count`: how many periods are combined. */
const combine = (c: Chance, count: number): Doc => {
  const by = c.one(["mean", "sum", "latest", "best", "weighted"]);
  if (by !== "weighted") return { by };
  return {
    by,
    weights:
      count === 2
        ? ["30%", "70%"]
        : count === 4
          ? ["35%", "35%", "20%", "10%"]
          : Array.from({ length: count }, () => `1/${count}`),
  };
};
type Grain = "half" | "quarter" | "month";
const inYear: Record<Grain, number> = { half: 2, quarter: 4, month: 12 };
const countOf = (grain: Grain, shape: Shape): number =>
  inYear[grain] / (shape.within === undefined ? 1 : inYear[shape.within]);
const weights = (c: Chance): unknown => {
  if (c.hits(75)) return weight(c);
  if (c.hits(70))
    return {
      by: "unitType",
      values: { a: weight(c), ...maybe(c, 60, () => ({ b: weight(c) })) },
      ...maybe(c, 40, () => ({ default: weight(c) })),
    };
  return { coefficient: "w" };
};

export interface Shape extends Names {
  /** Grains that still divide the period being scored. */
  readonly grains: readonly Grain[];
  /** The grain of the period being scored, where it is not the year. */
  readonly within?: Grain | undefined;
  readonly prefix: string;
  readonly carries: boolean;
}

function item(c: Chance, shape: Shape, id: string): Doc {
  const isLinked = shape.carries && c.hits(35);
  const each = c.hits(15) && shape.grains.length > 0 ? c.one(shape.grains) : undefined;
  return {
    item: id,
    ...maybe(c, 90, () => ({ indicator: c.one(shape.indicators) })),
    weight: weights(c),
    rule: isLinked ? linked(c, ["b", "b/b", "b2"]) : rule(c, shape),
    ...maybe(c, 12, () => ({ for: selector(c) })),
    ...maybe(c, 25, () => ({ absent: absences(c) })),
    ...maybe(c, 55, () => ({
      values: c.one([
        "sum",
        "mean",
        "latest",
        "first",
        "max",
        "min",
        "median",
        "trimmed-mean",
        "any",
        "count",
        "change",
      ]),
    })),
    ...maybe(c, 25, () => ({ group: c.one(["all", "district", "unitType"]) })),
    ...maybe(c, 8, () => ({
      actual: c.one<unknown>([{ formula: formula(c, shape).replaceAll("A", "W") }, { target: true }]),
    })),
    ...maybe(c, 6, () => ({ minimumCases: { count: { indicator: c.one(shape.indicators) }, atLeast: "60" } })),
    ...maybe(c, 8, () => ({ times: c.one<unknown>([{ coefficient: "k", default: "0.95" }, "1.07"]) })),
    ...maybe(c, 12, () => ({
      rounding: { places: c.between(0, 2), mode: c.one(["half-up", "half-even", "floor", "ceil", "truncate"]) },
    })),
    ...(shape.carries && c.hits(25) ? { observes: "unit", ...maybe(c, 50, () => ({ attribution: "months" })) } : {}),
    ...(each === undefined ? {} : { each, combine: combine(c, countOf(each, shape)) }),
  };
}

const adjustment = (c: Chance, shape: Shape, id: string, kind: "deduction" | "bonus"): Doc => ({
  item: id,
  ...maybe(c, 70, () => ({ weight: weight(c) })),
  ...maybe(c, 20, () => ({ for: selector(c) })),
  rule: kind === "bonus" ? ruleOf(c, "capped-bonus", shape) : { ...ruleOf(c, "event-deduction", shape), floor: "-10" },
});

function block(c: Chance, shape: Shape, id: string, depth: number, constraint: string | undefined): Doc {
  const each =
    depth > 0 || c.hits(15) ? (c.hits(18) && shape.grains.length > 0 ? c.one(shape.grains) : undefined) : undefined;
  const own =
    each === undefined ? shape : { ...shape, grains: shape.grains.slice(shape.grains.indexOf(each) + 1), within: each };
  const items: Doc[] = [];
  const count = c.between(1, depth === 0 ? 4 : 3);
  for (let i = 0; i < count; i++) items.push(item(c, own, `${shape.prefix}${id}${i}`));
  if (depth < 3 && c.hits(depth === 0 ? 70 : 35)) items.push(block(c, own, "b", depth + 1, undefined));
  if (depth < 2 && c.hits(20)) items.push(block(c, own, "b2", depth + 1, undefined));
  const proportional = c.hits(30);
  return {
    block: id,
    ...(depth > 0 ? { weight: weights(c) } : {}),
    ...(depth > 0 && c.hits(15) ? { for: selector(c) } : {}),
    ...(proportional ? { weights: "proportional", outOf: c.one(["100", "50", "1000", "99.9"]) } : {}),
    ...maybe(c, 25, () => ({ absent: absences(c) })),
    ...maybe(c, 15, () => ({ floor: c.one(["0", "5"]) })),
    ...maybe(c, 10, () => ({ ceiling: c.one(["60", "100"]) })),
    ...maybe(c, 25, () => ({
      deductions: {
        ...maybe(c, 40, () => ({ most: c.one(["1.5", "3"]) })),
        items: Array.from({ length: c.between(1, 2) }, (_, i) =>
          adjustment(c, own, `${shape.prefix}${id}d${i}`, "deduction"),
        ),
      },
    })),
    ...(constraint !== undefined || c.hits(25)
      ? {
          bonus: {
            ...maybe(c, 40, () => ({ cap: c.one(["1", "2.5"]) })),
            ...maybe(c, 30, () => ({ gate: { baseAbove: c.one(["40", "10", "0"]) } })),
            ...(constraint === undefined ? {} : { constraint }),
            items: Array.from({ length: c.between(1, 2) }, (_, i) =>
              adjustment(c, own, `${shape.prefix}${id}x${i}`, "bonus"),
            ),
          },
        }
      : {}),
    items: c.shuffled(items),
    ...(each === undefined ? {} : { each, combine: combine(c, countOf(each, shape)) }),
  };
}

const effects = (c: Chance): Doc =>
  c.one<Doc>([
    { does: "set-score", to: "59" },
    { does: "cap-score", at: "30" },
    { does: "deduct", points: "1/3" },
    { does: "zero-item", item: c.one(["ulist0", "ulist1", "olist0", "ub0"]) },
    { does: "cap-grade", grade: "good" },
    { does: "set-grade", grade: "poor" },
    { does: "grade-down", steps: c.between(1, 2) },
    { does: "rank-last" },
  ]);

const condition = (c: Chance, names: Names, nodes: readonly string[]): Doc =>
  c.one<() => Doc>([
    () => ({ event: c.one(eventTypes), ...maybe(c, 40, () => ({ atLeast: "2" })) }),
    () => ({ event: c.shuffled(eventTypes).slice(0, 2) }),
    () => ({
      quantity: c.one<unknown>([{ indicator: c.one(names.indicators) }, { coefficient: "k" }]),
      [c.one(["below", "above", "atMost", "atLeast"])]: c.one(["60", "1"]),
    }),
    () => ({ attribute: "district", is: c.one(["x", "y"]) }),
    () => ({ node: c.one(nodes), below: c.one(["5", "20"]) }),
  ])();

function redLine(c: Chance, names: Names, i: number): Doc {
  return {
    id: `r${i}`,
    name: "红线",
    basis: "合成",
    kind: c.one(["adjusts", "adjusts", "bars-top-grade", "fails"]),
    when: condition(c, names, ["b", "ulist0", "b2"]),
    strikes: c.one(["self", "self", "unit-and-leaders", "leaders"]),
    ...maybe(c, 40, () => ({ leaders: ["head", "deputy"] })),
    ...maybe(c, 30, () => ({ for: c.one<Doc>([{ type: "unit" }, { where: { unitType: "a" } }]) })),
    ...maybe(c, 40, () => ({ influence: c.between(1, 24) })),
    ...maybe(c, 20, () => ({ expires: "2025-06-30" })),
    effect: effects(c),
  };
}

function quota(c: Chance): Doc {
  return {
    grade: c.one(["excellent", "excellent", "good"]),
    share: c.hits(70)
      ? c.one(["15%", "20%", "1/3", "50%"])
      : { by: "unit-grade", values: { excellent: "50%", good: "1/3" }, default: "15%" },
    rounding: c.one(["floor", "floor", "half-up", "ceil"]),
    ...maybe(c, 30, () => ({ minimum: 1 })),
    ...maybe(c, 20, () => ({ cumulative: true })),
    ...maybe(c, 30, () => ({ within: c.one(["district", "unitType"]) })),
    ...maybe(c, 30, () => ({ poolBelow: 3 })),
    tieAtLine: c.one(["all-below", "all-above", "for-decision"]),
  };
}

/**
 * A scheme document as JSON would hold it.
 *
 * @param compares False: nobody's score depends on anybody else's.
 */
export function randomScheme(c: Chance, { compares = true } = {}): Doc {
  const document = anyScheme(c);
  if (compares) return document;
  // What compares becomes what does not; a document is plain data, so that every word can be looked at.
  return JSON.parse(JSON.stringify({ ...document, constraints: [], redLines: [] }), (key, value: unknown) => {
    if (value === "group-mean") return "rescale";
    if (key === "constraint") return undefined;
    const isComparing =
      typeof value === "object" &&
      value !== null &&
      ("statistic" in value ||
        ("kind" in value && /relative|efficacy|rank-|level-|composite|linked/.test(String(value.kind))));
    if (!isComparing) return value;
    return "statistic" in value ? { target: true } : { kind: "completion-rate", target: { target: true } };
  }) as Doc;
}

function anyScheme(c: Chance): Doc {
  const names: Names = { indicators: Array.from({ length: c.between(2, 5) }, (_, i) => `i${i + 1}`) };
  const grains = c.one<readonly Grain[]>([
    ["half", "quarter"],
    ["half", "quarter"],
    ["half", "quarter", "month"],
  ]);
  const constraint = c.hits(25) ? "rule14" : undefined;
  const units = { ...names, grains, prefix: "u", carries: false };
  const hasTwo = c.hits(25);
  const list = (id: string, selected: Doc, shape: Shape): Doc => ({
    id,
    for: selected,
    score: { ...block(c, shape, "list", 0, constraint) },
  });
  return {
    biaochi: "scheme/1",
    id: "random",
    version: 1,
    title: "random",
    effective: { from: "2025-01-01" },
    cycle: "2025",
    synthetic: true,
    rounding: {
      places: c.between(0, 3),
      mode: c.one(["half-up", "half-up", "half-even", "floor", "ceil", "truncate"]),
    },
    ranking: { ties: c.one(["1224", "1223", "1334", "fractional"]), on: c.one(["exact", "published"]) },
    ...maybe(c, 50, () => ({ absent: absences(c) })),
    indicators: names.indicators.map((id) => ({
      id,
      name: id,
      period: c.one(["year", "year", "half", "quarter", "quarter", "month"]),
      direction: c.one(["higher", "higher", "lower", "nearest", "none"]),
      ...maybe(c, 50, () => ({ midpoint: "85.5" })),
    })),
    lists: [
      ...(hasTwo ? [list("units-a", { type: "unit", where: { unitType: "a" } }, units)] : []),
      list("units", { type: "unit" }, { ...units }),
      list("officials", { type: "official" }, { ...units, prefix: "o", carries: true }),
    ],
    constraints:
      constraint === undefined
        ? []
        : [
            {
              id: constraint,
              ...maybe(c, 50, () => ({ deductedShareAbove: "15%" })),
              ...maybe(c, 40, () => ({ bonusShareAtMost: "60%" })),
              ...maybe(c, 50, () => ({ sizeAtMost: "1%" })),
              ...maybe(c, 40, () => ({ totalAtMost: "1" })),
              beyond: c.one(["cut", "void"]),
            },
          ],
    redLines: Array.from({ length: c.hits(50) ? c.between(1, 3) : 0 }, (_, i) => redLine(c, names, i)),
    cohorts: c
      .shuffled<Doc>([
        { id: "all-units", for: { type: "unit" }, ...maybe(c, 40, () => ({ by: "unitType" })) },
        { id: "staff", for: { type: "official" }, ...maybe(c, 30, () => ({ by: "district" })) },
        { id: "x", for: { where: { district: "x" } } },
      ])
      .slice(0, c.between(1, 3)),
    grades: [
      {
        id: "g",
        for: c.one<Doc>([{}, {}, { where: { unitType: ["a"] } }]),
        scale: [
          { id: "excellent", name: "优秀", ...maybe(c, 70, () => ({ atLeast: c.one(["60", "30", "90"]) })) },
          { id: "good", name: "良好", atLeast: "20" },
          { id: "fair", name: "一般", atLeast: "5" },
          { id: "poor", name: "较差" },
        ],
        quotas: Array.from({ length: c.between(0, 2) }, () => quota(c)),
        eligibility: c.hits(30)
          ? [
              {
                id: "e",
                name: "e",
                when: c.hits(30) ? { gradeOf: "unit", is: ["fair", "poor"] } : condition(c, names, ["b", "b2"]),
                cap: "fair",
                ...maybe(c, 30, () => ({ for: { type: "official" } })),
              },
            ]
          : [],
        undetermined: c.hits(15) ? [{ id: "open", name: "不定等次", when: condition(c, names, ["b"]) }] : [],
      },
    ],
    bands: [
      {
        id: "pay",
        for: {},
        scale: [
          {
            id: "p1",
            name: "1",
            pays: "100%",
            ...c.one<Doc>([{ share: "30%" }, { atLeast: "60" }, { grades: ["excellent"] }]),
          },
          {
            id: "p2",
            name: "2",
            pays: "95%",
            ...c.one<Doc>([{ share: "2/3" }, { atLeast: "20" }, { grades: ["excellent", "good"] }]),
          },
          { id: "p3", name: "3", pays: "1/3", ...maybe(c, 40, () => ({ atLeast: "0" })) },
        ],
      },
    ],
    allocations: [
      {
        id: "bonus",
        name: "奖金",
        for: {},
        pool: c.one([100_000, 99_999, 7, 1_000_001]),
        claim: c
          .shuffled<unknown>([
            { score: true },
            { band: "pay" },
            { months: true },
            { coefficient: "k", default: "1" },
            "1/3",
          ])
          .slice(0, c.between(1, 3)),
        closure: c.hits(70) ? { kind: "renormalise" } : { kind: "fixed", standard: c.one([10, 333]) },
        ties: c.one(["protocol", "identifier"]),
      },
    ],
  };
}
