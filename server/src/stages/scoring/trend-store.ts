import { inside, readPeriod } from "@biaochi/engine";
import { sql } from "kysely";
import type { Transaction } from "../../platform/database.ts";
import { type Scope, subjectInScope } from "../../platform/scope.ts";
import { newestRuns } from "./result-store.ts";

export type TrendLine = {
  readonly subject: string;
  readonly run: number;
  readonly period: string;
  readonly score: string | null;
};

const here = { programme: "run.programme", id: "r.subject", type: "r.type", unit: "r.unit", release: "run.release" };

/**
 * The scores of some subjects in the newest finished run of each quarter of `period`, oldest first; of a quarter: the
 * quarters of its year up to itself. Several runs of one quarter: the newest counts, which is what a page opens today.
 */
export async function listTrends(
  tx: Transaction,
  scope: Scope,
  which: { readonly programme: string; readonly period: string; readonly subjects: readonly string[] },
): Promise<readonly TrendLine[]> {
  const { programme, period, subjects } = which;
  const parts = partsOf(period);
  if (parts.length === 0 || subjects.length === 0) return [];
  const runs = await newestRuns(tx, scope, programme, parts);
  const { rows } = await sql<TrendLine>`
    select r.subject, r.run, run.period, r.score::text as score from run_result r join run on run.id = r.run
    where r.run = any(${[...runs]}) and r.subject = any(${[...subjects]}) and ${subjectInScope(scope, here)}
    order by run.period collate "C"`.execute(tx);
  return rows;
}

function partsOf(text: string): readonly string[] {
  const period = readPeriod(text);
  if (period === undefined || period.grain === "month") return [];
  const whole = period.grain === "quarter" ? readPeriod(period.id.slice(0, 4)) : period;
  return whole === undefined ? [] : inside(whole, "quarter").flatMap(({ id, to }) => (to <= period.to ? [id] : []));
}

export type PlaceLine = { readonly subject: string; readonly first: number; readonly last: number };

/** Places that tied subjects share in a cohort: 1 to its size. Equal ranks are one tie, however the scheme counts them. */
export async function listPlaces(
  tx: Transaction,
  scope: Scope,
  which: { readonly run: number; readonly cohort: string; readonly subjects: readonly string[] },
): Promise<readonly PlaceLine[]> {
  const { run, cohort, subjects } = which;
  const { rows } = await sql<PlaceLine>`
    with placed as (
      select p.subject, (rank() over (order by p.rank))::int as first, (count(*) over (partition by p.rank))::int as ties
      from run_place p where p.run = ${run} and p.cohort = ${cohort})
    select placed.subject, first, first + ties - 1 as last
    from placed join run_result r on r.run = ${run} and r.subject = placed.subject join run on run.id = r.run
    where r.subject = any(${subjects}) and ${subjectInScope(scope, here)}`.execute(tx);
  return rows;
}
