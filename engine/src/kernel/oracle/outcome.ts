import type { Subject } from "../../facts/model.ts";
import { attribute, type City, coefficientOf, cohortsFor, concerns, type Months, monthsOf } from "./city.ts";
import {
  atLeast,
  down,
  isZero,
  minus,
  nought,
  product,
  quotient,
  type Rational,
  ratio,
  rounded,
  sum,
  versus,
} from "./rational.ts";
import { judged, pointsOf } from "./red-line.ts";
import type { Score } from "./valued.ts";

/** Ranks, grades, bands and money. */
export interface Ranked {
  readonly subject: Subject;
  readonly score: Score;
  readonly published: Rational | undefined;
}
const isLast = (r: Ranked): boolean => r.score.crossings.some((c) => c.line.effect.does === "rank-last");

/** Whether a stands before b: those ranked last whatever the score come after all others. */
function ahead(city: City, a: Ranked, b: Ranked): number {
  if (isLast(a) !== isLast(b)) return isLast(a) ? -1 : 1;
  const value = (r: Ranked): Rational => (city.scheme.ranking.on === "exact" ? r.score.exact : r.published) ?? nought;
  return versus(value(a), value(b));
}

/** The printed place in a cohort: a whole number, or a half for a mean of places. */
export function placeOf(
  city: City,
  own: Ranked,
  all: readonly Ranked[],
  cohort: string,
): { readonly rank: Rational; readonly of: number } {
  const members = all.filter((r) => r.score.exact && cohortsFor(city, r.subject).includes(cohort));
  const better = members.filter((r) => ahead(city, r, own) > 0);
  const level = members.filter((r) => ahead(city, r, own) === 0).length;
  const distinct = better.filter((r, i) => better.findIndex((o) => ahead(city, o, r) === 0) === i).length;
  const rank = {
    "1224": ratio(better.length + 1),
    "1223": ratio(distinct + 1),
    "1334": ratio(better.length + level),
    fractional: sum(ratio(better.length), ratio(level + 1, 2)),
  }[city.scheme.ranking.ties];
  return { rank, of: members.length };
}

export interface Quota {
  readonly grade: string;
  readonly group: string;
  readonly members: number;
  readonly places: number;
  readonly taken: number;
  readonly undecided: readonly string[];
}
export interface Graded {
  readonly grades: ReadonlyMap<string, string>;
  readonly quotas: readonly Quota[];
}

/** Grades by threshold, eligibility, red lines and quota; units before teams before officials. */
export function grade(city: City, all: readonly Ranked[], period: Months): Graded {
  const grades = new Map<string, string>();
  const quotas: Quota[] = [];
  for (const type of ["unit", "team", "official"] as const) {
    for (const grading of city.scheme.grades) {
      const members = all.filter((r) => r.subject.type === type && concerns(grading.for, r.subject));
      if (members.length === 0) continue;
      const index = (id: string): number => grading.scale.findIndex((g) => g.id === id);
      const worst = grading.scale.length - 1;
      const gradeOf = (subject: Subject) => (of: "unit" | "team") => {
        const place = subject[of];
        const decided = city.facts.decidedGrades.find((d) => d.subject === place && d.period === period.id);
        return place === undefined ? undefined : (decided?.grade ?? grades.get(place));
      };
      const meets = (r: Ranked, when: Parameters<typeof judged>[1]): boolean =>
        judged(
          city,
          when,
          r.subject,
          period,
          (path) => pointsOf(r.score.nodes.find((n) => n.path === path)),
          gradeOf(r.subject),
        ).holds;
      const proposed = new Map<Ranked, number>();
      const fixed = new Set<Ranked>();
      for (const r of members) {
        const rule = grading.undetermined.find((u) => meets(r, u.when));
        if (rule) grades.set(r.subject.id, rule.id);
        if (rule || !r.score.exact) continue;
        const published = r.published ?? nought;
        const reached = grading.scale.findIndex((g) => g.atLeast === undefined || versus(published, g.atLeast) >= 0);
        let best = 0;
        for (const e of grading.eligibility)
          if (concerns(e.for, r.subject) && meets(r, e.when)) best = Math.max(best, index(e.cap));
        let set: number | undefined;
        for (const { line } of r.score.crossings) {
          if (line.kind === "bars-top-grade") best = Math.max(best, 1);
          if (line.effect.does === "cap-grade") best = Math.max(best, index(line.effect.grade));
          if (line.effect.does === "set-grade") set = Math.max(set ?? 0, index(line.effect.grade));
        }
        if (set !== undefined) fixed.add(r);
        proposed.set(r, set ?? Math.max(reached < 0 ? worst : reached, best));
      }
      for (const quota of grading.quotas) {
        const at = index(quota.grade);
        const own = (r: Ranked): string =>
          quota.within === "cohort" ? (cohortsFor(city, r.subject)[0] ?? "") : attribute(r.subject, quota.within);
        const groupOf = (r: Ranked): string =>
          members.filter((m) => own(m) === own(r)).length < quota.poolBelow ? "pool" : own(r);
        const shareOf = (r: Ranked): Rational => {
          if ("num" in quota.share) return quota.share;
          const known = gradeOf(r.subject)(quota.share.by === "team-grade" ? "team" : "unit");
          return (known === undefined ? undefined : quota.share.values[known]) ?? quota.share.default;
        };
        const before = new Map(proposed);
        for (const group of new Set(members.map(groupOf))) {
          const inside = members.filter((m) => groupOf(m) === group);
          const due = Number(rounded(sum(...inside.map(shareOf)), 0, quota.rounding).num);
          const better = quota.cumulative
            ? inside.filter((m) => (before.get(m) ?? worst) < at && before.has(m)).length
            : 0;
          const places = Math.max(quota.minimum, due - better);
          const contenders = inside.filter((m) => before.get(m) === at && !fixed.has(m));
          const above = (m: Ranked): number => contenders.filter((o) => ahead(city, o, m) > 0).length;
          const level = (m: Ranked): number => contenders.filter((o) => ahead(city, o, m) === 0).length;
          const fits = contenders.filter((m) => above(m) + level(m) <= places);
          const line = contenders.filter((m) => above(m) < places && above(m) + level(m) > places);
          const taken = quota.tieAtLine === "all-above" ? [...fits, ...line] : fits;
          for (const m of contenders) if (!taken.includes(m)) proposed.set(m, Math.min(worst, at + 1));
          quotas.push({
            grade: quota.grade,
            group,
            members: inside.length,
            places,
            taken: taken.length,
            undecided: quota.tieAtLine === "for-decision" ? line.map((m) => m.subject.id) : [],
          });
        }
      }
      for (const [r, position] of proposed) {
        const down = r.score.crossings.reduce(
          (n, { line }) => n + (line.effect.does === "grade-down" ? line.effect.steps : 0),
          0,
        );
        grades.set(r.subject.id, grading.scale[Math.min(worst, position + down)]?.id ?? "");
      }
    }
  }
  return { grades, quotas };
}

