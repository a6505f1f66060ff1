import { type Exact, exact, plus, type RoundingMode, roundWhole, times, zero } from "../number/exact.ts";

/**
 * Who takes part in a grading: first those who can get a grade, then those who only count (undetermined, or without a
 * score). Entry k of every array is the subject at position `at[k]`. Grades are positions in the scale, 0 the best.
 */
export interface Contest {
  readonly at: Int32Array;
  readonly candidates: number;
  /** Best grade that the score reaches. */
  readonly reached: Int32Array;
  /** Best grade that eligibility and red lines leave open. */
  readonly open: Int32Array;
  /** A grade set by a red line whatever the score, -1 for none. */
  readonly set: Int32Array;
  readonly stepsDown: Int32Array;
  /** Of everybody's place by position: lower stands before, equal stands level. */
  readonly level: Int32Array;
  readonly quotas: readonly Quota[];
  /** The last position of the scale. */
  readonly worst: number;
}

export interface Quota {
  readonly grade: number;
  readonly rounding: RoundingMode;
  readonly minimum: number;
  readonly poolBelow: number;
  /** The share counts from the top: places taken by better grades are subtracted. */
  readonly cumulative?: boolean;
  readonly tieAtLine: "all-below" | "all-above" | "for-decision";
  /** Group of every participant, in `groups`. */
  readonly group: Int32Array;
  readonly groups: readonly string[];
  /** Part of a place of every participant, in `shares`. */
  readonly share: Int32Array;
  readonly shares: readonly Exact[];
}

export interface QuotaOutcome {
  readonly quota: number;
  readonly group: string;
  readonly members: number;
  readonly share: Exact;
  readonly places: number;
  readonly taken: number;
  /** Positions. */
  readonly undecided: readonly number[];
}

export interface Proposed {
  /** Of the candidates. */
  readonly grade: Int32Array;
  /** The grade that a candidate reached and whose places were taken; -1 for none. */
  readonly crowdedOut: Int32Array;
  readonly quotas: readonly QuotaOutcome[];
}

/**
 * Proposes grades by threshold, eligibility and quota, best grade first.
 *
 * A quota of a group is the rounded sum of its members' shares (以内: floor), so that a share may differ with the grade
 * of the team. Groups smaller than `poolBelow` share one pool. Only eligible subjects take places; the next one moves up.
 */
export function propose(contest: Contest): Proposed {
  const { at, candidates, level, worst } = contest;
  const grade = new Int32Array(candidates);
  for (let k = 0; k < candidates; k++) {
    const set = contest.set[k] as number;
    grade[k] = set >= 0 ? set : Math.max(contest.reached[k] as number, contest.open[k] as number);
  }
  const crowdedOut = new Int32Array(candidates).fill(-1);
  const outcomes: QuotaOutcome[] = [];
  contest.quotas.forEach((quota, q) => {
    for (const { group, members } of pooled(quota, at.length)) {
      const due = dueTo(quota, members);
      const own = members.filter((k) => k < candidates);
      const better = quota.cumulative ? own.filter((k) => (grade[k] as number) < quota.grade).length : 0;
      const places = Math.max(quota.minimum, Number(roundWhole(due.num, due.den, quota.rounding)) - better);
      const levelOf = (k: number): number => level[at[k] as number] as number;
      const contenders = own
        .filter((k) => (contest.set[k] as number) < 0 && grade[k] === quota.grade)
        .sort((a, b) => levelOf(a) - levelOf(b) || a - b);
      const { taken, undecided } = atLine(contenders, places, quota.tieAtLine, levelOf);
      for (const k of contenders.slice(taken)) {
        crowdedOut[k] = quota.grade;
        grade[k] = Math.min(worst, quota.grade + 1);
      }
      outcomes.push({
        quota: q,
        group,
        members: members.length,
        share: due,
        places,
        taken,
        undecided: undecided.map((k) => at[k] as number),
      });
    }
  });
  for (let k = 0; k < candidates; k++) {
    const steps = contest.stepsDown[k] as number;
    if (steps > 0) grade[k] = Math.min(worst, (grade[k] as number) + steps);
  }
  return { grade, crowdedOut, quotas: outcomes };
}

/** The participants of each group in the order of its first; groups that are too small are one. */
function pooled(
  quota: Quota,
  size: number,
): readonly { readonly group: string; readonly members: readonly number[] }[] {
  const sizes = new Int32Array(quota.groups.length);
  for (let k = 0; k < size; k++) sizes[quota.group[k] as number] = (sizes[quota.group[k] as number] as number) + 1;
  const nameOf = quota.groups.map((name, g) => ((sizes[g] as number) < quota.poolBelow ? "pool" : name));
  const found = new Map<string, { readonly group: string; readonly members: number[] }>();
  const byNumber: ({ readonly members: number[] } | undefined)[] = new Array(quota.groups.length);
  for (let k = 0; k < size; k++) {
    const g = quota.group[k] as number;
    let own = byNumber[g];
    if (!own) {
      const group = nameOf[g] as string;
      const known = found.get(group) ?? { group, members: [] };
      found.set(group, known);
      own = known;
      byNumber[g] = own;
    }
    own.members.push(k);
  }
  return [...found.values()];
}

/** The sum of the members' shares. */
function dueTo({ share, shares }: Quota, members: readonly number[]): Exact {
  const counts = new Int32Array(shares.length);
  for (const k of members) counts[share[k] as number] = (counts[share[k] as number] as number) + 1;
  return shares.reduce((sum, own, s) => plus(sum, times(own, exact(counts[s] as number))), zero);
}

/** How many of those in order get a place, and who is tied at the last one. */
function atLine(
  sorted: readonly number[],
  places: number,
  tie: Quota["tieAtLine"],
  levelOf: (k: number) => number,
): { readonly taken: number; readonly undecided: readonly number[] } {
  if (sorted.length <= places) return { taken: sorted.length, undecided: [] };
  if (places <= 0) return { taken: 0, undecided: [] };
  const last = levelOf(sorted[places - 1] as number);
  if (levelOf(sorted[places] as number) !== last) return { taken: places, undecided: [] };
  let from = places - 1;
  while (from > 0 && levelOf(sorted[from - 1] as number) === last) from--;
  let to = places + 1;
  while (to < sorted.length && levelOf(sorted[to] as number) === last) to++;
  if (tie === "all-above") return { taken: to, undecided: [] };
  return { taken: from, undecided: tie === "for-decision" ? sorted.slice(from, to) : [] };
}
