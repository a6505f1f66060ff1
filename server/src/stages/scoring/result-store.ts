import type { Name, StandingSort } from "@biaochi/contract";
import type { SubjectType } from "@biaochi/engine";
import { type RawBuilder, sql } from "kysely";
import type { z } from "zod";
import type { Transaction } from "../../platform/database.ts";
import { type Scope, subjectInScope } from "../../platform/scope.ts";

export type Subject = { readonly id: string; readonly type: SubjectType; readonly name: Name };

export type StandingLine = {
  readonly subject: string;
  readonly type: SubjectType;
  readonly name: Name;
  readonly sort: number;
  readonly unit: Subject | null;
  readonly list: string;
  readonly cohort: string | null;
  readonly standing: "complete" | "provisional" | "not-formed";
  readonly score: string | null;
  readonly rank: string | null;
  readonly rank_of: number | null;
  readonly grade: string | null;
  readonly band: string | null;
  readonly red_lines: number;
  readonly missing: number;
  readonly largest_loss: readonly [string, string] | null;
  /** Value of the sort key, for the next page. */
  readonly key: string;
};

/** Which results of a run: of one type, of one cohort, with a text in the name or identifier. */
export type Which = {
  readonly run: number;
  readonly type: SubjectType;
  readonly cohort?: string | undefined;
  readonly q?: string | undefined;
};

type Sort = z.output<typeof StandingSort>;
export type Page = {
  readonly sort: Sort;
  readonly direction: "asc" | "desc";
  readonly after?: { readonly key: string; readonly subject: string } | undefined;
  readonly limit: number;
};

const here = { programme: "run.programme", id: "r.subject", type: "r.type", unit: "r.unit" };

const isIn = (cohort: string) =>
  sql<boolean>`exists (select 1 from cohort_place p where p.run = r.run and p.subject = r.subject and p.cohort = ${cohort})`;

/** The place in the chosen cohort, or in the subject's first one. */
const placeIn = (cohort: string | undefined, column: "rank" | "rank_of") =>
  cohort === undefined
    ? sql.ref(`r.${column}`)
    : sql`(select ${sql.ref(`p.${column}`)} from cohort_place p where p.run = r.run and p.subject = r.subject and p.cohort = ${cohort})`;

function matching(scope: Scope, { run, type, cohort, q }: Which): RawBuilder<boolean> {
  const parts = [sql<boolean>`r.run = ${run}`, sql<boolean>`r.type = ${type}`, subjectInScope(scope, here)];
  if (cohort !== undefined) parts.push(isIn(cohort));
  if (q !== undefined && q.trim() !== "") {
    const pattern = `%${q.trim().replace(/[\\%_]/g, (each) => `\\${each}`)}%`;
    parts.push(
      sql<boolean>`(r.name->>'zh-CN' ilike ${pattern} or r.name->>'en' ilike ${pattern} or r.subject ilike ${pattern})`,
    );
  }
  return sql<boolean>`${sql.join(parts, sql` and `)}`;
}

/** Subjects without a score or a rank come last, whichever way the list is turned. */
function keyOf({ sort, direction }: Page, { type, cohort }: Which): RawBuilder<unknown> {
  const last = sql.raw(direction === "asc" ? "1e12" : "-1e12");
  if (sort === "name") return sql`(r.name->>'zh-CN') collate "C"`;
  if (sort === "score") return sql`coalesce(r.score, ${last})`;
  if (sort === "rank" && type !== "official") return sql`coalesce(${placeIn(cohort, "rank")}, ${last})`;
  return sql`r.sort::numeric`;
}

