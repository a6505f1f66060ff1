import { covers, type Period, periodOf } from "../facts/period.ts";
import { allocate, type Claim, payStandard } from "../grading/allocate.ts";
import { bandByPlace, type Candidate, propose } from "../grading/grade.ts";
import { rank, spread } from "../grading/rank.ts";
import { compare, type Exact, exact, one, plus, show, times, zero } from "../number/exact.ts";
import type { AllocationResult, CohortResult, Placed, QuotaResult, Reason, RunFinding } from "../result.ts";
import type { Grading } from "../scheme/outcome.ts";
import { isExact, type Quantity } from "../scheme/values.ts";
import { judge } from "./condition.ts";
import { type Draft, measuredPoints } from "./draft.ts";
import { attributeOf, isFor } from "./select.ts";
import type { World } from "./world.ts";

export interface Standing {
  cohort?: string;
  rank?: string;
  of?: number;
  grade?: string;
  ranks: Placed[];
  gradeReasons: Reason[];
  band?: string;
}

export interface Outcome {
  readonly standings: ReadonlyMap<number, Standing>;
  readonly cohorts: readonly CohortResult[];
  readonly quotas: readonly QuotaResult[];
  readonly allocations: readonly AllocationResult[];
  readonly findings: readonly RunFinding[];
}

/**
 * Ranks, grades, bands and shares from scores: three layers, each by its own rules of the scheme. A part of the cycle is
 * shown and ranked; grades, bands and money are for the whole (季度晒成绩、年度定等次).
 */
export function conclude(world: World, drafts: readonly Draft[], period: Period): Outcome {
  const standings = new Map<number, Standing>(drafts.map((d) => [d.row, { ranks: [], gradeReasons: [] }]));
  const findings: RunFinding[] = [];
  const cohorts = rankCohorts(world, drafts, standings);
  if (!covers(period, periodOf(world.scheme.cycle)))
    return { standings, cohorts, quotas: [], allocations: [], findings };
  const quotas: QuotaResult[] = [];
  for (const type of ["unit", "team", "official"]) {
    for (const grading of world.scheme.grades) {
      const members = drafts.filter(
        (d) => world.subjects[d.row]?.type === type && isFor(grading.for, world.subjects[d.row] as never),
      );
      if (members.length > 0) quotas.push(...gradeMembers(world, grading, members, period, standings));
    }
  }
  band(world, drafts, standings);
  const allocations = share(world, drafts, period, standings, findings);
  return { standings, cohorts, quotas, allocations, findings };
}

function rankCohorts(
  world: World,
  drafts: readonly Draft[],
  standings: Map<number, Standing>,
): readonly CohortResult[] {
  const { ties } = world.scheme.ranking;
  const cohorts = new Map<string, Draft[]>();
  for (const d of drafts) {
    if (d.exact === undefined) continue;
    for (const name of world.cohortsOf(d.row)) {
      const members = cohorts.get(name);
      if (members) members.push(d);
      else cohorts.set(name, [d]);
    }
  }
  return [...cohorts].map(([cohort, members]) => {
    const places = rank(
      members.map((d) => ({ row: d.row, value: comparedOf(world, d), isLast: isRankedLast(d) })),
      ties,
    );
    for (const d of members) {
      const standing = standings.get(d.row) as Standing;
      const placed = { cohort, rank: places.get(d.row) as string, of: members.length };
      standing.ranks.push(placed);
      // In the order of the scheme, whoever came first among the subjects.
      const named = world.cohortsOf(d.row);
      standing.ranks.sort((a, b) => named.indexOf(a.cohort) - named.indexOf(b.cohort));
      if (world.cohortOf(d.row) === cohort) Object.assign(standing, placed);
    }
    const quantiles = spread(
      members.map((d) => d.published as Exact),
      world.scheme.rounding.places,
    );
    return { cohort, size: members.length, ...(quantiles ? { spread: quantiles } : {}) };
  });
}

