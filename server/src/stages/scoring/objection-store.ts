import type { Name } from "@biaochi/contract";
import { sql } from "kysely";
import type { Transaction } from "../../platform/database.ts";
import { type Scope, subjectInScope } from "../../platform/scope.ts";
import type { Paper } from "./verification-store.ts";

export type NewObjection = {
  readonly round: number;
  readonly programme: string;
  readonly unit: string;
  readonly indicator: string;
  readonly statement: string;
  readonly by: string;
  readonly paper?: Paper | undefined;
};

export async function saveObjection(tx: Transaction, objection: NewObjection): Promise<number> {
  const { round, programme, unit, indicator, statement, by, paper } = objection;
  const { rows } = await sql<{ id: number }>`
    insert into objection (verification, programme, unit, indicator, statement, raised_by, paper_day, paper_by)
    values (${round}, ${programme}, ${unit}, ${indicator}, ${statement}, ${by}, ${paper?.on ?? null}, ${paper?.by ?? null})
    returning id`.execute(tx);
  return rows[0]?.id ?? 0;
}

export type ObjectionRow = {
  readonly id: number;
  readonly run: number;
  readonly programme: string;
  readonly unit: string;
  readonly indicator: string;
  readonly statement: string;
  readonly by_name: Name | null;
  readonly raised_at: Date;
  readonly paper_day: string | null;
  readonly paper_by: string | null;
  readonly is_accepted: boolean | null;
  readonly reason: string | null;
  readonly fact: string | null;
  readonly answered_at: Date | null;
};

const columns = { programme: "run.programme", id: "r.subject", type: "r.type", unit: "r.unit", release: "run.release" };

const objections = (scope: Scope) => sql`
  select o.id, v.run, o.programme, o.unit, o.indicator, o.statement, (select c.name from account c where c.id = o.raised_by) as by_name,
    o.raised_at, o.paper_day, o.paper_by, a.is_accepted, a.reason, a.fact, a.answered_at
  from objection o join verification v on v.id = o.verification join run on run.id = v.run
  join run_result r on r.run = v.run and r.subject = o.unit
  left join objection_answer a on a.objection = o.id
  where ${subjectInScope(scope, columns)}`;

/** What a unit has held against the results of a run, in every verification of it, the first one first. */
export async function listObjections(
  tx: Transaction,
  scope: Scope,
  run: number,
  unit: string,
): Promise<readonly ObjectionRow[]> {
  const { rows } =
    await sql<ObjectionRow>`${objections(scope)} and v.run = ${run} and o.unit = ${unit} order by o.id`.execute(tx);
  return rows;
}

export async function findObjection(tx: Transaction, scope: Scope, id: number): Promise<ObjectionRow | undefined> {
  const { rows } = await sql<ObjectionRow>`${objections(scope)} and o.id = ${id}`.execute(tx);
  return rows[0];
}

/** Objections of a period without an answer: those of one run, and those of the others. */
export async function countOpen(
  tx: Transaction,
  run: { readonly id: number; readonly programme: string; readonly period: string },
): Promise<{ readonly here: number; readonly elsewhere: number }> {
  const { rows } = await sql<{ here: number; elsewhere: number }>`
    select (count(*) filter (where v.run = ${run.id}))::int as here, (count(*) filter (where v.run <> ${run.id}))::int as elsewhere
    from objection o join verification v on v.id = o.verification join run r on r.id = v.run
    where r.programme = ${run.programme} and r.period = ${run.period}
      and not exists (select 1 from objection_answer a where a.objection = o.id)`.execute(tx);
  return rows[0] ?? { here: 0, elsewhere: 0 };
}

/** False: somebody has answered it a moment ago. */
export async function saveAnswer(
  tx: Transaction,
  answer: {
    readonly objection: number;
    readonly reason: string;
    readonly fact?: string | undefined;
    readonly by: string;
  },
): Promise<boolean> {
  const { objection, reason, fact = null, by } = answer;
  const { numAffectedRows } = await sql`
    insert into objection_answer (objection, is_accepted, reason, fact, answered_by)
    values (${objection}, ${fact !== null}, ${reason}, ${fact}, ${by}) on conflict (objection) do nothing`.execute(tx);
  return numAffectedRows === 1n;
}

export type FigureLine = {
  readonly fact: string;
  readonly kind: "observation" | "assessment" | "target" | "event";
  readonly period: string | null;
  readonly value: string | null;
  readonly at: Date;
};

type About = Pick<ObjectionRow, "run" | "programme" | "unit" | "indicator">;

/** What a later year brought is not what the result rests on. */
const isNotLater = ({ run }: About) =>
  sql`coalesce(left(f.period, 4) <= (select left(r.period, 4) from run r where r.id = ${run}), true)`;

/** Figures of an indicator of a unit: measured, set as a target, or assessed. */
const figures = ({ programme, unit, indicator }: About) => sql`
  select f.id, 'observation' as kind, f.period, f.value, f.recording from observation f
    where f.programme = ${programme} and f.subject = ${unit} and f.indicator = ${indicator}
      and not exists (select 1 from observation s where s.programme = f.programme and s.supersedes = f.id)
  union all select f.id, 'assessment' as kind, f.period, f.points, f.recording from assessment f
    where f.programme = ${programme} and f.subject = ${unit} and f.indicator = ${indicator}
      and not exists (select 1 from assessment s where s.programme = f.programme and s.supersedes = f.id)
  union all select f.id, 'target' as kind, f.period, f.value, f.recording from target f
    where f.programme = ${programme} and f.subject = ${unit} and f.indicator = ${indicator}
      and not exists (select 1 from target s where s.programme = f.programme and s.supersedes = f.id)
  union all select f.id, 'event' as kind, f.day::text, f.count, f.recording from event f
    where f.programme = ${programme} and f.subject = ${unit} and f.type = ${indicator}
      and not exists (select 1 from event s where s.programme = f.programme and s.supersedes = f.id)`;

const mostFigures = 12;

/** The figures that count now, the newest period first. The caller has asked whether the unit is in scope. */
export async function newestFigures(tx: Transaction, about: About): Promise<readonly FigureLine[]> {
  const { rows } = await sql<FigureLine>`select f.id as fact, f.kind, f.period, f.value, r.recorded_at as at
    from (${figures(about)}) f join recording r on r.id = f.recording
    where ${isNotLater(about)}
    order by f.kind = 'target', f.period desc, f.id collate "C" limit ${mostFigures}`.execute(tx);
  return rows;
}

/** Of these what has been recorded after a moment: a correction, or what was missing before. */
export async function figuresSince(tx: Transaction, about: About, since: Date): Promise<readonly FigureLine[]> {
  const { rows } = await sql<FigureLine>`select f.id as fact, f.kind, f.period, f.value, r.recorded_at as at
    from (${figures(about)}) f join recording r on r.id = f.recording
    where r.recorded_at > ${since} and ${isNotLater(about)} order by r.id desc, f.id collate "C" limit ${mostFigures}`.execute(
    tx,
  );
  return rows;
}
