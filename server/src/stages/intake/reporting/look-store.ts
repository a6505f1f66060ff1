import type { Name } from "@biaochi/contract";
import { sql } from "kysely";
import type { Transaction } from "../../../platform/database.ts";

export type Look = { readonly programme: string; readonly day: string; readonly cause: string };

/** Programmes that were not looked at yet on this day with the schemes, measures and library that there are now. */
export async function listWaitingLooks(tx: Transaction): Promise<readonly Look[]> {
  const { rows } = await sql<Look>`
    with now as (
      select p.id as programme, city_day(now()) as day, concat_ws(':',
        (select count(*) from scheme_version v where v.programme = p.id),
        (select count(*) from measure_version m where m.programme = p.id),
        (select count(*) from library_version l where l.programme = p.id)) as cause
      from programme p where exists (select from scheme_version v where v.programme = p.id))
    select programme, day::text as day, cause from now n
    where not exists (select from report_look l where l.programme = n.programme and l.day = n.day and l.cause = n.cause)
    order by programme`.execute(tx);
  return rows;
}

export async function saveLook(tx: Transaction, { programme, day, cause }: Look): Promise<void> {
  await sql`insert into report_look (programme, day, cause) values (${programme}, ${day}::date, ${cause})
    on conflict do nothing`.execute(tx);
}

/** The day on which the first version of a scheme was recorded, as the city counts days. */
export async function firstDayOf(
  tx: Transaction,
  { programme, scheme }: { readonly programme: string; readonly scheme: string },
): Promise<string | undefined> {
  const { rows } = await sql<{ day: string | null }>`
    select min(city_day(r.recorded_at))::text as day from scheme_version v join recording r on r.id = v.recording
    where v.programme = ${programme} and v.scheme = ${scheme}`.execute(tx);
  return rows[0]?.day ?? undefined;
}

/** The indicators whose figures a measure counts. */
export async function measuredIndicators(tx: Transaction, programme: string): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ indicator: string }>`
    select distinct content->>'indicator' as indicator from newest_measure where programme = ${programme} and not is_ended`.execute(
    tx,
  );
  return new Set(rows.map(({ indicator }) => indicator));
}

export type NewReport = {
  readonly unit: string;
  readonly indicator: string;
  readonly period: string;
  readonly name: Name;
  readonly measure: string | null;
  readonly decimals: number;
  readonly isShare: boolean;
  readonly why: Name | null;
};
type Days = { readonly due: string; readonly officeFrom: string };

/** Those of which nothing is known yet: neither a report nor a figure. Answers the ones that are new. */
export async function saveReports(
  tx: Transaction,
  programme: string,
  reports: readonly NewReport[],
  { due, officeFrom }: Days,
): Promise<readonly Pick<NewReport, "unit" | "indicator" | "period">[]> {
  const told = JSON.stringify(reports);
  const { rows } = await sql<Pick<NewReport, "unit" | "indicator" | "period">>`
    insert into report (programme, unit, indicator, period, name, measure, decimals, is_share, why, due, office_from)
    select ${programme}, w.unit, w.indicator, w.period, w.name, w.measure, w.decimals, w."isShare", w.why,
      ${due}::date, ${officeFrom}::date
    from jsonb_to_recordset(${told}::jsonb) w (unit text, indicator text, period text, name jsonb, measure text,
      decimals smallint, "isShare" boolean, why jsonb)
    where not exists (select from observation o where o.programme = ${programme} and o.subject = w.unit
      and o.indicator = w.indicator and o.period = w.period)
    on conflict do nothing returning unit, indicator, period`.execute(tx);
  return rows;
}

/** Reports that are under way and whose figure has come by another way, or whose indicator is counted by a measure now. */
export async function listOvertaken(
  tx: Transaction,
  programme: string,
  measured: ReadonlySet<string>,
): Promise<readonly number[]> {
  const { rows } = await sql<{ report: number }>`
    select r.id as report from report_standing r where r.programme = ${programme} and r.holder is not null
      and (r.indicator = any(${[...measured]}::text[]) or exists (select from observation o
        where o.programme = r.programme and o.subject = r.unit and o.indicator = r.indicator and o.period = r.period))
    order by r.id`.execute(tx);
  return rows.map(({ report }) => report);
}
