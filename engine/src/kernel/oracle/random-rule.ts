import type { Chance } from "./chance.ts";

/** Rules as a scheme document writes them. */
export type Doc = Record<string, unknown>;

export const assessorNames = ["leader", "office", "bureau"];
export const eventTypes = ["complaint", "accident", "award", "praise"];
export const levels = ["national", "provincial", "municipal"];
export const votes = ["excellent", "good", "fair", "poor", "abstain", "spoilt"];

/** What the rules of one scheme may name. */
export interface Names {
  readonly indicators: readonly string[];
}

const small = (c: Chance): string => c.one(["0.1", "0.5", "1", "2", "1/3", "0.07", "1.5", "2.5"]);
const part = (c: Chance): string => c.one(["0.5", "0.8", "60%", "1/3", "0.125"]);
const maybe = (c: Chance, percent: number, doc: () => Doc): Doc => (c.hits(percent) ? doc() : {});

export function quantity(c: Chance, names: Names): unknown {
  const kind = c.between(0, 9);
  if (kind < 3) return { target: true };
  if (kind < 6) return c.one(["80", "90", "100", "85.5", "1/3", "0"]);
  if (kind === 6) return { coefficient: "k", ...maybe(c, 60, () => ({ default: "90" })) };
  if (kind === 7)
    return {
      indicator: c.one(names.indicators),
      ...maybe(c, 50, () => ({ values: c.one(["sum", "mean", "first", "max"]) })),
    };
  if (kind === 8)
    return {
      statistic: c.one(["max", "min", "mean", "median", "sum", "count"]),
      of: { indicator: c.one(names.indicators) },
      ...maybe(c, 30, () => ({ over: "all" })),
    };
  return { formula: formula(c, names) };
}

export function formula(c: Chance, names: Names, depth = 0): string {
  if (depth > 2 || c.hits(30)) return c.one(["A", "W", "T", c.one(names.indicators), "0.5", "3", "100"]);
  const inner = (): string => formula(c, names, depth + 1);
  const kind = c.between(0, 8);
  if (kind === 0) return `min(${inner()}, ${inner()})`;
  if (kind === 1) return `max(${inner()}, ${inner()})`;
  if (kind === 2) return `abs(${inner()})`;
  if (kind === 3) return `(${inner()} ${c.one(["<", "<=", ">", ">="])} ${inner()} ? ${inner()} : ${inner()})`;
  return `(${inner()} ${c.one(["+", "-", "*", "/"])} ${inner()})`;
}

const interval = (c: Chance, names: Names): Doc => ({
  ...maybe(c, 25, () => ({ of: quantity(c, names) })),
  [c.one(["atLeast", "above"])]: c.one(["60", "80", "85.5", { target: true }]),
  ...maybe(c, 40, () => ({ [c.one(["atMost", "below"])]: c.one(["90", "95", "100"]) })),
});

