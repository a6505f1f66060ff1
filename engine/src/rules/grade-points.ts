import { z } from "zod";
import { State, type States } from "../facts/state.ts";
import { clamp, multiply } from "../number/arithmetic.ts";
import { fromExacts, at as rowAt } from "../number/column.ts";
import { compare, type Exact, exact, minus, roundTo, times, zero } from "../number/exact.ts";
import { Decimal } from "../scheme/values.ts";
import { confirmed, counted, sumOf } from "./matter.ts";
import { type Nonsense, ruleKind, type Scope } from "./rule-kind.ts";

/**
 * 16 等次折分: a grade becomes points (合格 0, 较差 −0.3, 差 −0.5), as points or as parts of W.
 *
 * The grade stands in an attribute of the subject (a grade that a body decided), or in events, whose `level` is the grade:
 * then the points of all confirmed events add up, within floor and cap. A subject without a grade is missing; a grade that
 * the table does not know takes `otherwise`, or is missing too and told. `quotas` tells how many of a grade were given
 * beyond the share of the comparison group, rounded down; it changes no points.
 */
export const gradePoints = ruleKind({
  id: "grade-points",
  version: 1,
  number: 16,
  parameters: {
    from: z.union([
      z.strictObject({ attribute: z.string() }),
      z.strictObject({
        events: z.union([z.string(), z.array(z.string()).min(1)]),
        none: z.union([Decimal, z.literal("missing")]).prefault("0"),
      }),
    ]),
    points: z.record(z.string(), Decimal),
    otherwise: Decimal.optional(),
    as: z.enum(["points", "part-of-weight"]).default("points"),
    floor: Decimal.optional(),
    cap: Decimal.optional(),
    quotas: z.record(z.string(), Decimal).default({}),
  },
  isRelative: (rule) => Object.keys(rule.quotas).length > 0,
  score(rule, scope) {
    const { values, unknown } = gradesOf(rule, scope);
    const states: States = Uint8Array.from(values, (value) => (value ? State.present : State.missing));
    const value = fromExacts(values.map((v) => v ?? zero));
    scope.tell("graded", value);
    scope.tell("unknownGrades", fromExacts(unknown.map((n) => exact(n))));
    const floor = rule.floor && scope.constant(rule.floor);
    const cap = rule.cap && scope.constant(rule.cap);
    const points = rule.as === "points" ? value : multiply(scope.weight, value);
    return { points: clamp(points, floor, cap), states };
  },
  check(rule) {
    const found: Nonsense[] = [];
    const values = Object.values(rule.points);
    if (values.length === 0) found.push({ code: "rule-without-effect", at: ["points"] });
    if (rule.floor && rule.cap && compare(rule.floor, rule.cap) > 0)
      found.push({ code: "floor-above-cap", at: ["floor"] });
    for (const grade of Object.keys(rule.quotas)) {
      if (!(grade in rule.points))
        found.push({ code: "quota-grade-unknown", at: ["quotas", grade], values: { grade } });
    }
    return found;
  },
});

interface Graded {
  readonly from:
    | { readonly attribute: string }
    | { readonly events: string | readonly string[]; readonly none: Exact | "missing" };
  readonly points: Readonly<Record<string, Exact>>;
  readonly otherwise?: Exact | undefined;
  readonly quotas: Readonly<Record<string, Exact>>;
}

/** The value of each row's grade or grades, and how many of them the table does not know. */
function gradesOf(
  rule: Graded,
  scope: Scope,
): { readonly values: readonly (Exact | undefined)[]; readonly unknown: readonly number[] } {
  const worth = (grade: string): Exact | undefined => rule.points[grade] ?? rule.otherwise;
  if ("attribute" in rule.from) {
    const grades = scope.attribute(rule.from.attribute);
    for (const [grade, share] of Object.entries(rule.quotas)) tellQuota(grades, grade, share, scope);
    return {
      values: grades.map((grade) => (grade === "" ? undefined : worth(grade))),
      unknown: grades.map((grade) => (grade !== "" && worth(grade) === undefined ? 1 : 0)),
    };
  }
  const { events: types, none } = rule.from;
  const rows = scope.events(typeof types === "string" ? [types] : types).map(confirmed);
  const unknown = rows.map((events) => events.filter((event) => worth(event.level ?? "") === undefined).length);
  return {
    unknown,
    values: rows.map((events, row) => {
      if (events.length === 0) return none === "missing" ? undefined : none;
      if (unknown[row] !== 0) return undefined;
      return sumOf(events, (event) => counted(worth(event.level ?? "") ?? zero, event));
    }),
  };
}

function tellQuota(grades: readonly string[], grade: string, share: Exact, scope: Scope): void {
  const states = Uint8Array.from(grades, (own) => (own === "" ? State.missing : State.present));
  const has = fromExacts(grades.map((own) => exact(own === grade ? 1 : 0)));
  const taken = scope.statistic("sum", { value: has, states });
  const size = scope.statistic("count", { value: has, states });
  const over = grades.map((_, row) => {
    const surplus = minus(rowAt(taken, row), roundTo(times(rowAt(size, row), share), 0, "floor"));
    return surplus.num > 0n ? surplus : zero;
  });
  scope.tell(`beyondQuota.${grade}`, fromExacts(over));
}
