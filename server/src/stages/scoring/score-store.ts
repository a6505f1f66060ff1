import { sql } from "kysely";
import type { Transaction } from "../../platform/database.ts";
import { isWholeCity, type Scope, subjectInScope } from "../../platform/scope.ts";
import type { ScoreCount } from "./distribution.ts";
import { isIn, type Which } from "./result-store.ts";

/**
 * How often each published score stands in a whole cohort, without names: for whoever may see one of its members, and
 * only if it is large enough that nobody is named by it. Without a cohort: the scores in scope.
 */
export async function countScores(
  tx: Transaction,
  scope: Scope,
  which: Pick<Which, "run" | "type" | "cohort"> & { readonly smallest: number },
): Promise<readonly ScoreCount[]> {
  const { run, type, cohort, smallest } = which;
  if (cohort === undefined) {
    const mine = subjectInScope(scope, {
      programme: "run.programme",
      id: "r.subject",
      type: "r.type",
      unit: "r.unit",
      release: "run.release",
    });
    const { rows } = await sql<ScoreCount>`
      select r.score::text as score, count(*)::int as n from run_result r join run on run.id = r.run
      where r.run = ${run} and r.type = ${type} and ${mine} group by r.score`.execute(tx);
    return rows;
  }
  const oneOfThem = subjectInScope(scope, {
    programme: "run.programme",
    id: "m.subject",
    type: "m.type",
    unit: "m.unit",
    release: "run.release",
  });
  const isOneOfThem = isWholeCity(scope)
    ? sql<boolean>`true`
    : sql<boolean>`exists (select 1 from run_place q join run_result m on m.run = q.run and m.subject = q.subject
        join run on run.id = q.run where q.run = ${run} and q.cohort = ${cohort} and ${oneOfThem})`;
  const { rows } = await sql<ScoreCount>`
    select r.score::text as score, count(*)::int as n from run_result r
    where r.run = ${run} and r.type = ${type} and ${isIn(cohort)} and ${isOneOfThem}
      and exists (select 1 from cohort_result c where c.run = ${run} and c.cohort = ${cohort} and c.size >= ${smallest})
    group by r.score`.execute(tx);
  return rows;
}
