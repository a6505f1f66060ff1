import type { Name } from "@biaochi/contract";
import type { Absence } from "@biaochi/engine";
import { sql } from "kysely";
import type { Transaction } from "../../platform/database.ts";
import { factInScope, type Scope } from "../../platform/scope.ts";
import { type ProvisionalColumns, provisionalColumns } from "./quality/provisional.ts";

export type FigureRow = ProvisionalColumns & {
  readonly subject: string;
  readonly type: "unit" | "team" | "official";
  readonly name: Name;
  readonly indicator: string;
  readonly period: string;
  readonly fact: string | null;
  readonly value: string | null;
  readonly absence: Absence | null;
  readonly source: string | null;
  readonly recorded_at: Date | null;
  readonly place: number;
  readonly total: number;
  readonly missing: number;
};

export type WhichFigures = {
  readonly programme: string;
  readonly type: "unit" | "team" | "official";
  readonly indicator?: string | undefined;
  readonly period?: string | undefined;
  readonly q?: string | undefined;
  readonly only?: "missing" | undefined;
  readonly after: number;
  readonly limit: number;
};

/** Newest figures of subjects `s`: measured, or given by an assessor. The scope stands in both. */
const figures = (scope: Scope, programme: string) => sql`
  select o.subject, o.indicator, o.period, o.id as fact, o.value::text as value, o.absence, o.source, o.recording
    from s join observation o on o.programme = ${programme} and o.subject = s.id
    where ${factInScope(scope, "o.programme", "o.subject", "o.indicator")}
      and not exists (select 1 from observation n where n.programme = o.programme and n.supersedes = o.id)
  union all
  select o.subject, o.indicator, o.period, o.id, o.points::text, null, o.source, o.recording
    from s join assessment o on o.programme = ${programme} and o.subject = s.id
    where ${factInScope(scope, "o.programme", "o.subject", "o.indicator")}
      and not exists (select 1 from assessment n where n.programme = o.programme and n.supersedes = o.id)`;

const doubtOf = (programme: string) =>
  provisionalColumns({ programme: sql`${programme}`, fact: sql`page.fact`, indicator: sql`page.indicator` });

const patternOf = (q = ""): string => `%${q.trim().replace(/[\\%_]/g, (each) => `\\${each}`)}%`;

/**
 * Figures of units or teams, those that are missing first, then by indicator (in the order given), the newest period and
 * protocol. A place where others of the indicator have a figure and the subject has an earlier one of it is missing too: a
 * unit that was founded in the middle of a year owes nothing for the months before.
 */
export async function listFigures(
  tx: Transaction,
  scope: Scope,
  which: WhichFigures,
  order: readonly string[],
): Promise<readonly FigureRow[]> {
  const { programme, type, indicator = null, period = null, q, only = null, after, limit } = which;
  const pattern = patternOf(q);
  const { rows } = await sql<FigureRow>`
    with s as (select id, type, name, sort from current_subject where programme = ${programme} and type = ${type}),
    f as materialized (${figures(scope, programme)}),
    places as (
      select w.subject, w.indicator, t.period from (select subject, indicator, min(period) as first from f group by 1, 2) w
      join (select distinct indicator, period from f) t using (indicator)
      where t.period >= w.first and (${indicator}::text is null or indicator = ${indicator}) and (${period}::text is null or t.period = ${period})),
    rows as (
      select p.subject, s.type, s.name, p.indicator, p.period, f.fact, f.value, f.absence, f.source, r.recorded_at,
        f.fact is null or (f.absence = 'missing') is true as is_missing,
        row_number() over (order by (f.fact is null or (f.absence = 'missing') is true) desc,
          array_position(${[...order]}::text[], p.indicator), p.indicator, p.period desc, s.sort, s.id collate "C", f.fact collate "C")::int as place
      from places p join s on s.id = p.subject left join f using (subject, indicator, period)
      left join recording r on r.id = f.recording
      where (s.id ilike ${pattern} or s.name->>'zh-CN' ilike ${pattern} or s.name->>'en' ilike ${pattern})),
    page as (select rows.*, count(*) over ()::int as total, (count(*) filter (where is_missing) over ())::int as missing
    from rows where ${only}::text is null or is_missing order by place offset ${after} limit ${limit})
    select page.*, ${doubtOf(programme)} from page order by place`.execute(tx);
  return rows;
}

/** Officials one after the other in protocol order, each with the figures of one indicator and period: there may be a hundred thousand. */
export async function listOfficialFigures(
  tx: Transaction,
  scope: Scope,
  which: WhichFigures & { readonly indicator: string; readonly period: string },
): Promise<readonly FigureRow[]> {
  const { programme, indicator, period, q, only = null, after, limit } = which;
  const pattern = patternOf(q);
  const { rows } = await sql<FigureRow>`
    with c as (
      select id, type, name, sort from current_subject where programme = ${programme} and type = 'official'
        and (id ilike ${pattern} or name->>'zh-CN' ilike ${pattern} or name->>'en' ilike ${pattern})),
    rows as (
      select c.id as subject, c.type, c.name, c.sort, ${indicator}::text as indicator, ${period}::text as period, f.*
      from c cross join lateral (
        with s as (select c.id)
        select g.fact, g.value, g.absence, g.source, r.recorded_at from (${figures(scope, programme)}) g
        join recording r on r.id = g.recording where g.indicator = ${indicator} and g.period = ${period}) f
      where ${only}::text is null or f.absence = 'missing'
      order by c.sort, c.id collate "C", f.fact collate "C" offset ${after} limit ${limit})
    select page.*, (${after} + row_number() over (order by sort, subject collate "C", fact collate "C"))::int as place, 0 as total, 0 as missing,
      ${doubtOf(programme)}
    from rows page order by place`.execute(tx);
  return rows;
}

/** The periods for which there are figures in scope about subjects of a type; of officials only those of the indicator's units and teams are known. */
export async function listFigurePeriods(tx: Transaction, scope: Scope, programme: string): Promise<readonly string[]> {
  const { rows } = await sql<{ period: string }>`
    with s as (
      select id from current_subject where programme = ${programme} and type in ('unit', 'team')
      union all (select id from current_subject where programme = ${programme} and type = 'official' order by sort, id limit 200))
    select distinct period from (${figures(scope, programme)}) f order by period desc`.execute(tx);
  return rows.map(({ period }) => period);
}
