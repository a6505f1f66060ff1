import type { Name } from "@biaochi/contract";
import type { Aggregation } from "@biaochi/engine/cascade";
import { sql } from "kysely";
import type { Transaction } from "../../../platform/database.ts";
import { programmeInScope, type Scope, subjectInScope } from "../../../platform/scope.ts";

/** The goals of one programme for one cycle. */
export type Where = { readonly programme: string; readonly cycle: string };

export type TaskOfUnit = {
  readonly unit: string;
  readonly part: "lead" | "cooperating";
  readonly share: string | null;
  readonly coefficient: string;
  readonly indicator: string | null;
  readonly matter: string | null;
};

export type GoalRow = {
  readonly id: string;
  readonly version: number;
  readonly name: Name;
  readonly target: string;
  readonly measure: string;
  readonly aggregation: Aggregation;
  readonly source: string;
  readonly matter: string | null;
  readonly sort: number;
  readonly end_reason: string | null;
  /** In protocol order of the units. */
  readonly tasks: readonly TaskOfUnit[];
};

const unitColumns = { programme: "u.programme", id: "u.id", type: "u.type", unit: "u.unit" };

const newest = ({ programme, cycle }: Where) => sql`(select distinct on (id) * from city_goal
  where programme = ${programme} and cycle = ${cycle} order by id, version desc)`;

/** The goals as they stand, in order, with the tasks of units in scope; those that have ended only where asked for. */
export async function listGoals(
  tx: Transaction,
  scope: Scope,
  where: Where,
  withEnded = false,
): Promise<readonly GoalRow[]> {
  const { rows } = await sql<GoalRow>`
    select g.id, g.version, g.name, g.target, g.measure, g.aggregation, g.source, g.matter, g.sort, g.end_reason, coalesce((
      select jsonb_agg(jsonb_build_object('unit', t.unit, 'part', t.part, 'share', t.share, 'coefficient', t.coefficient,
        'indicator', t.indicator, 'matter', t.matter) order by u.sort, t.unit collate "C")
      from unit_task t join current_subject u on u.programme = t.programme and u.id = t.unit
      where t.programme = g.programme and t.cycle = g.cycle and t.goal = g.id and t.version = g.version
        and ${subjectInScope(scope, unitColumns)}), '[]') as tasks
    from ${newest(where)} g where ${programmeInScope(scope, "g.programme")} and (${withEnded} or g.end_reason is null)
    order by g.sort, g.id collate "C"`.execute(tx);
  return rows;
}

/** A goal as it stands, kept so for this transaction; whoever sets it must reach all of the programme. */
export async function holdGoal(tx: Transaction, where: Where, id: string): Promise<GoalRow | undefined> {
  const { programme, cycle } = where;
  await sql`select pg_advisory_xact_lock_shared(hashtextextended(${`goals ${programme} ${cycle}`}, 0))`.execute(tx);
  await sql`select pg_advisory_xact_lock(hashtextextended(${`goal ${programme} ${cycle} ${id}`}, 0))`.execute(tx);
  const { rows } =
    await sql<GoalRow>`select g.*, coalesce((select jsonb_agg(jsonb_build_object('unit', t.unit, 'part', t.part,
      'share', t.share, 'coefficient', t.coefficient, 'indicator', t.indicator, 'matter', t.matter) order by t.unit collate "C")
      from unit_task t where t.programme = g.programme and t.cycle = g.cycle and t.goal = g.id and t.version = g.version), '[]') as tasks
    from ${newest(where)} g where g.id = ${id}`.execute(tx);
  return rows[0];
}

/** All goals of a cycle, kept as they stand for this transaction: nobody else sets one of them meanwhile. */
export async function lockGoals(tx: Transaction, { programme, cycle }: Where): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`goals ${programme} ${cycle}`}, 0))`.execute(tx);
}

export type NewGoal = Omit<GoalRow, "end_reason"> & { readonly end_reason?: string };

export async function saveGoal(tx: Transaction, where: Where, goal: NewGoal, by: string): Promise<void> {
  const { programme, cycle } = where;
  const { id, version, name, target, measure, aggregation, source, matter, sort, end_reason = null, tasks } = goal;
  await sql`insert into city_goal (programme, cycle, id, version, name, target, measure, aggregation, source, matter, sort, end_reason, set_by)
    values (${programme}, ${cycle}, ${id}, ${version}, ${JSON.stringify(name)}::jsonb, ${target}, ${measure}, ${aggregation},
      ${source}, ${matter}, ${sort}, ${end_reason}, ${by})`.execute(tx);
  await sql`insert into unit_task (programme, cycle, goal, version, unit, part, share, coefficient, indicator, matter)
    select ${programme}, ${cycle}, ${id}, ${version}, t.* from jsonb_to_recordset(${JSON.stringify(tasks)}::jsonb)
      as t(unit text, part text, share text, coefficient text, indicator text, matter text)`.execute(tx);
}

export type UnitRow = { readonly id: string; readonly name: Name; readonly unitType: string | null };

/** Units in scope in protocol order; named ones only, where some are named. */
export async function listUnits(
  tx: Transaction,
  scope: Scope,
  programme: string,
  named?: readonly string[],
): Promise<readonly UnitRow[]> {
  const ids = named === undefined ? null : [...named];
  const { rows } = await sql<UnitRow>`
    select u.id, u.name, u.attributes->>'unitType' as "unitType" from current_subject u
    where u.type = 'unit' and u.programme = ${programme} and (${ids}::text[] is null or u.id = any(${ids}::text[]))
      and ${subjectInScope(scope, unitColumns)} order by u.sort, u.id collate "C"`.execute(tx);
  return rows;
}

/** Whether a programme is there and in scope. */
export async function isProgramme(tx: Transaction, scope: Scope, programme: string): Promise<boolean> {
  const { rows } =
    await sql`select from programme p where p.id = ${programme} and ${programmeInScope(scope, "p.id")}`.execute(tx);
  return rows.length > 0;
}

/** Years of which there are goals or schemes; the caller has asked whether the programme is in scope. */
export async function listCycles(tx: Transaction, programme: string): Promise<readonly string[]> {
  const { rows } = await sql<{ cycle: string }>`
    select cycle from city_goal where programme = ${programme}
    union select left(cycle, 4) from scheme_version where programme = ${programme} order by 1 desc`.execute(tx);
  return rows.map(({ cycle }) => cycle);
}

export async function programmeOf(
  tx: Transaction,
  programme: string,
): Promise<{ readonly title: Name; readonly synthetic: boolean } | undefined> {
  const { rows } = await sql<{ title: Name; synthetic: boolean }>`
    select title, synthetic from programme where id = ${programme}`.execute(tx);
  return rows[0];
}