/** The value that decides order and ties; only of drafts with a score. */
const comparedOf = (world: World, d: Draft): Exact =>
  (world.scheme.ranking.on === "exact" ? d.exact : d.published) as Exact;
const isRankedLast = (d: Draft): boolean => d.hits.some((h) => h.redLine.effect.does === "rank-last");
/** Negative where a stands before b. */
const byStanding = (world: World, a: Draft, b: Draft): number =>
  Number(isRankedLast(a)) - Number(isRankedLast(b)) || compare(comparedOf(world, b), comparedOf(world, a));

function gradeMembers(
  world: World,
  grading: Grading,
  members: readonly Draft[],
  period: Period,
  standings: Map<number, Standing>,
): readonly QuotaResult[] {
  const rows = Int32Array.from(members, (d) => d.row);
  const draftOf = new Map(members.map((d) => [d.row, d]));
  const pointsOf = (row: number, node: string): Exact | undefined => {
    return measuredPoints(draftOf.get(row)?.nodes.find((n) => n.path === node));
  };
  const position = new Map(grading.scale.map((g, i) => [g.id, i]));
  const gradeOf = (row: number, of: "unit" | "team"): string | undefined =>
    gradeOfPlace(world, row, of, period, standings);
  const undetermined = new Set<number>();
  for (const rule of grading.undetermined) {
    judge(world, rule.when, rows, period, pointsOf, gradeOf).forEach((finding, i) => {
      const row = rows[i] as number;
      if (!finding.holds || undetermined.has(row)) return;
      undetermined.add(row);
      const standing = standings.get(row) as Standing;
      standing.grade = rule.id;
      standing.gradeReasons.push({ code: "grade-undetermined", values: { rule: rule.id }, facts: finding.facts });
    });
  }
  const open = new Map<number, number>();
  const cap = (row: number, grade: number, reason: Reason): void => {
    open.set(row, Math.max(open.get(row) ?? 0, grade));
    (standings.get(row) as Standing).gradeReasons.push(reason);
  };
  for (const rule of grading.eligibility) {
    judge(world, rule.when, rows, period, pointsOf, gradeOf).forEach((finding, i) => {
      if (!finding.holds || !isFor(rule.for, world.subjects[rows[i] as number] as never)) return;
      cap(rows[i] as number, position.get(rule.cap) ?? 0, {
        code: "grade-capped",
        values: { rule: rule.id, cap: rule.cap },
        facts: finding.facts,
      });
    });
  }
  const candidates: Candidate[] = [];
  const extra: Pick<Candidate, "row" | "share" | "group">[] = [];
  for (const d of members) {
    const group = grading.quotas.map((q) =>
      q.within === "cohort" ? (world.cohortOf(d.row) ?? "") : attributeOf(world.subjects[d.row] as never, q.within),
    );
    const share = grading.quotas.map((q) => shareOf(world, q.share, d.row, period, standings));
    if (undetermined.has(d.row) || d.exact === undefined) {
      extra.push({ row: d.row, group, share });
      if (d.exact === undefined) (standings.get(d.row) as Standing).gradeReasons.push({ code: "grade-without-score" });
      continue;
    }
    let set: number | undefined;
    let stepsDown = 0;
    for (const hit of d.hits) {
      const effect = hit.redLine.effect;
      const values = { rule: hit.redLine.id };
      if (hit.redLine.kind === "bars-top-grade" && effect.does !== "cap-grade")
        cap(d.row, 1, { code: "grade-barred", values, facts: hit.facts });
      if (effect.does === "cap-grade")
        cap(d.row, position.get(effect.grade) ?? 0, {
          code: "grade-capped",
          values: { ...values, cap: effect.grade },
          facts: hit.facts,
        });
      if (effect.does === "set-grade") {
        set = Math.max(set ?? 0, position.get(effect.grade) ?? grading.scale.length - 1);
        (standings.get(d.row) as Standing).gradeReasons.push({
          code: "grade-set",
          values: { ...values, grade: effect.grade },
          facts: hit.facts,
        });
      }
      if (effect.does === "grade-down") {
        stepsDown += effect.steps;
        (standings.get(d.row) as Standing).gradeReasons.push({
          code: "grade-lowered",
          values: { ...values, steps: String(effect.steps) },
          facts: hit.facts,
        });
      }
    }
    const published = d.published as Exact;
    const reached = grading.scale.findIndex((g) => g.atLeast === undefined || compare(published, g.atLeast) >= 0);
    candidates.push({
      row: d.row,
      score: comparedOf(world, d),
      isLast: isRankedLast(d),
      reached: reached < 0 ? grading.scale.length - 1 : reached,
      open: open.get(d.row) ?? 0,
      set,
      stepsDown,
      share,
      group,
    });
  }
  const rules = grading.quotas.map((q) => ({ ...q, grade: position.get(q.grade) ?? 0 }));
  const proposed = propose(candidates, extra, rules, grading.scale.length - 1);
  for (const [row, grade] of proposed.grades) {
    const standing = standings.get(row) as Standing;
    standing.grade = grading.scale[grade]?.id as string;
    const from = proposed.crowdedOut.get(row);
    const isUndecided = proposed.quotas.some((q) => q.undecided.includes(row));
    if (from !== undefined)
      standing.gradeReasons.push({
        code: isUndecided ? "grade-for-decision" : "grade-places-taken",
        values: { grade: grading.scale[from]?.id ?? "" },
      });
  }
  return proposed.quotas.map((q) => ({
    grading: grading.id,
    grade: grading.quotas[q.quota]?.grade ?? "",
    group: q.group,
    members: q.members,
    share: show(q.share),
    places: q.places,
    taken: q.taken,
    undecided: q.undecided.map((row) => world.subjects[row]?.id ?? ""),
  }));
}

