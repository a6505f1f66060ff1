import type { Name } from "@biaochi/contract";
import type { SubjectType } from "@biaochi/engine";
import { sql } from "kysely";
import type { Transaction } from "../../platform/database.ts";
import { isOffice, runInScope, type Scope, subjectInScope } from "../../platform/scope.ts";
import { readNodes, type StoredNodes, storedNodes } from "./result-nodes.ts";
import { listKeys, type Page, placeIn } from "./standing-keys.ts";
import { matching, type Which } from "./standing-parts.ts";
import { readsPlaces } from "./visibility.ts";

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
  /** Whether a role that reads places and grades reaches it. */
  readonly reads_places: boolean;
  /** Value of the sort key, for the next page. */
  readonly key: string;
};

const here = { programme: "run.programme", id: "r.subject", type: "r.type", unit: "r.unit", release: "run.release" };

export async function listStandings(
  tx: Transaction,
  scope: Scope,
  which: Which,
  page: Page,
): Promise<readonly StandingLine[]> {
  // First who is on the page, by as little as that takes; then everything about them; then their units.
  const keys = await listKeys(tx, scope, which, page);
  const subjects = keys.map(({ subject }) => subject);
  const { rows } = await sql<Omit<StandingLine, "key" | "unit"> & { readonly unit: string | null }>`
    select r.subject, r.type, r.name, r.sort, r.list, ${which.cohort === undefined ? sql`r.cohort` : sql`${which.cohort}::text`} as cohort,
      r.standing, r.score, (${placeIn(which.cohort, "rank")})::text as rank, ${placeIn(which.cohort, "rank_of")} as rank_of, r.grade, r.band,
      jsonb_array_length(r.red_lines) as red_lines, jsonb_array_length(r.missing) as missing, r.largest_loss, r.unit,
      ${readsPlaces(scope, here)} as reads_places
    from run_result r join run on run.id = r.run
    where ${matching(scope, which)} and ${amongFew(subjects)}`.execute(tx);
  const lines = new Map(rows.map((row) => [row.subject, row]));
  const units = await namedIn(
    tx,
    which.run,
    rows.flatMap(({ unit }) => unit ?? []),
  );
  return keys.flatMap(({ subject, key: value }) => {
    const line = lines.get(subject);
    return line === undefined ? [] : [{ ...line, key: value, unit: units.get(line.unit ?? "") ?? null }];
  });
}

/** A whole city is read as it lies; a page by its subjects. */
const fewSubjects = 5000;
const amongFew = (subjects: readonly string[]) =>
  subjects.length > fewSubjects ? sql<boolean>`true` : sql<boolean>`r.subject = any(${[...subjects]})`;

async function namedIn(tx: Transaction, run: number, ids: readonly string[]): Promise<ReadonlyMap<string, Subject>> {
  const { rows } = await sql<Subject>`
    select u.subject as id, u.type, u.name from run_result u
    where u.run = ${run} and u.subject = any(${[...new Set(ids)]})`.execute(tx);
  return new Map(rows.map((row) => [row.id, row]));
}

export type CohortLine = {
  readonly cohort: string;
  /** Where a cohort is made per unit ("members:P01"): that unit's name. */
  readonly unit_name: Name | null;
  readonly type: SubjectType;
  readonly size: number;
  readonly spread: readonly [string, string, string, string, string] | null;
};

const unitOfCohort = sql`(case when strpos(c.cohort, ':') > 0 then (select u.name from run_result u
  where u.run = c.run and u.subject = split_part(c.cohort, ':', 2) and u.type = 'unit') end)`;

/** The cohorts that some subject in scope belongs to. */
export async function listCohorts(
  tx: Transaction,
  scope: Scope,
  run: number,
  type?: SubjectType,
): Promise<readonly CohortLine[]> {
  if (isOffice(scope)) return listAllCohorts(tx, run, type);
  const { rows } = await sql<CohortLine>`
    select c.cohort, min(r.type) as type, c.size, c.spread, ${unitOfCohort} as unit_name
    from run_result r join run on run.id = r.run join run_place p on p.run = r.run and p.subject = r.subject
    join cohort_result c on c.run = p.run and c.cohort = p.cohort
    where r.run = ${run} and ${subjectInScope(scope, here)} and (${type ?? null}::text is null or r.type = ${type ?? null})
    group by c.run, c.cohort, c.size, c.spread order by min(r.sort), c.cohort`.execute(tx);
  return rows;
}

