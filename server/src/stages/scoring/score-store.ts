import { sql } from "kysely";
import type { Transaction } from "../../platform/database.ts";
import { reachesEverybody, type Scope, wholeCity } from "../../platform/scope.ts";
import { type Distribution, distributionOf, type ScoreCount } from "./distribution.ts";
import { hasMemberInScope, partsOf, restOf, type Which } from "./standing-parts.ts";

/** How the scores of a type are spread over all its subjects, as it was told with the run; undefined: it was not. */
async function toldDistribution(
  tx: Transaction,
  { run, type }: Pick<Which, "run" | "type">,
): Promise<(Distribution & { readonly total: number }) | undefined> {
  const { rows } = await sql<Distribution & { readonly total: number }>`
    select total, unscored, bins from score_distribution where run = ${run} and type = ${type}`.execute(tx);
  return rows[0];
}

const isEverybody = (scope: Scope, { cohort, q = "" }: Partial<Which>): boolean =>
  reachesEverybody(scope) && cohort === undefined && q.trim() === "";

/** How many results there are of these. */
export async function countStandings(tx: Transaction, scope: Scope, which: Which): Promise<number> {
  const told = isEverybody(scope, which) ? await toldDistribution(tx, which) : undefined;
  if (told !== undefined) return told.total;
  const rested = await restOf(tx, which.run);
  if (rested === undefined) return 0;
  const parts = partsOf(scope, rested, which).map((part) => sql`select count(*) as n ${part}`);
  const { rows } = await sql<{ n: number }>`
    select sum(n)::int as n from (${sql.join(parts, sql` union all `)}) p`.execute(tx);
  return rows[0]?.n ?? 0;
}

type Asked = Pick<Which, "run" | "type" | "cohort"> & { readonly smallest: number };

/**
 * How the published scores of a whole cohort are spread, without names: for whoever may see one of its members, and only if
 * it is large enough that nobody is named by it. Without a cohort: the scores in scope.
 */
export async function readDistribution(tx: Transaction, scope: Scope, which: Asked): Promise<Distribution> {
  const told = isEverybody(scope, which) ? await toldDistribution(tx, which) : undefined;
  return told === undefined
    ? distributionOf(await countScores(tx, scope, which))
    : { bins: told.bins, unscored: told.unscored };
}

async function countScores(tx: Transaction, scope: Scope, which: Asked): Promise<readonly ScoreCount[]> {
  const { run, cohort, smallest } = which;
  const rested = await restOf(tx, run);
  if (rested === undefined) return [];
  if (cohort !== undefined) {
    const { rows } = await sql`
      select 1 from cohort_result where run = ${run} and cohort = ${cohort} and size >= ${smallest}`.execute(tx);
    if (rows.length === 0 || !(await hasMemberInScope(tx, scope, run, cohort))) return [];
  }
  const parts = partsOf(cohort === undefined ? scope : wholeCity, rested, which);
  const { rows } = await sql<ScoreCount>`
    select p.score::text as score, count(*)::int as n
    from (${sql.join(
      parts.map((part) => sql`select r.score ${part}`),
      sql` union all `,
    )}) p group by p.score`.execute(tx);
  return rows;
}
