import { sql } from "kysely";
import type { Transaction } from "../../platform/database.ts";
import type { Scope } from "../../platform/scope.ts";
import type { ScoreCount } from "./distribution.ts";
import { hasMemberInScope, partsOf, type Rested, restOf, type Which } from "./standing-parts.ts";

/** How many results there are of these. Those of a run that says what differs are as many as those of its base. */
export async function countStandings(tx: Transaction, scope: Scope, which: Which): Promise<number> {
  const rested = await restOf(tx, which.run);
  if (rested === undefined) return 0;
  const isEverybody = scope.kind === "city" && which.cohort === undefined && (which.q ?? "").trim() === "";
  const { rows } = isEverybody
    ? await sql<{ n: number }>`select coalesce(sum(n), 0)::int as n from score_count
        where run = ${rested.base ?? rested.run} and type = ${which.type}`.execute(tx)
    : await sql<{ n: number }>`select sum(n)::int as n from (${sql.join(
        partsOf(scope, rested, which).map((part) => sql`select count(*) as n ${part}`),
        sql` union all `,
      )}) p`.execute(tx);
  return rows[0]?.n ?? 0;
}

/**
 * How often each published score stands in a whole cohort, without names: for whoever may see one of its members, and
 * only if it is large enough that nobody is named by it. Without a cohort: the scores in scope.
 */
export async function countScores(
  tx: Transaction,
  scope: Scope,
  which: Pick<Which, "run" | "type" | "cohort"> & { readonly smallest: number },
): Promise<readonly ScoreCount[]> {
  const { run, cohort, smallest } = which;
  const rested = await restOf(tx, run);
  if (rested === undefined) return [];
  if (cohort === undefined && scope.kind === "city") return countAll(tx, rested, which);
  if (cohort !== undefined) {
    const { rows } = await sql`
      select 1 from cohort_result where run = ${run} and cohort = ${cohort} and size >= ${smallest}`.execute(tx);
    if (rows.length === 0 || !(await hasMemberInScope(tx, scope, run, cohort))) return [];
  }
  const parts = partsOf(cohort === undefined ? scope : { kind: "city" }, rested, which);
  const { rows } = await sql<ScoreCount>`
    select p.score::text as score, count(*)::int as n
    from (${sql.join(
      parts.map((part) => sql`select r.score ${part}`),
      sql` union all `,
    )}) p group by p.score`.execute(tx);
  return rows;
}

/** From the counts that are stored with a whole run: less the rows that this one replaces, and its own. */
async function countAll(
  tx: Transaction,
  { run, base }: Rested,
  { type }: Pick<Which, "type">,
): Promise<readonly ScoreCount[]> {
  const { rows } = await sql<ScoreCount>`
    select p.score::text as score, sum(p.n)::int as n from (
      select score, n from score_count where run = ${base ?? run} and type = ${type}
      union all select b.score, -1 from result d join result b on b.run = ${base} and b.subject = d.subject
        where d.run = ${run} and b.type = ${type} and ${base}::int is not null
      union all select d.score, 1 from result d where d.run = ${run} and d.type = ${type} and ${base}::int is not null) p
    group by p.score having sum(p.n) > 0`.execute(tx);
  return rows;
}