/** A subject's part of a place: constant, or by the decided (otherwise proposed) grade of its team or unit. */
function shareOf(
  world: World,
  share: Grading["quotas"][number]["share"],
  row: number,
  period: Period,
  standings: ReadonlyMap<number, Standing>,
): Exact {
  if ("num" in share) return share;
  const grade = gradeOfPlace(world, row, share.by === "team-grade" ? "team" : "unit", period, standings);
  return (grade === undefined ? undefined : share.values[grade]) ?? share.default;
}

/** The decided, otherwise proposed grade of the unit or team of a subject. */
function gradeOfPlace(
  world: World,
  row: number,
  of: "unit" | "team",
  period: Period,
  standings: ReadonlyMap<number, Standing>,
): string | undefined {
  const place = world.subjects[row]?.[of];
  const at = place === undefined ? undefined : world.ordinal.get(place);
  const decided = world.facts.decidedGrades.find((g) => g.subject === place && g.period === period.id)?.grade;
  return decided ?? (at === undefined ? undefined : standings.get(at)?.grade);
}

interface Counted {
  readonly atOrAbove: number;
  readonly size: number;
}

/** For everybody, how many of the cohort stand level with them or before them, themselves included. */
function countAtOrAbove(world: World, scored: readonly Draft[]): ReadonlyMap<number, Counted> {
  const cohorts = Map.groupBy(scored, (d) => world.cohortOf(d.row) ?? "");
  const counted = new Map<number, Counted>();
  for (const members of cohorts.values()) {
    const sorted = members.toSorted((a, b) => byStanding(world, a, b));
    let end = 0;
    sorted.forEach((d, i) => {
      end = Math.max(end, i + 1);
      while (end < sorted.length && byStanding(world, sorted[end] as Draft, d) === 0) end++;
      counted.set(d.row, { atOrAbove: end, size: sorted.length });
    });
  }
  return counted;
}

