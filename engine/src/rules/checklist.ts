import { z } from "zod";
import type { Assessment } from "../facts/model.ts";
import { State, type States } from "../facts/state.ts";
import { divide, larger, multiply, smaller, subtract } from "../number/arithmetic.ts";
import { fromExacts } from "../number/column.ts";
import { compare, type Exact, exact, minus, over, plus, times, zero } from "../number/exact.ts";
import { Decimal, Text } from "../scheme/values.ts";
import { sumOf } from "./matter.ts";
import { type Nonsense, ruleKind } from "./rule-kind.ts";

const Criterion = z
  .strictObject({ id: z.string(), name: Text.optional(), full: Decimal })
  .meta({ id: "Criterion", description: "One line of a checklist and its full marks." });
type Criterion = z.output<typeof Criterion>;

/**
 * 15 清单打分/牵头单位评分: points that people gave, from assessments. Without criteria an assessor's sheet is one number;
 * with them it is the sum of its lines. `gives: deductions` reads assessments as points taken from full marks.
 *
 * Several assessors: the mean of their sheets, the mean without one highest and one lowest (where there are more than two),
 * or by the assessors' weights, rescaled to those who answered. An incomplete sheet does not count; where no sheet is
 * complete, or fewer than `minimumAssessors` are, the item is missing. Several assessments of one line by one assessor
 * (quarters) are their mean; deductions add up. Points above a line's full marks are cut to them, and told.
 *
 * Every point that is taken needs a reason: `unreasoned` tells how many deductions have none; `unevidenced`, where
 * `evidence: true`, how many have no source. They cost the subject nothing: the owner must mend them.
 */
export const checklist = ruleKind({
  id: "checklist",
  version: 1,
  number: 15,
  parameters: {
    criteria: z.array(Criterion).default([]),
    /** Full marks of the sheet; default: the sum of the criteria, or W. */
    outOf: Decimal.optional(),
    gives: z.enum(["points", "deductions"]).default("points"),
    assessors: z
      .discriminatedUnion("by", [
        z.strictObject({ by: z.literal("mean") }),
        z.strictObject({ by: z.literal("trimmed-mean") }),
        z.strictObject({ by: z.literal("weights"), weights: z.record(z.string(), Decimal) }),
      ])
      .prefault({ by: "mean" }),
    minimumAssessors: z.int().min(1).default(1),
    evidence: z.boolean().default(false),
  },
  isRelative: () => false,
  score(rule, scope) {
    const given = rule.criteria.length > 0 ? sumOf(rule.criteria, (criterion) => criterion.full) : undefined;
    const full = rule.outOf ?? given;
    const sheets = scope.assessments().map((assessments) => judge(rule, full, assessments));
    const states: States = Uint8Array.from(sheets, (s) => (s.value ? State.present : State.missing));
    // Without a scale of its own a sheet of deductions holds what is taken from W, and one of points the points themselves.
    const marks = fromExacts(sheets.map((s) => s.value ?? zero));
    scope.tell("assessors", fromExacts(sheets.map((s) => exact(s.complete))));
    scope.tell("incomplete", fromExacts(sheets.map((s) => exact(s.incomplete))));
    scope.tell("unreasoned", fromExacts(sheets.map((s) => exact(s.unreasoned))));
    if (rule.evidence) scope.tell("unevidenced", fromExacts(sheets.map((s) => exact(s.unevidenced))));
    scope.tell("aboveFull", fromExacts(sheets.map((s) => exact(s.aboveFull))));
    scope.tell("marks", marks);
    if (full)
      return { points: multiply(scope.weight, divide(marks, scope.constant(full), scope.constant(zero))), states };
    const none = scope.constant(zero);
    const points = rule.gives === "points" ? smaller(marks, scope.weight) : larger(subtract(scope.weight, marks), none);
    return { points, states };
  },
  check(rule, weight) {
    const found: Nonsense[] = [];
    const sum = sumOf(rule.criteria, (criterion) => criterion.full);
    const ids = rule.criteria.map((criterion) => criterion.id);
    ids.forEach((id, i) => {
      if (ids.indexOf(id) !== i)
        found.push({ code: "criterion-twice", at: ["criteria", i, "id"], values: { criterion: id } });
    });
    rule.criteria.forEach((criterion, i) => {
      if (criterion.full.num <= 0n) found.push({ code: "rule-without-effect", at: ["criteria", i, "full"] });
    });
    if (ids.length > 0 && rule.outOf && compare(sum, rule.outOf) !== 0)
      found.push({ code: "criteria-do-not-sum", at: ["outOf"] });
    if (ids.length > 0 && !rule.outOf && weight && compare(sum, weight) !== 0) {
      found.push({ code: "criteria-do-not-sum", at: ["criteria"] });
    }
    if (rule.outOf && rule.outOf.num <= 0n) found.push({ code: "scale-not-positive", at: ["outOf"] });
    if (rule.assessors.by === "weights") {
      const weights = Object.values(rule.assessors.weights);
      if (weights.some((w) => w.num < 0n) || sumOf(weights, (w) => w).num <= 0n) {
        found.push({ code: "weights-not-whole", at: ["assessors", "weights"] });
      }
    }
    return found;
  },
});

