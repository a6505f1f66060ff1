import type { Subject } from "../facts/model.ts";
import { at } from "../number/column.ts";
import { show } from "../number/exact.ts";
import type { Placed, RedLineHit, SubjectResult } from "../result.ts";
import { type CityScores, scoresAt, scoreText } from "./city-scores.ts";
import { nodesAt, printed } from "./draft.ts";
import type { Outcome } from "./outcome.ts";
import type { Hit } from "./red-lines.ts";

const standings = ["complete", "provisional", "not-formed"] as const;

/** The subject at position i in full: exact texts of what the columns say. */
export function subjectResult(city: CityScores, outcome: Outcome, i: number): SubjectResult {
  const { world, rows, published } = city;
  const { ranking, grades, banded } = outcome;
  const { scores, place } = scoresAt(city, i);
  const subject = world.subjects[rows[i] as number] as Subject;
  const standing = standings[city.standing[i] as number] as SubjectResult["standing"];
  const nameOf = (cohort: number | undefined): string => ranking.cohorts[cohort ?? -1]?.cohort ?? "";
  const ranks = ranking.placings.flatMap(({ cohort, rank, of }): Placed[] =>
    cohort[i] === -1 ? [] : [{ cohort: nameOf(cohort[i]), rank: String(rank[i]), of: of[i] as number }],
  );
  const grade = grades.names[grades.grade[i] as number];
  const band = banded.names[banded.band[i] as number];
  const { places } = world.scheme.rounding;
  return {
    subject: subject.id,
    type: subject.type,
    list: world.scheme.lists[city.list[i] as number]?.id ?? "",
    standing,
    ...(standing === "not-formed"
      ? {}
      : {
          score: published.isWide ? printed(world, published.at(i)) : scoreText(published.units[i] as number, places),
          exact: show(at(scores.totals, place)),
        }),
    nodes: nodesAt(scores, place),
    ...(ranking.cohort[i] === -1
      ? {}
      : {
          cohort: nameOf(ranking.cohort[i]),
          rank: String(ranking.rank[i]),
          of: ranking.rankOf[i] as number,
        }),
    ...(grade === undefined ? {} : { grade }),
    ...(band === undefined ? {} : { band }),
    ranks,
    gradeReasons: grades.reasons.get(i) ?? [],
    redLines: (scores.hits.get(place) ?? []).map(shownHit),
    missing: scores.missingOf(place),
  };
}

/** The exact scores of a hit are dear, and asked for by whoever digests and whoever saves, in this run and those that continue it. */
const known = new WeakMap<Hit, RedLineHit>();

export function shownHit(hit: Hit): RedLineHit {
  let shown = known.get(hit);
  if (shown === undefined) {
    const { from, to } = hit;
    shown = {
      redLine: hit.redLine.id,
      facts: hit.facts,
      ...(from && to ? { from: show(from), to: show(to) } : {}),
      ...(hit.through === undefined ? {} : { through: hit.through }),
    };
    known.set(hit, shown);
  }
  return shown;
}
