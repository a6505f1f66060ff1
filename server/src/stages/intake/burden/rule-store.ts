import type { BurdenBudget, BurdenCosts, BurdenLeft, BurdenModel, Name } from "@biaochi/contract";
import { sql } from "kysely";
import type { z } from "zod";
import type { Transaction } from "../../../platform/database.ts";
import { programmeInScope, type Scope, subjectInScope } from "../../../platform/scope.ts";
import { done } from "../../registry/rulebooks/red-line-store.ts";
import { standardCosts } from "./model.ts";

/** Whoever registers or sets something waits for whoever is doing so: what is left of a budget is not spent twice. */
export async function lockBurden(tx: Transaction, programme: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`burden ${programme}`}, 0))`.execute(tx);
}

const standard: z.input<typeof BurdenModel> = {
  ...{ version: 0, from: null, costs: standardCosts, reason: null, made: null },
};

/** Every version, the last to begin first; the one that the product comes with stands last. */
export async function listModels(
  tx: Transaction,
  scope: Scope,
  programme: string,
): Promise<z.input<typeof BurdenModel>[]> {
  const { rows } = await sql<z.input<typeof BurdenModel>>`
    select m.version, m.first_day::text as "from", m.costs, m.reason, jsonb_build_object(${done("m.made_by", "m.made_at")}) as made
    from burden_model m where m.programme = ${programme} and ${programmeInScope(scope, "m.programme")}
    order by m.first_day desc, m.version desc`.execute(tx);
  return [...rows, standard];
}

/** The version that held on a day. */
export async function modelOn(tx: Transaction, scope: Scope, { programme, day }: { programme: string; day: string }) {
  const models = await listModels(tx, scope, programme);
  return models.find(({ from }) => from === null || from <= day) ?? standard;
}

export type NewModel = {
  readonly programme: string;
  readonly from: string;
  readonly costs: BurdenCosts;
  readonly reason: string;
  readonly by: string;
};

export async function saveModel(tx: Transaction, { programme, from, costs, reason, by }: NewModel): Promise<number> {
  const { rows } = await sql<{ version: number }>`
    insert into burden_model (programme, version, first_day, costs, reason, made_by)
    select ${programme}, coalesce(max(version), 0) + 1, ${from}::date, ${JSON.stringify(costs)}::jsonb, ${reason}, ${by}
    from burden_model where programme = ${programme} returning version`.execute(tx);
  return rows[0]?.version ?? 0;
}

/** Which budget is a unit's in a month: the narrowest, and of these the newest. `u` is the unit; `month` its first day. */
const budgetOf = (month: ReturnType<typeof sql>) => sql`(
  select b.id, b.minutes, b.asks from burden_budget b
  where b.programme = u.programme and b.first_month <= ${month} and (b.reach = 'all'
    or (b.reach = 'unit' and b.of_what = u.id) or (b.reach = 'type' and b.of_what = u.attributes->>'unitType'))
  order by array_position(array['unit', 'type', 'all'], b.reach), b.first_month desc, b.id desc limit 1)`;

type Budget = z.input<typeof BurdenBudget>;

export async function listBudgets(
  tx: Transaction,
  scope: Scope,
  { programme, month }: { readonly programme: string; readonly month: string },
): Promise<Budget[]> {
  const { rows } = await sql<Budget>`
    select b.id as budget, b.reach, b.of_what as "of", s.name, to_char(b.first_month, 'YYYY-MM') as "from", b.minutes, b.asks, b.reason,
      jsonb_build_object(${done("b.made_by", "b.made_at")}) as made,
      b.first_month <= ${`${month}-01`}::date and not exists (select from burden_budget n
        where n.programme = b.programme and n.reach = b.reach and n.of_what is not distinct from b.of_what
          and n.first_month <= ${`${month}-01`}::date and (n.first_month, n.id) > (b.first_month, b.id)) as "isInForce"
    from burden_budget b left join current_subject s on b.reach = 'unit' and s.programme = b.programme and s.id = b.of_what
    where b.programme = ${programme} and ${programmeInScope(scope, "b.programme")}
    order by b.first_month desc, b.id desc limit 500`.execute(tx);
  return rows;
}

export type NewBudget = Pick<Budget, "reach" | "from" | "minutes" | "asks" | "reason"> & {
  readonly programme: string;
  readonly of: string | null;
  readonly by: string;
};

export async function saveBudget(tx: Transaction, budget: NewBudget): Promise<number> {
  const { programme, reach, of, from, minutes, asks, reason, by } = budget;
  const { rows } = await sql<{ id: number }>`
    insert into burden_budget (programme, reach, of_what, first_month, minutes, asks, reason, made_by)
    values (${programme}, ${reach}, ${of}, ${`${from}-01`}::date, ${minutes}, ${asks}, ${reason}, ${by}) returning id`.execute(
    tx,
  );
  return rows[0]?.id ?? 0;
}

export type UnitRow = { readonly id: string; readonly name: Name; readonly type: string | null };

/** Whoever asks may ask any unit: all of a programme in reach. */
export async function listUnits(tx: Transaction, scope: Scope, programme: string): Promise<UnitRow[]> {
  const { rows } = await sql<UnitRow>`
    select s.id, s.name, s.attributes->>'unitType' as type from current_subject s
    where s.programme = ${programme} and s.type = 'unit' and ${programmeInScope(scope, "s.programme")}
    order by s.sort, s.id`.execute(tx);
  return rows;
}

export type Left = z.input<typeof BurdenLeft> & { readonly month: string };

/**
 * What units may be asked for and have been asked for, month by month: by registered requests, and by this product of the unit
 * itself. Units that nobody knows are not among them.
 */
export async function listLeft(
  tx: Transaction,
  scope: Scope,
  of: { readonly programme: string; readonly units: readonly string[]; readonly months: readonly string[] },
): Promise<Left[]> {
  const units = [...of.units];
  const days = of.months.map((month) => `${month}-01`);
  const here = subjectInScope(scope, { programme: "u.programme", id: "u.id", type: "u.type", unit: "u.unit" });
  const { rows } = await sql<Left>`
    with used as (
      select a.subject, date_trunc('month', a.asked_on)::date as month, count(*)::int as asks, sum(a.minutes)::int as minutes
      from burden_ask a where a.programme = ${of.programme} and a.type = 'unit' and a.subject = any(${units})
        and date_trunc('month', a.asked_on)::date = any(${days}::date[]) group by 1, 2)
    select to_char(m.month, 'YYYY-MM') as month, jsonb_build_object('id', u.id, 'name', u.name) as unit,
      jsonb_build_object('minutes', b.minutes, 'asks', b.asks) as limit,
      jsonb_build_object('minutes', coalesce(used.minutes, 0), 'asks', coalesce(used.asks, 0)) as used
    from current_subject u cross join unnest(${days}::date[]) as m(month)
      left join lateral ${budgetOf(sql`m.month`)} b on true
      left join used on used.subject = u.id and used.month = m.month
    where u.programme = ${of.programme} and u.type = 'unit' and u.id = any(${units}) and ${here}
    order by m.month, u.sort, u.id`.execute(tx);
  return rows;
}