export async function listStandings(
  tx: Transaction,
  scope: Scope,
  which: Which,
  page: Page,
): Promise<readonly StandingLine[]> {
  const key = keyOf(page, which);
  const { after } = page;
  const comparison = sql.raw(page.direction === "asc" ? ">" : "<");
  const cast = sql.raw(page.sort === "name" ? '::text collate "C"' : "::numeric");
  const beyond =
    after === undefined
      ? sql<boolean>`true`
      : sql<boolean>`(${key}, r.subject collate "C") ${comparison} (${after.key}${cast}, ${after.subject} collate "C")`;
  const order = sql.raw(page.direction);
  const { rows } = await sql<StandingLine>`
    select r.subject, r.type, r.name, r.sort, r.list, ${which.cohort === undefined ? sql`r.cohort` : sql`${which.cohort}::text`} as cohort,
      r.standing, r.score, (${placeIn(which.cohort, "rank")})::text as rank, ${placeIn(which.cohort, "rank_of")} as rank_of, r.grade, r.band,
      jsonb_array_length(r.red_lines) as red_lines, jsonb_array_length(r.missing) as missing, r.largest_loss, (${key})::text as key,
      (select jsonb_build_object('id', u.subject, 'type', u.type, 'name', u.name) from result u
        where u.run = r.run and u.subject = r.unit) as unit
    from result r join run on run.id = r.run
    where ${matching(scope, which)} and ${beyond}
    order by ${key} ${order}, r.subject collate "C" ${order} limit ${page.limit}`.execute(tx);
  return rows;
}

export async function countStandings(tx: Transaction, scope: Scope, which: Which): Promise<number> {
  const query = sql<{
    n: number;
  }>`select count(*)::int as n from result r join run on run.id = r.run where ${matching(scope, which)}`;
  return (await query.execute(tx)).rows[0]?.n ?? 0;
}

export type CohortLine = {
  readonly cohort: string;
  /** Where a cohort is made per unit ("members:P01"): that unit's name. */
  readonly unit_name: Name | null;
  readonly type: SubjectType;
  readonly size: number;
  readonly spread: readonly [string, string, string, string, string] | null;
};

const unitOfCohort = sql`(select u.name from result u
  where u.run = c.run and u.subject = split_part(c.cohort, ':', 2) and u.type = 'unit')`;

/** The cohorts that some subject in scope belongs to. */
export async function listCohorts(
  tx: Transaction,
  scope: Scope,
  run: number,
  type?: SubjectType,
): Promise<readonly CohortLine[]> {
  const { rows } = await sql<CohortLine>`
    select c.cohort, min(r.type) as type, c.size, c.spread, ${unitOfCohort} as unit_name
    from cohort_result c join cohort_place p on p.run = c.run and p.cohort = c.cohort
    join result r on r.run = p.run and r.subject = p.subject join run on run.id = r.run
    where c.run = ${run} and ${subjectInScope(scope, here)} and (${type ?? null}::text is null or r.type = ${type ?? null})
    group by c.run, c.cohort, c.size, c.spread order by min(r.sort), c.cohort`.execute(tx);
  return rows;
}

/**
 * The published scores of a whole cohort without names: for whoever may see one of its members, and only if it is
 * large enough that nobody is named by it. Without a cohort: the scores in scope.
 */
export async function listScores(
  tx: Transaction,
  scope: Scope,
  which: Pick<Which, "run" | "type" | "cohort"> & { readonly smallest: number },
): Promise<readonly (string | null)[]> {
  const { run, type, cohort, smallest } = which;
  const inCohort = sql<boolean>`${isIn(cohort ?? "")}
    and exists (select 1 from cohort_result c where c.run = r.run and c.cohort = ${cohort ?? null} and c.size >= ${smallest})
    and exists (select 1 from cohort_place p join result m on m.run = p.run and m.subject = p.subject
      where p.run = r.run and p.cohort = ${cohort ?? null} and ${subjectInScope(scope, { programme: "run.programme", id: "m.subject", type: "m.type", unit: "m.unit" })})`;
  const { rows } = await sql<{ score: string | null }>`
    select r.score from result r join run on run.id = r.run
    where r.run = ${run} and r.type = ${type} and ${cohort === undefined ? subjectInScope(scope, here) : inCohort}`.execute(
    tx,
  );
  return rows.map((row) => row.score);
}

