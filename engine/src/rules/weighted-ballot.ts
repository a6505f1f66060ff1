import { z } from "zod";
import type { Ballot } from "../facts/model.ts";
import { State, type States } from "../facts/state.ts";
import { multiply } from "../number/arithmetic.ts";
import { fromExacts, at as rowAt } from "../number/column.ts";
import { compare, type Exact, exact, one, over, plus, roundTo, times, zero } from "../number/exact.ts";
import { Decimal, Rounding } from "../scheme/values.ts";
import { FormItem, meanOf, questionsOf, sheetsOf } from "./ballot-form.ts";
import { sumOf } from "./matter.ts";
import { type Nonsense, ruleKind, type Scope } from "./rule-kind.ts";

/** The weight of one rater group, or of several whose ballots are put together. */
const RaterGroup = z.union([Decimal, z.strictObject({ weight: Decimal, of: z.array(z.string()).min(1) })]);
const WeightSet = z.record(z.string(), RaterGroup);
type WeightSet = z.output<typeof WeightSet>;

/**
 * 18 加权测评: W × Σ_g w_g × mean_g / outOf, where mean_g is the mean of the group's ballots over the form's items, itself
 * weighted and nested. Each weight is used once; weights of groups and of items are relative to their siblings.
 *
 * The set of group weights may depend on attributes of the subject (unit type × rank, written "教学/正处"); a subject
 * without a set is not applicable. A group with fewer sheets than `minimum` is empty: `renormalise` divides its weight
 * among the others, `block` makes the item missing, `zero` scores it 0 and must be asked for. No ballots at all is missing.
 * `scale: best` divides each group's mean by the best of the comparison group instead of by outOf (02, 07-F).
 */
export const weightedBallot = ruleKind({
  id: "weighted-ballot",
  version: 1,
  number: 18,
  parameters: {
    campaign: z.string(),
    groups: z.union([
      z.strictObject({ weights: WeightSet }),
      z.strictObject({ by: z.array(z.string()).min(1), sets: z.record(z.string(), WeightSet) }),
    ]),
    items: z.array(FormItem).min(1),
    options: z.record(z.string(), Decimal).default({}),
    outOf: Decimal.prefault("100"),
    empty: z.enum(["renormalise", "block", "zero"]).default("renormalise"),
    minimum: z.int().min(1).default(1),
    scale: z.enum(["full", "best"]).default("full"),
    /** Where a scheme rounds the groups' means or their total, in the form's own scale. */
    rounding: z
      .strictObject({
        means: z.int().min(0).max(9).optional(),
        total: z.int().min(0).max(9).optional(),
        mode: Rounding.default("half-up"),
      })
      .optional(),
  },
  isRelative: (rule) => rule.scale === "best",
  score(rule, scope) {
    const sets = setsOf(rule.groups, scope);
    const ballots = scope.ballots(rule.campaign);
    const names = [...new Set(sets.flatMap((set) => set.map((group) => group.name)))];
    const means = new Map(names.map((name) => [name, meansOf(rule, name, sets, ballots)]));
    const rates = new Map(names.map((name) => [name, rated(rule, means.get(name) ?? [], scope)]));
    for (const name of names) {
      const found = means.get(name) ?? [];
      if (found.some((mean) => mean !== undefined))
        scope.tell(`mean.${name}`, fromExacts(found.map((mean) => mean ?? zero)));
    }
    const states: States = new Uint8Array(scope.rows);
    const empty: number[] = [];
    const totals = sets.map((set, row) => {
      const there = set.filter((group) => rates.get(group.name)?.[row]);
      empty.push(set.length - there.length);
      if (set.length === 0) states[row] = State.notApplicable;
      else if (there.length === 0 || (rule.empty === "block" && there.length < set.length)) states[row] = State.missing;
      const sum = sumOf(rule.empty === "zero" ? set : there, (group) => group.weight);
      if (sum.num <= 0n) return zero;
      return over(
        sumOf(there, (group) => times(group.weight, rates.get(group.name)?.[row] ?? zero)),
        sum,
      );
    });
    const places = rule.rounding?.total;
    const rounded =
      places === undefined
        ? totals
        : totals.map((t) => over(roundTo(times(t, rule.outOf), places, rule.rounding?.mode), rule.outOf));
    scope.tell("emptyGroups", fromExacts(empty.map((n) => exact(n))));
    scope.tell("rate", fromExacts(rounded));
    return { points: multiply(scope.weight, fromExacts(rounded)), states };
  },
  check(rule, weight) {
    const found: Nonsense[] = [];
    if (rule.outOf.num <= 0n) found.push({ code: "scale-not-positive", at: ["outOf"] });
    const sets =
      "weights" in rule.groups
        ? [[[], rule.groups.weights] as const]
        : Object.entries(rule.groups.sets).map(([k, s]) => [["sets", k], s] as const);
    for (const [path, set] of sets)
      found.push(...checkSet(set, ["groups", ...(path.length === 0 ? ["weights"] : path)], weight));
    const questions = rule.items.flatMap(questionsOf);
    questions.forEach((question, i) => {
      if (questions.indexOf(question) !== i)
        found.push({ code: "question-counted-twice", at: ["items"], values: { item: question } });
    });
    if (Object.values(rule.options).some((value) => compare(value, rule.outOf) > 0)) {
      found.push({ code: "points-above-weight", at: ["options"] });
    }
    if (rule.empty === "zero") found.push({ code: "empty-group-scored-zero", at: ["empty"] });
    return found;
  },
});

