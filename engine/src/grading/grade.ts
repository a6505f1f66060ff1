import { compare, type Exact, exact, plus, type RoundingMode, roundWhole, times, zero } from "../number/exact.ts";

/** One subject as grading sees it. Grades are positions in the scale, 0 the best. */
export interface Candidate {
  readonly row: number;
  readonly score: Exact;
  /** Best grade that its score reaches. */
  readonly reached: number;
  /** Best grade that eligibility and red lines leave open. */
  readonly open: number;
  /** A grade set by a red line whatever the score. */
  readonly set?: number | undefined;
  readonly stepsDown: number;
  /** Placed after everybody else whatever the score. */
  readonly isLast?: boolean;
  /** Its part of a place in the quota group. */
  readonly share: readonly Exact[];
  readonly group: readonly string[];
}

export interface QuotaRule {
  readonly grade: number;
  readonly rounding: RoundingMode;
  readonly minimum: number;
  readonly poolBelow: number;
  /** The share counts from the top: places taken by better grades are subtracted. */
  readonly cumulative?: boolean;
  readonly tieAtLine: "all-below" | "all-above" | "for-decision";
}

export interface QuotaOutcome {
  readonly quota: number;
  readonly group: string;
  readonly members: number;
  readonly share: Exact;
  readonly places: number;
  readonly taken: number;
  readonly undecided: readonly number[];
}

export interface Graded {
  readonly grades: ReadonlyMap<number, number>;
  /** Rows that reached a grade and found its places taken. */
  readonly crowdedOut: ReadonlyMap<number, number>;
  readonly quotas: readonly QuotaOutcome[];
}

/**
 * Proposes grades by threshold, eligibility and quota, best grade first.
 *
 * A quota of a group is the rounded sum of its members' shares (以内: floor), so that a share may differ with the grade
 * of the team. Groups smaller than `poolBelow` share one pool. Only eligible subjects take places; the next one moves up.
 *
 * @param extra Members of the denominator without a grade of their own (undetermined): they count, and take no place.
 */
export function propose(
  candidates: readonly Candidate[],
  extra: readonly Pick<Candidate, "row" | "share" | "group">[],
  quotas: readonly QuotaRule[],
  worst: number,
): Graded {
  const grade = new Map(candidates.map((c) => [c.row, c.set ?? Math.max(c.reached, c.open)]));
  const crowdedOut = new Map<number, number>();
  const outcomes: QuotaOutcome[] = [];
  quotas.forEach((quota, q) => {
    const sizes = count([...candidates, ...extra].map((c) => c.group[q] ?? ""));
    const groupOf = (c: Pick<Candidate, "group">): string =>
      (sizes.get(c.group[q] ?? "") ?? 0) < quota.poolBelow ? "pool" : (c.group[q] ?? "");
    const groups = new Set([...candidates, ...extra].map(groupOf));
    for (const group of groups) {
      const members = [...candidates, ...extra].filter((c) => groupOf(c) === group);
      const due = members.reduce((sum, m) => plus(sum, m.share[q] ?? zero), zero);
      const better = quota.cumulative
        ? candidates.filter((c) => groupOf(c) === group && (grade.get(c.row) ?? worst) < quota.grade).length
        : 0;
      const places = Math.max(quota.minimum, Number(roundWhole(due.num, due.den, quota.rounding)) - better);
      const contenders = candidates
        .filter((c) => groupOf(c) === group && c.set === undefined && grade.get(c.row) === quota.grade)
        .sort(byStanding);
      const { taken, undecided } = atLine(contenders, places, quota.tieAtLine);
      for (const c of contenders) {
        if (taken.has(c.row)) continue;
        crowdedOut.set(c.row, quota.grade);
        grade.set(c.row, Math.min(worst, quota.grade + 1));
      }
      outcomes.push({ quota: q, group, members: members.length, share: due, places, taken: taken.size, undecided });
    }
  });
  for (const c of candidates)
    if (c.stepsDown > 0) grade.set(c.row, Math.min(worst, (grade.get(c.row) ?? worst) + c.stepsDown));
  return { grades: grade, crowdedOut, quotas: outcomes };
}

const byStanding = (a: Candidate, b: Candidate): number =>
  Number(a.isLast ?? false) - Number(b.isLast ?? false) || compare(b.score, a.score);

function atLine(
  sorted: readonly Candidate[],
  places: number,
  tie: QuotaRule["tieAtLine"],
): { taken: ReadonlySet<number>; undecided: readonly number[] } {
  if (sorted.length <= places) return { taken: new Set(sorted.map((c) => c.row)), undecided: [] };
  const last = places > 0 ? sorted[places - 1] : undefined;
  const next = sorted[places];
  if (!last || !next || byStanding(last, next) !== 0)
    return { taken: new Set(sorted.slice(0, places).map((c) => c.row)), undecided: [] };
  const above = sorted.filter((c) => byStanding(c, last) < 0).map((c) => c.row);
  const tied = sorted.filter((c) => byStanding(c, last) === 0).map((c) => c.row);
  if (tie === "all-above") return { taken: new Set([...above, ...tied]), undecided: [] };
  return { taken: new Set(above), undecided: tie === "for-decision" ? tied : [] };
}

function count(names: readonly string[]): ReadonlyMap<string, number> {
  const sizes = new Map<string, number>();
  for (const name of names) sizes.set(name, (sizes.get(name) ?? 0) + 1);
  return sizes;
}

/** The band of a place: the first whose cumulative share of the cohort still holds everybody with this score or more. */
export function bandByPlace(
  atOrAbove: number,
  size: number,
  shares: readonly (Exact | undefined)[],
): number | undefined {
  const index = shares.findIndex(
    (share) => share !== undefined && compare(exact(atOrAbove), times(share, exact(size))) <= 0,
  );
  return index < 0 ? undefined : index;
}