export type ResultRow = Omit<StandingLine, "red_lines" | "missing" | "key"> & {
  readonly programme: string;
  readonly unit_id: string | null;
  readonly team: Subject | null;
  readonly exact: string | null;
  readonly grade_reasons: readonly {
    readonly code: string;
    readonly values?: Readonly<Record<string, string>>;
    readonly facts?: readonly string[];
  }[];
  readonly red_lines: readonly {
    readonly redLine: string;
    readonly facts: readonly string[];
    readonly from?: string;
    readonly to?: string;
    readonly through?: string;
  }[];
  readonly missing: readonly string[];
  readonly nodes: readonly (readonly [string, string, string, string | null, string | null])[];
  /** In every cohort that the subject is ranked in, its first one first. */
  readonly placings: readonly {
    readonly cohort: string;
    readonly unit_name: Name | null;
    readonly size: number;
    readonly spread: CohortLine["spread"];
    readonly rank: string;
    readonly of: number;
  }[];
};

export async function findResult(
  tx: Transaction,
  scope: Scope,
  run: number,
  subject: string,
): Promise<ResultRow | undefined> {
  const { rows } = await sql<ResultRow>`
    select r.*, r.rank::text as rank, run.programme, r.unit as unit_id, coalesce((
        select jsonb_agg(jsonb_build_object('cohort', p.cohort, 'unit_name', ${unitOfCohort}, 'size', c.size, 'spread', c.spread, 'rank', p.rank::text, 'of', p.rank_of)
          order by p.cohort <> r.cohort, p.cohort)
        from cohort_place p join cohort_result c on c.run = p.run and c.cohort = p.cohort
        where p.run = r.run and p.subject = r.subject), '[]') as placings,
      (select jsonb_build_object('id', u.subject, 'type', u.type, 'name', u.name) from result u where u.run = r.run and u.subject = r.unit) as unit,
      (select jsonb_build_object('id', u.subject, 'type', u.type, 'name', u.name) from result u where u.run = r.run and u.subject = r.team) as team
    from result r join run on run.id = r.run
    where r.run = ${run} and r.subject = ${subject} and ${subjectInScope(scope, here)}`.execute(tx);
  return rows[0];
}

/** Teams and officials of a unit, or the officials of a team, as far as they are in scope. */
export async function listMembers(
  tx: Transaction,
  scope: Scope,
  run: number,
  subject: string,
): Promise<readonly StandingLine[]> {
  const { rows } = await sql<StandingLine>`
    select r.subject, r.type, r.name, r.score, r.standing from result r join run on run.id = r.run
    where r.run = ${run} and (r.unit = ${subject} or r.team = ${subject}) and r.subject <> ${subject}
      and r.type in ('team', 'official') and ${subjectInScope(scope, here)}
    order by r.type = 'official', r.sort, r.subject collate "C" limit 500`.execute(tx);
  return rows;
}

export type PeriodLine = {
  readonly run: number;
  readonly period: string;
  readonly standing: StandingLine["standing"];
  readonly score: string | null;
  readonly cohort_size: number | null;
  readonly median: string | null;
};

/** The subject's score in the newest finished run of every period of its programme. */
export async function listPeriods(
  tx: Transaction,
  scope: Scope,
  programme: string,
  subject: string,
): Promise<readonly PeriodLine[]> {
  const { rows } = await sql<PeriodLine>`
    select r.run, run.period, r.standing, r.score, c.size as cohort_size, c.spread->>2 as median
    from (select distinct on (period) * from run where programme = ${programme} and state = 'done' order by period, id desc) run
    join result r on r.run = run.id and r.subject = ${subject}
    left join cohort_result c on c.run = r.run and c.cohort = r.cohort
    where ${subjectInScope(scope, here)}
    order by run.period collate "C"`.execute(tx);
  return rows;
}

export type OutcomeLine = Pick<
  StandingLine,
  "subject" | "type" | "name" | "list" | "standing" | "score" | "rank" | "grade" | "band"
> & { readonly nodes: ResultRow["nodes"] };

/** Every subject's published line of a run with its points, for a comparison of two. */
export async function listOutcomes(tx: Transaction, scope: Scope, run: number): Promise<readonly OutcomeLine[]> {
  const { rows } = await sql<OutcomeLine>`
    select r.subject, r.type, r.name, r.list, r.score, r.rank::text as rank, r.grade, r.band, r.standing, r.nodes
    from result r join run on run.id = r.run where r.run = ${run} and ${subjectInScope(scope, here)}
    order by r.type <> 'unit', r.type = 'official', r.sort, r.subject collate "C"`.execute(tx);
  return rows;
}