interface Group {
  readonly name: string;
  readonly weight: Exact;
  readonly of: readonly string[];
}
interface Campaign {
  readonly items: readonly FormItem[];
  readonly options: Readonly<Record<string, Exact>>;
  readonly outOf: Exact;
  readonly minimum: number;
  readonly scale: "full" | "best";
  readonly rounding?: { readonly means?: number | undefined; readonly mode: z.output<typeof Rounding> } | undefined;
}

const groupsIn = (set: WeightSet): readonly Group[] =>
  Object.entries(set).map(([name, group]) =>
    "num" in group ? { name, weight: group, of: [name] } : { name, ...group },
  );

/** The weight set of each row; empty where the subject has none. */
function setsOf(
  groups:
    | { readonly weights: WeightSet }
    | { readonly by: readonly string[]; readonly sets: Readonly<Record<string, WeightSet>> },
  scope: Scope,
): readonly (readonly Group[])[] {
  if ("weights" in groups) {
    const all = groupsIn(groups.weights);
    return Array.from({ length: scope.rows }, () => all);
  }
  const columns = groups.by.map((name) => scope.attribute(name));
  const known = new Map(Object.entries(groups.sets).map(([key, set]) => [key, groupsIn(set)]));
  return Array.from(
    { length: scope.rows },
    (_, row) => known.get(columns.map((column) => column[row] ?? "").join("/")) ?? [],
  );
}

/** One group's mean in each row; `undefined` where the row does not have the group, or the group is empty. */
function meansOf(
  rule: Campaign,
  name: string,
  sets: readonly (readonly Group[])[],
  ballots: readonly (readonly Ballot[])[],
): readonly (Exact | undefined)[] {
  const form: FormItem = { composite: "form", weight: one, options: rule.options, items: rule.items };
  const places = rule.rounding?.means;
  return sets.map((set, row) => {
    const group = set.find((g) => g.name === name);
    const own = group ? (ballots[row] ?? []).filter((ballot) => group.of.includes(ballot.group)) : [];
    if (sheetsOf(own) < rule.minimum) return undefined;
    const mean = meanOf(form, own, rule.options);
    return mean && places !== undefined ? roundTo(mean, places, rule.rounding?.mode) : mean;
  });
}

/** Means as parts of full marks, or of the best mean of the comparison group. */
function rated(rule: Campaign, means: readonly (Exact | undefined)[], scope: Scope): readonly (Exact | undefined)[] {
  if (rule.scale === "full") return means.map((mean) => mean && over(mean, rule.outOf));
  const states: States = Uint8Array.from(means, (mean) => (mean ? State.present : State.missing));
  const best = scope.statistic("max", { value: fromExacts(means.map((mean) => mean ?? zero)), states });
  return means.map((mean, row) => {
    const most = rowAt(best, row);
    return mean && (most.num <= 0n ? zero : over(mean, most));
  });
}

function checkSet(set: WeightSet, at: readonly (string | number)[], weight: Exact | undefined): Nonsense[] {
  const groups = groupsIn(set);
  const sum = groups.reduce((so, group) => plus(so, group.weight), zero);
  const found: Nonsense[] = [];
  const isWhole =
    compare(sum, one) === 0 || compare(sum, exact(100)) === 0 || (weight !== undefined && compare(sum, weight) === 0);
  if (!isWhole || groups.some((group) => group.weight.num < 0n)) found.push({ code: "weights-not-whole", at });
  const sources = groups.flatMap((group) => group.of);
  const twice = sources.find((source, i) => sources.indexOf(source) !== i);
  if (twice !== undefined) found.push({ code: "rater-counted-twice", at, values: { group: twice } });
  return found;
}
