import type { SubjectType } from "@biaochi/engine";
import { type RawBuilder, sql } from "kysely";
import type { Transaction } from "../../platform/database.ts";
import { isOffice, reachesEverybody, type Scope, subjectInScope } from "../../platform/scope.ts";

/** Which results of a run: of one type, of one cohort, with a text in the name or identifier. */
export type Which = {
  readonly run: number;
  readonly type: SubjectType;
  readonly cohort?: string | undefined;
  readonly q?: string | undefined;
};

const here = { programme: "run.programme", id: "r.subject", type: "r.type", unit: "r.unit", release: "run.release" };

/** Cohorts beside the first one, which stands in the result itself. */
export const otherPlace = (cohort: string) => sql`from cohort_result c
  join cohort_place p on p.run = coalesce(c.places_from, c.run) and p.cohort = c.cohort
  where c.run = r.run and c.cohort = ${cohort} and p.subject = r.subject`;

/** Whether a result belongs to a cohort. */
export const isIn = (cohort: string) => sql<boolean>`(r.cohort = ${cohort} or exists (select 1 ${otherPlace(cohort)}))`;

/** What is asked of a row wherever it lies; its cohort aside. */
function conditionsOf(scope: Scope, { type, q }: Which): readonly RawBuilder<boolean>[] {
  const parts = [sql<boolean>`r.type = ${type}`, subjectInScope(scope, here)];
  if (q !== undefined && q.trim() !== "") {
    const pattern = `%${q.trim().replace(/[\\%_]/g, (each) => `\\${each}`)}%`;
    parts.push(
      sql<boolean>`(r.name->>'zh-CN' ilike ${pattern} or r.name->>'en' ilike ${pattern} or r.subject ilike ${pattern})`,
    );
  }
  return parts;
}

/** Of the rows `r` of the view `run_result`. */
export function matching(scope: Scope, which: Which): RawBuilder<boolean> {
  const { run, cohort } = which;
  const parts = [sql<boolean>`r.run = ${run}`, ...conditionsOf(scope, which)];
  if (cohort !== undefined) parts.push(isIn(cohort));
  return sql<boolean>`${sql.join(parts, sql` and `)}`;
}

/** A run, and the one that is stored whole from which it takes what it does not say itself. */
export type Rested = { readonly run: number; readonly base: number | null };

/** Undefined: there is no such run. */
export async function restOf(tx: Transaction, run: number): Promise<Rested | undefined> {
  const { rows } = await sql<Rested>`select id as run, base from run where id = ${run}`.execute(tx);
  return rows[0];
}

/**
 * The rows `r` of a standing where they lie, each part as a FROM with its WHERE: the run's own, and those of its base that it
 * does not replace; each by the first cohort, and by another one. No row is in two parts, and each part can be read in the
 * order of an index, which the view cannot. Names, order, scores and cohorts are the run's; places of the base's rows are not:
 * they shift.
 */
export function partsOf(scope: Scope, { run, base }: Rested, which: Which): readonly RawBuilder<unknown>[] {
  // The whole city needs no programme; and what is replaced is looked up in a table made once, whatever a planner guesses.
  const rows = reachesEverybody(scope) ? sql`from result r` : sql`from result r join run on run.id = ${run}`;
  const own = sql`${rows} where r.run = ${run}`;
  const taken = sql`${rows} where r.run = ${base} and r.subject not in (select d.subject from result d where d.run = ${run})`;
  const conditions = sql.join([...conditionsOf(scope, which)], sql` and `);
  return (base === null ? [own] : [own, taken]).flatMap((source) =>
    membershipsOf(run, which.cohort).map((is) => sql`${source} and ${is} and ${conditions}`),
  );
}

function membershipsOf(run: number, cohort: string | undefined): readonly RawBuilder<boolean>[] {
  if (cohort === undefined) return [sql<boolean>`true`];
  return [
    sql<boolean>`r.cohort = ${cohort}`,
    sql<boolean>`r.cohort is distinct from ${cohort} and r.subject in (
      select p.subject from cohort_result c join cohort_place p on p.run = coalesce(c.places_from, c.run) and p.cohort = c.cohort
      where c.run = ${run} and c.cohort = ${cohort})`,
  ];
}

/** Whether somebody in scope belongs to a cohort. */
export async function hasMemberInScope(tx: Transaction, scope: Scope, run: number, cohort: string): Promise<boolean> {
  if (isOffice(scope)) return true;
  const { rows } = await sql`
    select 1 from run_place p join run_result r on r.run = p.run and r.subject = p.subject join run on run.id = p.run
    where p.run = ${run} and p.cohort = ${cohort} and ${subjectInScope(scope, here)} limit 1`.execute(tx);
  return rows.length > 0;
}