function band(world: World, drafts: readonly Draft[], standings: Map<number, Standing>): void {
  const scored = drafts.filter((d) => d.exact !== undefined);
  const counted = countAtOrAbove(world, scored);
  for (const rule of world.scheme.bands) {
    for (const d of scored) {
      const standing = standings.get(d.row) as Standing;
      if (standing.band !== undefined || !isFor(rule.for, world.subjects[d.row] as never)) continue;
      const { atOrAbove, size } = counted.get(d.row) as Counted;
      const byPlace = bandByPlace(
        atOrAbove,
        size,
        rule.scale.map((b) => b.share),
      );
      const index = rule.scale.findIndex((b, i) =>
        b.grades
          ? b.grades.includes(standing.grade ?? "")
          : b.atLeast
            ? compare(d.published as Exact, b.atLeast) >= 0
            : b.share
              ? byPlace !== undefined && byPlace <= i
              : true,
      );
      const found = rule.scale[index];
      if (found) standing.band = found.id;
    }
  }
}

function share(
  world: World,
  drafts: readonly Draft[],
  period: Period,
  standings: ReadonlyMap<number, Standing>,
  findings: RunFinding[],
): readonly AllocationResult[] {
  return world.scheme.allocations.map((rule) => {
    const claims: Claim[] = drafts
      .filter((d) => isFor(rule.for, world.subjects[d.row] as never))
      .map((d) => {
        const subject = world.subjects[d.row] as (typeof world.subjects)[number];
        const claim = rule.claim.reduce<Exact>(
          (product, factor) => times(product, factorOf(world, factor, d, period, standings)),
          one,
        );
        return { subject: subject.id, claim: claim.num < 0n ? zero : claim, order: subject.sort };
      })
      .sort((a, b) =>
        rule.ties === "identifier"
          ? a.subject < b.subject
            ? -1
            : 1
          : a.order - b.order || (a.subject < b.subject ? -1 : 1),
      )
      .map((c, order) => ({ ...c, order }));
    const paid =
      rule.closure.kind === "renormalise"
        ? allocate(rule.pool, claims)
        : payStandard(rule.pool, rule.closure.standard, claims);
    if (!paid)
      findings.push({ code: "allocation-passes-pool", values: { allocation: rule.id, pool: String(rule.pool) } });
    const shares = claims.map((c) => ({
      subject: c.subject,
      claim: show(c.claim),
      fen: paid?.fen.get(c.subject) ?? 0,
    }));
    return {
      allocation: rule.id,
      pool: rule.pool,
      paid: shares.reduce((sum, s) => sum + s.fen, 0),
      returned: paid?.returned ?? rule.pool,
      shares,
    };
  });
}

type Factor = World["scheme"]["allocations"][number]["claim"][number];

function factorOf(
  world: World,
  factor: Factor,
  d: Draft,
  period: Period,
  standings: ReadonlyMap<number, Standing>,
): Exact {
  if ("band" in factor) {
    const rule = world.scheme.bands.find((b) => b.id === factor.band);
    const band = standings.get(d.row)?.band;
    return rule?.scale.find((b) => b.id === band)?.pays ?? zero;
  }
  if ("score" in factor) return d.published ?? zero;
  if ("months" in factor) return monthsOf(world, d.row, period);
  return constantOf(world, factor, d.row);
}

/** Months of main service inside the period; all of them where no service is recorded. */
function monthsOf(world: World, row: number, period: Period): Exact {
  const main = (world.subjects[row]?.service ?? []).filter((s) => s.kind === "main");
  if (main.length === 0) return exact(period.to - period.from + 1);
  return main.reduce((sum, s) => {
    const months = Math.min(periodOf(s.to).to, period.to) - Math.max(periodOf(s.from).from, period.from) + 1;
    return months > 0 ? plus(sum, times(exact(months), s.share)) : sum;
  }, zero);
}

function constantOf(world: World, quantity: Quantity, row: number): Exact {
  if (isExact(quantity)) return quantity;
  if ("coefficient" in quantity) return world.coefficient(quantity.coefficient, row)?.value ?? quantity.default ?? zero;
  throw new Error("a claim may be a constant, a coefficient, a band, a score or months");
}