/** The pay band of everybody who has a score. */
export function band(
  city: City,
  all: readonly Ranked[],
  grades: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const scored = all.filter((r) => r.score.exact);
  for (const r of scored) {
    for (const rule of city.scheme.bands) {
      if (found.has(r.subject.id) || !concerns(rule.for, r.subject)) continue;
      const cohort = cohortsFor(city, r.subject)[0];
      const peers = scored.filter((p) => cohortsFor(city, p.subject)[0] === cohort);
      const place = ratio(peers.filter((p) => ahead(city, p, r) >= 0).length);
      const fits = rule.scale.find((step) => {
        if (step.grades) return step.grades.includes(grades.get(r.subject.id) ?? "");
        if (step.atLeast) return versus(r.published ?? nought, step.atLeast) >= 0;
        return step.share === undefined || versus(place, product(step.share, ratio(peers.length))) <= 0;
      });
      if (fits) found.set(r.subject.id, fits.id);
    }
  }
  return found;
}

/** Fen of every claimant. */
export function allocated(
  city: City,
  id: string,
  all: readonly Ranked[],
  bands: ReadonlyMap<string, string>,
  period: Months,
): ReadonlyMap<string, number> | undefined {
  const rule = city.scheme.allocations.find((a) => a.id === id);
  if (!rule) return undefined;
  const claims = all
    .filter((r) => concerns(rule.for, r.subject))
    .map((r) => {
      const factors = rule.claim.map((factor): Rational => {
        if ("num" in factor) return factor;
        if ("score" in factor) return r.published ?? nought;
        if ("band" in factor)
          return (
            city.scheme.bands.find((b) => b.id === factor.band)?.scale.find((s) => s.id === bands.get(r.subject.id))
              ?.pays ?? nought
          );
        if ("coefficient" in factor)
          return coefficientOf(city, r.subject, factor.coefficient) ?? factor.default ?? nought;
        if (!("months" in factor)) throw new Error("oracle: an unknown factor");
        const main = r.subject.service.filter((s) => s.kind === "main");
        if (main.length === 0) return ratio(period.to - period.from + 1);
        return sum(
          ...main.map((s) =>
            product(
              s.share,
              ratio(
                Math.max(0, Math.min(monthsOf(s.to).to, period.to) - Math.max(monthsOf(s.from).from, period.from) + 1),
              ),
            ),
          ),
        );
      });
      return { subject: r.subject, claim: atLeast(product(...factors), nought) };
    });
  const { closure } = rule;
  if (closure.kind === "fixed") {
    const fen = new Map(claims.map((c) => [c.subject.id, Number(down(product(c.claim, ratio(closure.standard))))]));
    return [...fen.values()].reduce((a, b) => a + b, 0) > rule.pool
      ? new Map(claims.map((c) => [c.subject.id, 0]))
      : fen;
  }
  const whole = sum(...claims.map((c) => c.claim));
  if (isZero(whole)) return new Map(claims.map((c) => [c.subject.id, 0]));
  const parts = claims.map((c) => {
    const due = quotient(product(ratio(rule.pool), c.claim), whole);
    return { ...c, fen: Number(down(due)), rest: minus(due, ratio(down(due))) };
  });
  const left = rule.pool - parts.reduce((n, p) => n + p.fen, 0);
  const first = (a: Subject, b: Subject): boolean =>
    rule.ties === "protocol" && a.sort !== b.sort ? a.sort < b.sort : a.id < b.id;
  return new Map(
    parts.map((p) => {
      const earlier = parts.filter(
        (o) => versus(o.rest, p.rest) > 0 || (versus(o.rest, p.rest) === 0 && o !== p && first(o.subject, p.subject)),
      ).length;
      return [p.subject.id, p.fen + (earlier < left ? 1 : 0)];
    }),
  );
}