type Assessors =
  | { readonly by: "mean" | "trimmed-mean" }
  | { readonly by: "weights"; readonly weights: Readonly<Record<string, Exact>> };
interface Form {
  readonly criteria: readonly Criterion[];
  readonly gives: "points" | "deductions";
  readonly assessors: Assessors;
  readonly minimumAssessors: number;
}
interface Judged {
  readonly value: Exact | undefined;
  readonly complete: number;
  readonly incomplete: number;
  readonly unreasoned: number;
  readonly unevidenced: number;
  readonly aboveFull: number;
}

/** @param full The sheet's own full marks; without them deductions stay deductions and are taken from W by the caller. */
function judge(form: Form, full: Exact | undefined, assessments: readonly Assessment[]): Judged {
  const names = [...new Set(assessments.map((a) => a.assessor))].sort();
  const lines: readonly { readonly id: string | undefined; readonly full: Exact | undefined }[] =
    form.criteria.length > 0 ? form.criteria : [{ id: undefined, full }];
  let aboveFull = 0;
  const sheets = names.flatMap((assessor) => {
    const marks = lines.map((line) => {
      const own = assessments.filter(
        (a) => a.assessor === assessor && (line.id === undefined || a.criterion === line.id),
      );
      if (own.length === 0) return undefined;
      const sum = sumOf(own, (a) => a.points);
      if (form.gives === "deductions") {
        if (!line.full) return sum;
        const left = minus(line.full, sum);
        return left.num < 0n ? zero : left;
      }
      const mean = over(sum, exact(own.length));
      if (!line.full || compare(mean, line.full) <= 0) return mean;
      aboveFull++;
      return line.full;
    });
    const isComplete = marks.every((mark) => mark !== undefined);
    return isComplete ? [{ assessor, value: marks.reduce<Exact>((sum, mark) => plus(sum, mark ?? zero), zero) }] : [];
  });
  const taken = assessments.filter((a) => isDeduction(form, lines, a));
  const counts = {
    complete: sheets.length,
    incomplete: names.length - sheets.length,
    unreasoned: taken.filter((a) => !a.reason?.trim()).length,
    unevidenced: taken.filter((a) => !a.source?.trim()).length,
    aboveFull,
  };
  return { ...counts, value: sheets.length < form.minimumAssessors ? undefined : together(form.assessors, sheets) };
}

function isDeduction(
  form: Form,
  lines: readonly { readonly id: string | undefined; readonly full: Exact | undefined }[],
  a: Assessment,
): boolean {
  if (form.gives === "deductions") return a.points.num > 0n;
  const full = lines.find((line) => line.id === undefined || line.id === a.criterion)?.full;
  return full !== undefined && compare(a.points, full) < 0;
}

function together(
  how: Assessors,
  sheets: readonly { readonly assessor: string; readonly value: Exact }[],
): Exact | undefined {
  if (how.by === "weights") {
    const weights = how.weights;
    const known = sheets.filter((sheet) => Object.hasOwn(weights, sheet.assessor));
    const sum = known.reduce((so, { assessor }) => plus(so, weights[assessor] ?? zero), zero);
    if (sum.num <= 0n) return undefined;
    return over(
      known.reduce((so, { assessor, value }) => plus(so, times(weights[assessor] ?? zero, value)), zero),
      sum,
    );
  }
  const sorted = sheets.map((sheet) => sheet.value).sort(compare);
  const kept = how.by === "trimmed-mean" && sorted.length > 2 ? sorted.slice(1, -1) : sorted;
  return over(kept.reduce(plus, zero), exact(kept.length));
}
