import type { Facts } from "../../facts/model.ts";
import { readExact, show } from "../../number/exact.ts";
import type { Appraisal } from "../../result.ts";
import type { Scheme } from "../../scheme/document.ts";
import { type City, cohortsFor, listFor, monthsOf } from "./city.ts";
import { allocated, band, grade, placeOf, type Ranked } from "./outcome.ts";
import { isZero, nought, rounded, versus } from "./rational.ts";
import { scoring } from "./score.ts";

/** Everything in an appraisal that the oracle computes otherwise; empty when both agree. */
export function differences(scheme: Scheme, facts: Facts, appraisal: Appraisal): readonly string[] {
  const city: City = { scheme, facts };
  const year = monthsOf("2025");
  const scoreOf = scoring(city);
  const found: string[] = [];
  const same = (what: string, engine: unknown, oracle: unknown): void => {
    if (engine !== oracle) found.push(`${what}: engine ${engine}, oracle ${oracle}`);
  };
  const { places, mode } = scheme.rounding;
  const all = facts.subjects.flatMap((subject): Ranked[] => {
    const score = scoreOf(subject, year);
    return score ? [{ subject, score, published: score.exact && rounded(score.exact, places, mode) }] : [];
  });
  const { grades, quotas } = grade(city, all, year);
  const bands = band(city, all, grades);
  same("subjects", appraisal.results.length, all.length);
  for (const own of all) {
    const { id } = own.subject;
    const result = appraisal.results.find((r) => r.subject === id);
    if (!result) {
      found.push(`${id}: no result`);
      continue;
    }
    const { exact, missing, nodes, crossings } = own.score;
    same(`${id} exact`, result.exact, exact && show(exact));
    same(
      `${id} score`,
      result.score === undefined ? undefined : show(readExact(result.score) ?? nought),
      own.published && show(own.published),
    );
    if (result.score !== undefined) same(`${id} places`, result.score.split(".")[1]?.length ?? 0, places);
    same(`${id} list`, result.list, listFor(city, own.subject)?.id);
    same(`${id} standing`, result.standing, exact ? (missing.length > 0 ? "provisional" : "complete") : "not-formed");
    same(
      `${id} missing`,
      [...new Set(result.missing.map(withoutPeriods))].sort().join(),
      [...new Set(missing)].sort().join(),
    );
    same(
      `${id} red lines`,
      result.redLines.map((h) => `${h.redLine} ${h.through ?? ""}`).join(),
      crossings.map((x) => `${x.line.id} ${x.through ?? ""}`).join(),
    );
    same(`${id} grade`, result.grade, grades.get(id));
    same(`${id} band`, result.band, bands.get(id));
    const cohorts = cohortsFor(city, own.subject);
    const expected = exact ? cohorts.map((cohort) => ({ cohort, ...placeOf(city, own, all, cohort) })) : [];
    same(
      `${id} ranks`,
      [...result.ranks]
        .map((r) => `${r.cohort} ${r.rank} ${r.of}`)
        .sort()
        .join(),
      expected
        .map((r) => `${r.cohort} ${show(r.rank)} ${r.of}`)
        .sort()
        .join(),
    );
    same(`${id} rank`, result.rank, expected[0] && show(expected[0].rank));
    if (!exact) continue;
    const told = new Map(result.nodes.filter((n) => n.kind !== "limit").map((n) => [`${n.kind} ${n.path}`, n]));
    for (const node of nodes) {
      const engine = told.get(`${node.kind} ${node.path}`);
      told.delete(`${node.kind} ${node.path}`);
      if (!engine && isZero(node.full) && isZero(node.points)) continue;
      if (!node.isPresent && node.kind === "block") continue;
      same(`${id} full of ${node.kind} ${node.path}`, engine?.full, show(node.full));
      same(`${id} points of ${node.kind} ${node.path}`, engine?.points, show(node.points));
    }
    for (const node of told.values())
      if (versus(readExact(node.points ?? "0") ?? nought, nought) !== 0)
        found.push(`${id}: node ${node.path} is only the engine's`);
  }
  const quotaText = (q: {
    grade: string;
    group: string;
    members: number;
    places: number;
    taken: number;
    undecided: readonly string[];
  }): string => `${q.grade} ${q.group} ${q.members} ${q.places} ${q.taken} ${[...q.undecided].sort().join("+")}`;
  same("quotas", appraisal.quotas.map(quotaText).sort().join("; "), quotas.map(quotaText).sort().join("; "));
  for (const allocation of appraisal.allocations) {
    const fen = allocated(city, allocation.allocation, all, bands, year);
    for (const share of allocation.shares) same(`${share.subject} fen`, share.fen, fen?.get(share.subject));
  }
  return found;
}

const withoutPeriods = (path: string): string => path.replaceAll(/\[[^\]]*\]/g, "");
