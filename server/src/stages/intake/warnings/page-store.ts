import type { Name, WarningOutcome, WarningState } from "@biaochi/contract";
import { sql } from "kysely";
import type { Transaction } from "../../../platform/database.ts";
import { factInScope, programmeInScope, type Scope } from "../../../platform/scope.ts";
import type { WarningRow } from "./warning-store.ts";

export type ShownRow = WarningRow & {
  readonly unitName: Name;
  readonly outcome: { readonly outcome: WarningOutcome; readonly value: string; readonly decidedOn: string } | null;
};

const shown = sql`w.id, w.programme, w.rule, w.subject, w.period, w.kind, w.indicator, w.state, w.basis, w.looked_on::text as "lookedOn",
  w.warned_on::text as "warnedOn", w.red_on::text as "redOn", w.due::text as due, w.is_replayed as "isReplayed", s.name as "unitName",
  (select count(*)::int from warning_remedy r where r.warning = w.id) as remedies,
  (select jsonb_build_object('outcome', o.outcome, 'value', o.value, 'decidedOn', o.decided_on) from warning_outcome o
    where o.warning = w.id order by o.id desc limit 1) as outcome`;
const warnings = sql`warning w join current_subject s on s.programme = w.programme and s.id = w.subject`;
/** A red line has no list that says whom it concerns: a unit that never had a figure of it is not shown as one of which nothing can be said. */
const isConcerned = sql`not (w.kind = 'red-line' and w.state = 'unsaid' and w.basis->>'why' = 'no-figures')`;
/** The unit was asked about it and has not answered. */
const isWaiting = sql`(w.state = 'red' and w.due is not null and not exists (select from warning_remedy r where r.warning = w.id))`;
const inScope = (scope: Scope) => factInScope(scope, "w.programme", "w.subject", "w.indicator");

export type WarningFilter = {
  readonly programme: string;
  readonly states: readonly WarningState[];
  readonly periods: readonly string[];
  readonly kind?: "red-line" | "target" | undefined;
  readonly unit?: string | undefined;
  /** Those alone that wait for an answer. */
  readonly isDue: boolean;
  readonly after: number;
  readonly limit: number;
};

/** Red before yellow, red lines before targets, then protocol. */
export async function listWarningRows(
  tx: Transaction,
  scope: Scope,
  filter: WarningFilter,
): Promise<readonly ShownRow[]> {
  const { programme, states, periods, kind = null, unit = null, isDue, after, limit } = filter;
  const { rows } = await sql<ShownRow>`select ${shown} from ${warnings}
    where w.programme = ${programme} and w.state = any(${[...states]}) and w.period = any(${[...periods]})
      and (${kind}::text is null or w.kind = ${kind}) and (${unit}::text is null or w.subject = ${unit}) and ${isConcerned} and ${inScope(scope)}
      and (not ${isDue} or ${isWaiting})
    order by case when ${isDue} then w.due end, array_position(array['red', 'yellow', 'calm', 'unsaid'], w.state), w.kind, s.sort, s.id collate "C", w.rule collate "C", w.period
    offset ${after} limit ${limit}`.execute(tx);
  return rows;
}

type Counts = { readonly counts: Readonly<Record<WarningState, number>>; readonly waiting: number };

/** How many there are of each state in some periods, and of how many an answer is waited for. */
export async function countWarnings(
  tx: Transaction,
  scope: Scope,
  { programme, periods }: Pick<WarningFilter, "programme" | "periods">,
): Promise<Counts> {
  const { rows } = await sql<{ state: WarningState; n: number; waiting: number }>`select w.state, count(*)::int as n,
      (count(*) filter (where ${isWaiting}))::int as waiting from warning w
    where w.programme = ${programme} and w.period = any(${[...periods]}) and ${isConcerned} and ${inScope(scope)} group by 1`.execute(
    tx,
  );
  const counts = {
    red: 0,
    yellow: 0,
    calm: 0,
    unsaid: 0,
    ...Object.fromEntries(rows.map(({ state, n }) => [state, n])),
  };
  return { counts, waiting: rows.reduce((sum, { waiting }) => sum + waiting, 0) };
}

/** When somebody looked last, and every period of which something is known, the newest first. */
export async function looked(tx: Transaction, scope: Scope, programme: string) {
  const { rows: last } = await sql<{ day: string | null }>`select max(l.day)::text as day from warning_look l
    where l.programme = ${programme} and ${programmeInScope(scope, "l.programme")}`.execute(tx);
  const { rows } = await sql<{ period: string }>`select distinct w.period from warning w
    where w.programme = ${programme} and ${inScope(scope)} order by 1 desc`.execute(tx);
  return { lookedOn: last[0]?.day ?? null, periods: rows.map(({ period }) => period) };
}

type Which = { readonly programme: string; readonly warning: number };

export async function findWarning(tx: Transaction, scope: Scope, which: Which): Promise<ShownRow | undefined> {
  const { rows } = await sql<ShownRow>`select ${shown} from ${warnings}
    where w.programme = ${which.programme} and w.id = ${which.warning} and ${inScope(scope)}`.execute(tx);
  return rows[0];
}

export async function stepsOf(tx: Transaction, scope: Scope, { programme, warning }: Which) {
  const { rows } = await sql<{ day: string; state: WarningState; value: string | null }>`
    select t.day::text as day, t.state, t.value from warning_step t join warning w on w.id = t.warning
    where w.programme = ${programme} and w.id = ${warning} and ${inScope(scope)} order by t.id`.execute(tx);
  return rows;
}
