import type { WarningBasis, WarningOutcome, WarningState } from "@biaochi/contract";
import { sql } from "kysely";
import type { Transaction } from "../../../platform/database.ts";
import { factInScope, type Scope } from "../../../platform/scope.ts";

export type WarningKey = {
  readonly programme: string;
  readonly rule: string;
  readonly subject: string;
  readonly period: string;
};
export type KeptWarning = WarningKey & {
  readonly kind: "red-line" | "target";
  readonly indicator: string;
  readonly state: WarningState;
  readonly basis: WarningBasis;
  readonly lookedOn: string;
  readonly warnedOn: string | null;
  readonly redOn: string | null;
  readonly due: string | null;
  readonly isReplayed: boolean;
};
export type WarningRow = KeptWarning & { readonly id: number; readonly remedies: number };

const columns = sql`w.id, w.programme, w.rule, w.subject, w.period, w.kind, w.indicator, w.state, w.basis, w.looked_on::text as "lookedOn",
  w.warned_on::text as "warnedOn", w.red_on::text as "redOn", w.due::text as due, w.is_replayed as "isReplayed",
  (select count(*)::int from warning_remedy r where r.warning = w.id) as remedies`;

/** Whoever looks ahead waits for whoever is doing so: what is asked is asked once. */
export async function lockWarnings(tx: Transaction, programme: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`warnings ${programme}`}, 0))`.execute(tx);
}

/** Of some periods everything that is kept in scope. */
export async function keptWarnings(
  tx: Transaction,
  scope: Scope,
  { programme, periods }: { readonly programme: string; readonly periods: readonly string[] },
): Promise<readonly WarningRow[]> {
  const { rows } = await sql<WarningRow>`select ${columns} from warning w
    where w.programme = ${programme} and w.period = any(${[...periods]})
      and ${factInScope(scope, "w.programme", "w.subject", "w.indicator")}`.execute(tx);
  return rows;
}

/** Writes what was seen; the numbers in the order of the rows. */
export async function keepWarnings(tx: Transaction, rows: readonly KeptWarning[]): Promise<readonly number[]> {
  const { rows: kept } = await sql<{ id: number; n: number }>`
    with seen as (select (e.value->>'n')::int as n, e.value as v
      from jsonb_array_elements(${JSON.stringify(rows.map((row, n) => ({ ...row, n })))}::jsonb) e),
    kept as (
      insert into warning (programme, rule, subject, period, kind, indicator, state, basis, looked_on, warned_on, red_on, due, is_replayed)
      select v->>'programme', v->>'rule', v->>'subject', v->>'period', v->>'kind', v->>'indicator', v->>'state', v->'basis',
        (v->>'lookedOn')::date, (v->>'warnedOn')::date, (v->>'redOn')::date, (v->>'due')::date, (v->>'isReplayed')::boolean from seen
      on conflict (programme, rule, subject, period) do update set state = excluded.state, basis = excluded.basis,
        looked_on = excluded.looked_on, warned_on = excluded.warned_on, red_on = excluded.red_on, due = excluded.due,
        is_replayed = excluded.is_replayed
      returning id, programme, rule, subject, period)
    select k.id, s.n from kept k join seen s on s.v->>'programme' = k.programme and s.v->>'rule' = k.rule
      and s.v->>'subject' = k.subject and s.v->>'period' = k.period order by s.n`.execute(tx);
  return kept.map(({ id }) => id);
}

export type Step = {
  readonly warning: number;
  readonly day: string;
  readonly state: WarningState;
  readonly value: string | null;
};

export async function addSteps(tx: Transaction, steps: readonly Step[]): Promise<void> {
  await sql`insert into warning_step (warning, day, state, value)
    select (e->>'warning')::int, (e->>'day')::date, e->>'state', e->>'value'
    from jsonb_array_elements(${JSON.stringify(steps)}::jsonb) e`.execute(tx);
}

export type Decided = {
  readonly warning: number;
  readonly outcome: WarningOutcome;
  readonly value: string;
  readonly leadDays: number | null;
  readonly decidedOn: string;
};

/** Only what differs from the newest outcome is one. */
export async function addOutcomes(tx: Transaction, decided: readonly Decided[]): Promise<void> {
  await sql`insert into warning_outcome (warning, outcome, value, lead_days, decided_on)
    select (e->>'warning')::int, e->>'outcome', e->>'value', (e->>'leadDays')::int, (e->>'decidedOn')::date
    from jsonb_array_elements(${JSON.stringify(decided)}::jsonb) e
    where not exists (select from (select o.outcome, o.value from warning_outcome o where o.warning = (e->>'warning')::int
      order by o.id desc limit 1) newest where newest.outcome = e->>'outcome' and newest.value = e->>'value')`.execute(
    tx,
  );
}

/** Periods that were looked at and are not long over: a figure that comes late, or is corrected, still decides. */
export async function recentPeriods(tx: Transaction, programme: string, day: string): Promise<readonly string[]> {
  const { rows } = await sql<{ period: string }>`select distinct w.period from warning w
    where w.programme = ${programme} and w.looked_on > ${day}::date - 400 order by 1`.execute(tx);
  return rows.map(({ period }) => period);
}
