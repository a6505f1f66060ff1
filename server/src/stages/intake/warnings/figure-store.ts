import type { Name } from "@biaochi/contract";
import { exactOf, type Subject, type Target } from "@biaochi/engine";
import type { Exact } from "@biaochi/engine/exact";
import { sql } from "kysely";
import type { Transaction } from "../../../platform/database.ts";
import { factInScope, type Scope, subjectInScope } from "../../../platform/scope.ts";

/** Units that are there on a day, in protocol order: one that was merged away is not looked ahead for. */
export async function unitsOn(
  tx: Transaction,
  scope: Scope,
  { programme, day }: { readonly programme: string; readonly day: string },
): Promise<readonly Subject[]> {
  const whose = { programme: "s.programme", id: "s.id", type: "s.type", unit: "s.unit" };
  const { rows } = await sql<{ id: string; name: Name; sort: number; attributes: Record<string, string> }>`
    with span as (
      select distinct on (id) unit, since, until, withdrawn from unit_span where programme = ${programme} order by id, recording desc)
    select s.id, s.name, s.sort, s.attributes from current_subject s
    where s.programme = ${programme} and s.type = 'unit' and ${subjectInScope(scope, whose)}
      and (not exists (select from span where span.unit = s.id and not withdrawn)
        or exists (select from span where span.unit = s.id and not withdrawn
          and coalesce(since, ${day}::date) <= ${day}::date and coalesce(until, ${day}::date) >= ${day}::date))
    order by s.sort, s.id`.execute(tx);
  return rows.map((row) => ({ ...row, type: "unit", service: [] }));
}

/** A figure, or why there is none. */
export type KnownFigure = { readonly value: Exact | undefined; readonly isDue: boolean };
export type Figures = (subject: string, indicator: string, period: string) => KnownFigure | undefined;

type Row = { subject: string; indicator: string; period: string; value: string | null; absence: string | null };
type Which = { readonly programme: string; readonly indicators: readonly string[]; readonly day: string };

/** So many years back figures say how a period usually changes. */
const yearsBack = 6;
/** What does not apply, or was exempted, is not waited for; what came late does not count as a figure. */
const notDue = ["not-applicable", "exempt"];
const keyOf = (...parts: readonly string[]): string => parts.join("\n");

/** The figures of units that count now, as far as they were there on a day. */
export async function figuresOn(tx: Transaction, scope: Scope, which: Which): Promise<Figures> {
  const { programme, indicators, day } = which;
  const first = String(Number(day.slice(0, 4)) - yearsBack);
  const { rows } = await sql<Row>`
    select o.subject, o.indicator, o.period, o.value::text as value, o.absence from observation o
    join current_subject s on s.programme = o.programme and s.id = o.subject and s.type = 'unit'
    where o.programme = ${programme} and o.indicator = any(${[...indicators]}) and o.period >= ${first}
      and coalesce(o.recorded_on, ${day}::date) <= ${day}::date
      and not exists (select from observation n where n.programme = o.programme and n.supersedes = o.id)
      and ${factInScope(scope, "o.programme", "o.subject", "o.indicator")}`.execute(tx);
  const known = new Map(rows.map((row) => [keyOf(row.subject, row.indicator, row.period), figureOf(row)]));
  return (subject, indicator, period) => known.get(keyOf(subject, indicator, period));
}

function figureOf({ value, absence }: Row): KnownFigure {
  const isThere = value !== null && absence === null;
  return { value: isThere ? exactOf(value) : undefined, isDue: absence === null || !notDue.includes(absence) };
}

/** Targets that count now, in the order in which they were recorded. */
export async function targetsFor(
  tx: Transaction,
  scope: Scope,
  { programme, indicators }: Pick<Which, "programme" | "indicators">,
): Promise<readonly Target[]> {
  const { rows } = await sql<Omit<Target, "value"> & { value: string }>`
    select t.id, t.subject, t.indicator, t.period, t.value::text as value from target t
    where t.programme = ${programme} and t.indicator = any(${[...indicators]})
      and not exists (select from target n where n.programme = t.programme and n.supersedes = t.id)
      and ${factInScope(scope, "t.programme", "t.subject", "t.indicator")}
    order by t.recording, t.id`.execute(tx);
  return rows.map((row) => ({ ...row, value: exactOf(row.value) }));
}