/** Runs of earlier versions do not say what a cohort is made of: it is looked up among its members. */
async function listAllCohorts(tx: Transaction, run: number, type?: SubjectType): Promise<readonly CohortLine[]> {
  const { rows } = await sql<CohortLine>`
    select c.cohort, coalesce(c.type, m.type) as type, c.size, c.spread, ${unitOfCohort} as unit_name
    from cohort_result c left join lateral (
      select min(r.type) as type, min(r.sort) as sort from cohort_place p join result r on r.run = p.run and r.subject = p.subject
      where p.run = c.run and p.cohort = c.cohort and c.type is null) m on true
    where c.run = ${run} and (${type ?? null}::text is null or coalesce(c.type, m.type) = ${type ?? null})
    order by coalesce(c.sort, m.sort), c.cohort`.execute(tx);
  return rows;
}

/** [path, kind, full marks, points, absence] per node, in the order of the list. */
export type Nodes = readonly (readonly [string, string, string, string | null, string | null])[];

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
  readonly nodes: Nodes;
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
  const { rows } = await sql<
    Omit<ResultRow, "nodes"> & { readonly nodes: Nodes | null; readonly stored: StoredNodes | null }
  >`
    select r.*, r.rank::text as rank, ${storedNodes("r.source", "r.list", "r.subject")} as stored, run.programme, r.unit as unit_id,
      ${readsPlaces(scope, here)} as reads_places, coalesce((
        select jsonb_agg(jsonb_build_object('cohort', p.cohort, 'unit_name', ${unitOfCohort}, 'size', c.size, 'spread', c.spread, 'rank', p.rank::text, 'of', p.rank_of)
          order by p.cohort <> r.cohort, p.cohort)
        from run_place p join cohort_result c on c.run = p.run and c.cohort = p.cohort
        where p.run = r.run and p.subject = r.subject), '[]') as placings,
      (select jsonb_build_object('id', u.subject, 'type', u.type, 'name', u.name) from run_result u where u.run = r.run and u.subject = r.unit) as unit,
      (select jsonb_build_object('id', u.subject, 'type', u.type, 'name', u.name) from run_result u where u.run = r.run and u.subject = r.team) as team
    from run_result r join run on run.id = r.run
    where r.run = ${run} and r.subject = ${subject} and ${subjectInScope(scope, here)}`.execute(tx);
  const [row] = rows;
  if (row === undefined) return undefined;
  return { ...row, nodes: row.nodes ?? (row.stored === null ? [] : readNodes(row.stored)) };
}

/** Teams and officials of a unit, or the officials of a team, as far as they are in scope. */
export async function listMembers(
  tx: Transaction,
  scope: Scope,
  run: number,
  subject: string,
): Promise<readonly StandingLine[]> {
  const { rows } = await sql<StandingLine>`
    select r.subject, r.type, r.name, r.score, r.standing from run_result r join run on run.id = r.run
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

/** The newest finished run in scope of every period, or of these. Asked first: a view is quick only where it is told which runs. */
export async function newestRuns(
  tx: Transaction,
  scope: Scope,
  programme: string,
  periods?: readonly string[],
): Promise<readonly number[]> {
  const isAsked = periods === undefined ? sql<boolean>`true` : sql<boolean>`period = any(${[...periods]})`;
  const { rows } = await sql<{ id: number }>`
    select distinct on (period) id from run
    where programme = ${programme} and state = 'done' and ${isAsked}
      and ${runInScope(scope, { programme: "programme", release: "release" })} order by period, id desc`.execute(tx);
  return rows.map(({ id }) => id);
}

/** The subject's score in the newest finished run of every period of its programme. */
export async function listPeriods(
  tx: Transaction,
  scope: Scope,
  programme: string,
  subject: string,
): Promise<readonly PeriodLine[]> {
  const newest = await newestRuns(tx, scope, programme);
  const { rows } = await sql<PeriodLine>`
    select r.run, run.period, r.standing, r.score, c.size as cohort_size, c.spread->>2 as median
    from run_result r join run on run.id = r.run
    left join cohort_result c on c.run = r.run and c.cohort = r.cohort
    where r.run = any(${[...newest]}) and r.subject = ${subject} and ${subjectInScope(scope, here)}
    order by run.period collate "C"`.execute(tx);
  return rows;
}