const comparing = new Set(["relative-best", "efficacy", "rank-points"]);
const makers: Record<string, (c: Chance, names: Names) => Doc> = {
  "completion-rate": (c, n) => ({
    target: quantity(c, n),
    ...maybe(c, 40, () => ({ cap: c.one(["none", "1.2", "1"]) })),
    ...maybe(c, 20, () => ({ floor: c.one(["-0.5", "0.25"]) })),
    ...maybe(c, 30, () => ({ reverse: true })),
    ...maybe(c, 25, () => ({ step: { of: c.one(["0.05", "10%", "1/3"]), counting: c.one(["floor", "ceil"]) } })),
  }),
  "all-or-nothing": (c, n) => ({
    target: quantity(c, n),
    meets: c.one(["at-least", "above", "at-most", "below", "equal"]),
    ...maybe(c, 20, () => ({ also: [interval(c, n)] })),
    ...maybe(c, 60, () => ({ otherwise: c.one(["1", "minus-weight", { lose: "2" }, "0.5"]) })),
  }),
  deviation: (c, n) => ({
    target: quantity(c, n),
    direction: c.one(["below", "above", "both"]),
    per: c.one(["1", "0.5", "3", "1%", "1/3"]),
    deduct: small(c),
    counting: c.one(["pro-rata", "floor", "ceil"]),
    distance: c.one(["absolute", "relative"]),
    ...maybe(c, 30, () => ({ floor: c.one(["-5", "1"]) })),
    ...maybe(c, 20, () => ({ unless: interval(c, n) })),
  }),
  "base-and-slope": (c, n) => ({
    base: part(c),
    reference: quantity(c, n),
    per: c.one(["1", "0.1", "2", "1/7"]),
    add: small(c),
    ...maybe(c, 40, () => ({ deduct: small(c) })),
    counting: c.one(["pro-rata", "floor", "ceil"]),
    distance: c.one(["absolute", "relative"]),
    ...maybe(c, 30, () => ({ reverse: true })),
    ...maybe(c, 40, () => ({ floor: c.one(["none", "2", "-3"]) })),
    ...maybe(c, 40, () => ({ cap: c.one(["none", "1.2"]) })),
  }),
  bands: (c, n) => ({
    bands: Array.from({ length: c.between(1, 3) }, () => ({
      ...maybe(c, 85, () => ({ when: c.hits(70) ? interval(c, n) : [interval(c, n), interval(c, n)] })),
      points: c.hits(70)
        ? c.one(["5", "3", "1/3", "0.9"])
        : {
            line: {
              ...maybe(c, 20, () => ({ of: quantity(c, n) })),
              from: ["60", "1"],
              to: [c.one(["100", "90"]), c.one(["5", "0.7"])],
            },
          },
    })),
    in: c.one(["points", "share"]),
    ...maybe(c, 60, () => ({ otherwise: c.one(["0", "0.5"]) })),
  }),
  "relative-best": (c, n) => ({
    ...maybe(c, 30, () => ({ best: quantity(c, n) })),
    ...maybe(c, 40, () => ({ reverse: c.hits(50) })),
    ...maybe(c, 30, () => ({ floor: "0.2" })),
    ...maybe(c, 30, () => ({ cap: c.one(["none", "1.1"]) })),
  }),
  efficacy: (c, n) => ({
    ...maybe(c, 50, () => ({ base: c.one(["50", "66.6", "0"]) })),
    ...maybe(c, 25, () => ({ min: quantity(c, n) })),
    ...maybe(c, 25, () => ({ max: quantity(c, n) })),
    ...maybe(c, 40, () => ({ reverse: c.hits(50) })),
    ...maybe(c, 40, () => ({ whenEqual: c.one(["base", "full", "80"]) })),
    ...maybe(c, 30, () => ({ floor: "40", cap: c.one(["none", "110"]) })),
  }),
  "rank-points": (c) => ({
    scale: c.one<Doc>([
      { by: "list", points: ["10", "8.5", "7", "1/3"], ...maybe(c, 50, () => ({ beyond: "0.25" })) },
      { by: "step", step: small(c) },
      { by: "percent-step", step: c.one(["5%", "1/3"]) },
      { by: "linear", last: c.one(["0", "2.5"]), ...maybe(c, 40, () => ({ first: "9" })) },
      { by: "share" },
    ]),
    ...maybe(c, 40, () => ({ order: c.one(["higher-first", "lower-first"]) })),
    ties: c.one(["1224", "1223", "1334", "fractional", "share"]),
    ...maybe(c, 30, () => ({ decimals: c.between(0, 2) })),
    ...maybe(c, 20, () => ({ floor: "1" })),
    ...maybe(c, 20, () => ({ coefficient: { coefficient: "k", default: "1.05" } })),
  }),
  "level-and-growth": (c, n) => ({
    level: { share: "40%", rule: plain(c, n) },
    growth: {
      share: "60%",
      rule: plain(c, n),
      ...c.one<Doc>([
        { values: "change" },
        { indicator: c.one(n.indicators) },
        { of: { indicator: c.one(n.indicators) } },
      ]),
    },
  }),
  composite: (c, n) => ({
    terms: Array.from({ length: c.between(1, 2) }, () => ({
      of: { indicator: c.one(n.indicators) },
      ...maybe(c, 30, () => ({ minus: quantity(c, n) })),
      ...maybe(c, 60, () => ({ times: c.one(["0.7", "1/3", "-1"]) })),
    })),
    ...maybe(c, 50, () => ({ coefficient: { coefficient: "k", default: "1.1" } })),
    ...maybe(c, 20, () => ({ additions: [{ of: "1.5" }] })),
    ...maybe(c, 30, () => ({ better: "lower" })),
    ...maybe(c, 30, () => ({
      gate: {
        when: interval(c, n),
        otherwise: c.one<Doc>([
          { does: "points", points: "0.5" },
          { does: "points", staysInGroup: false },
          { does: "at-most", share: "60%" },
          { does: "note" },
        ]),
      },
    })),
    // biome-ignore lint/suspicious/noThenProperty: the word of the schemes; a document is never awaited
    then: ruleOf(c, c.one([...comparing]), n),
  }),
  "event-deduction": (c) => ({
    causes: Array.from({ length: c.between(1, 2) }, (_, i) => ({
      type: i === 0 ? ["complaint", "praise"] : "accident",
      deduct: c.one<unknown>([
        small(c),
        { byLevel: { national: "3", municipal: "0.5" }, otherwise: "1" },
        { byCount: ["1", "2", "1/3"] },
        { inTotal: ["0.5", "2", "5"] },
      ]),
      ...maybe(c, 30, () => ({ most: "2.5" })),
      ...maybe(c, 20, () => ({ nothingFrom: "2" })),
    })),
    ...maybe(c, 30, () => ({ most: "4" })),
    ...maybe(c, 20, () => ({ nothingFrom: "3" })),
    ...maybe(c, 50, () => ({ floor: c.one(["-10", "1"]) })),
  }),
  "capped-bonus": (c) => ({
    awards: [
      {
        type: "award",
        points: small(c),
        ...maybe(c, 60, () => ({ levels: { national: "2", provincial: "1", municipal: "0.5" } })),
        ...maybe(c, 30, () => ({ most: "1.5" })),
      },
      ...(c.hits(50) ? [{ type: ["praise", "complaint"], points: "1/3" }] : []),
    ],
    counts: c.one(["all", "highest"]),
    cap: c.one(["none", "weight", "2", "0.75"]),
  }),
  checklist: (c) => ({
    ...maybe(c, 50, () => ({
      criteria: [
        { id: "c1", full: "6" },
        { id: "c2", full: "10/3" },
      ],
    })),
    ...maybe(c, 30, () => ({ outOf: "10" })),
    gives: c.one(["points", "deductions"]),
    ...maybe(c, 60, () => ({
      assessors: c.one<Doc>([
        { by: "mean" },
        { by: "trimmed-mean" },
        { by: "weights", weights: { leader: "0.5", office: "1/3" } },
      ]),
    })),
    ...maybe(c, 30, () => ({ minimumAssessors: 2 })),
  }),
  "vote-share": (c) => ({
    campaign: "c",
    options: c.one<Doc>([
      { excellent: "100", good: "80", fair: "60", poor: "40" },
      { excellent: "1", good: ".7".replace(".", "0."), fair: "0.3" },
    ]),
    abstain: c.hits(60) ? ["abstain"] : [],
    abstentions: c.one(["valid", "not-valid"]),
    ...maybe(c, 40, () => ({ group: c.one(["peers", "public"]) })),
    ...maybe(c, 30, () => ({ outOf: "100" })),
    ...maybe(c, 30, () => ({ minimum: 4 })),
  }),
  formula: (c, n) => ({
    formula: c.hits(40) ? "A" : formula(c, n),
    ...maybe(c, 50, () => ({ floor: c.one(["none", "-5", "1"]) })),
    ...maybe(c, 50, () => ({ cap: c.one(["none", "weight", "30"]) })),
  }),
  gap: () => ({ note: "not published" }),
};

export const ruleOf = (c: Chance, kind: string, names: Names): Doc => ({ kind, ...makers[kind]?.(c, names) });
const plain = (c: Chance, names: Names): Doc =>
  ruleOf(
    c,
    c.one(["completion-rate", "deviation", "base-and-slope", "efficacy", "rank-points", "relative-best"]),
    names,
  );

/** An item's rule of any kind; a gap only now and then. */
export function rule(c: Chance, names: Names): Doc {
  const kinds = Object.keys(makers).filter((kind) => kind !== "gap" || c.hits(10));
  return ruleOf(c, c.one(kinds), names);
}

export const linked = (c: Chance, nodes: readonly string[]): Doc => {
  const of = c.one(["unit", "unit", "team", "parent"]);
  return {
    kind: "linked-score",
    of,
    attribution: c.one(["cut-off", "months"]),
    ...maybe(c, 30, () => ({ node: c.one(nodes) })),
    ...maybe(c, 30, () => ({ share: "30%" })),
    ...maybe(c, 30, () => ({ outOf: c.one(["50", "1000"]) })),
    ...maybe(c, 30, () => ({ cap: c.one(["none", "1.1"]) })),
    ...maybe(c, 20, () => ({ floor: "0.1" })),
  };
};
