import type { Name } from "@biaochi/contract";
import { sql } from "kysely";
import type { Transaction } from "../../../platform/database.ts";
import { programmeInScope, type Scope, subjectInScope } from "../../../platform/scope.ts";
import type { Where } from "./goal-store.ts";

type Who = { readonly id: string; readonly name: Name | null };

export type BarredRow = {
  readonly id: string;
  readonly version: number;
  readonly name: Name;
  readonly basis: string;
  readonly reason: string;
  readonly unit_types: readonly string[];
  readonly from_day: string;
  readonly until_day: string | null;
  readonly by: Who;
  readonly set_at: Date;
};

const who = (column: string) =>
  sql`jsonb_build_object('id', ${sql.ref(column)}, 'name', (select a.name from account a where a.id = ${sql.ref(column)}))`;

/** The matters of the negative list as they stand, whether in force or not. */
export async function listBarred(tx: Transaction, scope: Scope, programme: string): Promise<readonly BarredRow[]> {
  const { rows } = await sql<BarredRow>`
    select b.id, b.version, b.name, b.basis, b.reason, b.unit_types, b.from_day::text, b.until_day::text, ${who("b.set_by")} as by, b.set_at
    from (select distinct on (id) * from barred_matter where programme = ${programme} order by id, version desc) b
    where ${programmeInScope(scope, "b.programme")} order by b.from_day, b.id collate "C"`.execute(tx);
  return rows;
}

export type NewBarred = {
  readonly programme: string;
  readonly matter: string;
  readonly name: Name;
  readonly basis: string;
  readonly reason: string;
  readonly unitTypes: readonly string[];
  readonly from: string;
  readonly until: string | null;
};

/** The version of a matter, kept so for this transaction; 0: there is none. */
export async function holdBarred(tx: Transaction, programme: string, matter: string): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`barred ${programme} ${matter}`}, 0))`.execute(tx);
  const { rows } = await sql<{ version: number | null }>`
    select max(version) as version from barred_matter where programme = ${programme} and id = ${matter}`.execute(tx);
  return rows[0]?.version ?? 0;
}

export async function saveBarred(tx: Transaction, barred: NewBarred, version: number, by: string): Promise<void> {
  const { programme, matter, name, basis, reason, unitTypes, from, until } = barred;
  await sql`insert into barred_matter (programme, id, version, name, basis, reason, unit_types, from_day, until_day, set_by)
    values (${programme}, ${matter}, ${version}, ${JSON.stringify(name)}::jsonb, ${basis}, ${reason}, ${[...unitTypes]},
      ${from}, ${until}, ${by})`.execute(tx);
}

export type Pushed = { readonly unit: string; readonly matter: string };
export type BarredHere = { readonly unit: string; readonly unitName: Name } & Pick<
  BarredRow,
  "id" | "name" | "basis" | "reason"
>;

/** Of what is handed down of a goal that which may not be, on a day: barred for the kind of unit, and without an exception. */
export async function barredOf(
  tx: Transaction,
  where: Where & { readonly goal: string; readonly day: string },
  pushed: readonly Pushed[],
): Promise<readonly BarredHere[]> {
  const { programme, cycle, goal, day } = where;
  const { rows } = await sql<BarredHere>`
    select u.id as unit, u.name as "unitName", b.id, b.name, b.basis, b.reason
    from jsonb_to_recordset(${JSON.stringify(pushed)}::jsonb) as t(unit text, matter text)
    join current_subject u on u.programme = ${programme} and u.id = t.unit
    join (select distinct on (id) * from barred_matter where programme = ${programme} order by id, version desc) b on b.id = t.matter
    where b.from_day <= ${day}::date and (b.until_day is null or b.until_day >= ${day}::date)
      and u.attributes->>'unitType' = any(b.unit_types)
      and not exists (select from barred_exception e join barred_exception_decision d on d.exception = e.id and d.approved
        where e.programme = ${programme} and e.cycle = ${cycle} and e.goal = ${goal} and e.unit = t.unit and e.matter = t.matter)
    order by u.sort, u.id collate "C"`.execute(tx);
  return rows;
}

export type ExceptionRow = {
  readonly id: number;
  readonly programme: string;
  readonly cycle: string;
  readonly goal: string;
  readonly goal_name: Name | null;
  readonly unit: { readonly id: string; readonly type: "unit"; readonly name: Name };
  readonly matter: string;
  readonly matter_name: Name;
  readonly document: string;
  readonly reason: string;
  readonly asked_by: Who;
  readonly asked_at: Date;
  readonly approved: boolean | null;
  readonly decision_reason: string | null;
  readonly decided_by: Who;
  readonly decided_at: Date | null;
};

const unitColumns = { programme: "u.programme", id: "u.id", type: "u.type", unit: "u.unit" };

/** Exceptions for units in scope, newest first; one of them, where it is named. */
export async function listExceptions(
  tx: Transaction,
  scope: Scope,
  which: { readonly programme?: string; readonly id?: number },
): Promise<readonly ExceptionRow[]> {
  const { programme = null, id = null } = which;
  const { rows } = await sql<ExceptionRow>`
    select e.id, e.programme, e.cycle, e.goal, (select g.name from city_goal g where g.programme = e.programme and g.cycle = e.cycle
        and g.id = e.goal order by g.version desc limit 1) as goal_name,
      jsonb_build_object('id', u.id, 'type', 'unit', 'name', u.name) as unit, e.matter,
      (select b.name from barred_matter b where b.programme = e.programme and b.id = e.matter order by b.version desc limit 1) as matter_name,
      e.document, e.reason, ${who("e.asked_by")} as asked_by, e.asked_at, d.approved, d.reason as decision_reason,
      ${who("d.decided_by")} as decided_by, d.decided_at
    from barred_exception e join current_subject u on u.programme = e.programme and u.id = e.unit
    left join barred_exception_decision d on d.exception = e.id
    where (${programme}::text is null or e.programme = ${programme}) and (${id}::int is null or e.id = ${id})
      and ${subjectInScope(scope, unitColumns)} order by e.id desc limit 500`.execute(tx);
  return rows;
}

export async function saveException(
  tx: Transaction,
  asked: Where & Pushed & { readonly goal: string; readonly document: string; readonly reason: string },
  by: string,
): Promise<number> {
  const { programme, cycle, goal, unit, matter, document, reason } = asked;
  const { rows } = await sql<{ id: number }>`
    insert into barred_exception (programme, cycle, goal, unit, matter, document, reason, asked_by)
    values (${programme}, ${cycle}, ${goal}, ${unit}, ${matter}, ${document}, ${reason}, ${by}) returning id`.execute(
    tx,
  );
  const id = rows[0]?.id;
  if (id === undefined) throw new Error("an exception was saved and has no number");
  return id;
}

/** False: it was decided before. */
export async function saveDecision(
  tx: Transaction,
  decision: {
    readonly exception: number;
    readonly approved: boolean;
    readonly reason: string | null;
    readonly by: string;
  },
): Promise<boolean> {
  const { exception, approved, reason, by } = decision;
  const { numAffectedRows } = await sql`insert into barred_exception_decision (exception, approved, reason, decided_by)
    values (${exception}, ${approved}, ${reason}, ${by}) on conflict (exception) do nothing`.execute(tx);
  return numAffectedRows === 1n;
}
