import type { Name } from "@biaochi/contract";
import { type RawBuilder, sql } from "kysely";
import type { Transaction } from "../../../platform/database.ts";
import { programmeInScope, type Scope } from "../../../platform/scope.ts";

type Held = {
  readonly of: { readonly id: string; readonly name: Name };
  readonly liaison: number;
  readonly head: number;
  readonly owner: number;
  readonly late: number;
  readonly accepted: number;
  readonly since: string | null;
};

const counts = (today: string) => sql`
  count(*) filter (where r.holder = 'liaison')::int as liaison, count(*) filter (where r.holder = 'head')::int as head,
  count(*) filter (where r.holder = 'owner')::int as owner,
  count(*) filter (where r.holder in ('liaison', 'head') and r.due < ${today}::date)::int as late,
  count(*) filter (where r.state = 'accepted')::int as accepted,
  to_char(min(r.since) filter (where r.holder is not null) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as since`;

/** Who holds how many of the periods of a year: by unit in protocol order, and by indicator. */
export async function countHeld(
  tx: Transaction,
  scope: Scope,
  { programme, year, today }: { readonly programme: string; readonly year: number; readonly today: string },
): Promise<{ readonly units: Held[]; readonly indicators: Held[] }> {
  const where = sql<boolean>`r.programme = ${programme} and ${programmeInScope(scope, "r.programme")}
    and r.state <> 'withdrawn' and starts_with(r.period, ${String(year)})`;
  const grouped = async (query: RawBuilder<Held>) => (await query.execute(tx)).rows;
  return {
    units: await grouped(sql<Held>`
      select jsonb_build_object('id', r.unit, 'name', coalesce(u.name, jsonb_build_object('zh-CN', r.unit, 'en', r.unit))) as of,
        ${counts(today)} from report_standing r left join current_subject u on u.programme = r.programme and u.id = r.unit
      where ${where} group by r.unit, u.name, u.sort order by u.sort, r.unit`),
    indicators: await grouped(sql<Held>`
      select jsonb_build_object('id', r.indicator, 'name', (array_agg(r.name order by r.id desc))[1]) as of, ${counts(today)}
      from report_standing r where ${where} group by r.indicator order by r.indicator collate "C"`),
  };
}
