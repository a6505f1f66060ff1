import type { ProjectListed, ProjectSeen } from "@biaochi/contract";
import { type RawBuilder, sql } from "kysely";
import type { z } from "zod";
import type { Transaction } from "../../../platform/database.ts";
import { alsoFor, type Scope } from "../../../platform/scope.ts";
import { done } from "../../registry/rulebooks/red-line-store.ts";
import { bonusesFor, keyIn } from "../matter-store.ts";
import { columnOf, lightOf } from "./light.ts";
import { ownProject, type Person, projectInScope, projectOfPerson } from "./reach.ts";

type Listed = z.input<typeof ProjectListed>;
type Seen = z.input<typeof ProjectSeen>;
export type Reader = { readonly scope: Scope; readonly today: string; readonly person?: Person | undefined };

/** A subject by its identifier, also one that the registry has no more. */
const subject = (id: RawBuilder<unknown>, type: "unit" | "official"): RawBuilder<unknown> => sql`
  jsonb_build_object('id', ${id}, 'type', ${type}::text, 'name', coalesce((select s.name from current_subject s
    where s.programme = p.programme and s.id = ${id}), jsonb_build_object('zh-CN', ${id}, 'en', ${id})))`;

export const goalName = (programme: string): RawBuilder<unknown> => sql`coalesce((select g.name from city_goal g
  where g.programme = ${sql.ref(programme)} and g.cycle = p.cycle and g.id = p.goal order by g.version desc limit 1),
  jsonb_build_object('zh-CN', p.goal, 'en', p.goal))`;

export type ProjectRow = Omit<Listed, "column" | "light"> & {
  readonly programme: string;
  readonly version: number;
  readonly isApproved: boolean;
  readonly proposedBy: string | null;
  readonly lastDay: string;
  readonly dispatched: number;
  readonly figures: Seen["figures"];
  readonly entered: Seen["entered"];
  readonly mayKeep: boolean;
  readonly mayDecide: boolean;
};

/** Of whoever answers for them they are read as that person, whatever else is in reach; nothing is kept or decided there. */
const rowsFor = ({ scope, today, person }: Reader) => sql`
  select p.id as project, p.programme, p.version, p.name, ${subject(sql`p.unit`, "unit")} as unit,
    coalesce((select jsonb_agg(${subject(sql`c.id`, "unit")} order by c.n) from unnest(p.cooperating) with ordinality c(id, n)), '[]') as cooperating,
    ${subject(sql`p.official`, "official")} as official,
    case when p.goal is null then null else jsonb_build_object('cycle', p.cycle, 'goal', p.goal, 'name', ${goalName("p.programme")}) end as goal,
    p.figures, p.starts::text, p.ends::text, p.stage, p.is_proposed as "isProposed", p.proposed_by as "proposedBy", p.is_approved as "isApproved",
    jsonb_build_object(${done("p.entered_by", "p.entered_at")}) as entered,
    jsonb_build_object('all', m.n, 'done', m.done, 'overdue', m.overdue) as milestones, m.next,
    greatest(p.ends, m.last)::text as "lastDay", d.n as difficulties, d.dispatched,
    ${person ? sql`false` : ownProject(alsoFor(scope, "keep-projects"))} as "mayKeep",
    ${person ? sql`false` : ownProject(alsoFor(scope, "decide-projects"))} as "mayDecide"
  from project_standing p
    left join lateral (select count(*)::int as n, count(s.done)::int as done, max(s.agreed) filter (where s.done is null) as last,
        (count(*) filter (where s.done is null and s.agreed < ${today}::date and p.stage in ('approved', 'under-way')))::int as overdue,
        (array_agg(jsonb_build_object('name', s.name, 'day', s.agreed::text) order by s.agreed, s.number)
          filter (where s.done is null))[1] as next
      from project_milestone_standing s where s.project = p.id) m on true
    left join lateral (select count(*)::int as n, count(s.unit)::int as dispatched
      from project_difficulty_standing s where s.project = p.id and not s.is_solved) d on true
  where ${person ? projectOfPerson(person) : projectInScope(scope)}`;

/** With what follows from the day. */
export function withLight(row: ProjectRow, today: string): Listed {
  const { programme: _p, version: _v, isApproved: _i, proposedBy: _b, figures: _f, entered: _e, ...more } = row;
  const { lastDay, dispatched, mayKeep: _k, mayDecide: _d, ...listed } = more;
  const { stage, next, difficulties: openDifficulties } = listed;
  const light = lightOf({ stage, next: next?.day ?? null, ends: lastDay, openDifficulties }, today);
  return { ...listed, light, column: columnOf(stage, dispatched > 0) };
}

export type ProjectFilter = {
  readonly programme: string;
  readonly unit?: string | undefined;
  readonly goal?: string | undefined;
};
const mostListed = 500;

/** Those whose next day is the earliest first. */
export async function listProjectRows(
  tx: Transaction,
  reader: Reader,
  filter: ProjectFilter,
): Promise<readonly ProjectRow[]> {
  const { programme, unit = null, goal = null } = filter;
  const { rows } = await sql<ProjectRow>`${rowsFor(reader)} and p.programme = ${programme}
    and (${unit}::text is null or p.unit = ${unit} or ${unit} = any(p.cooperating)) and (${goal}::text is null or p.goal = ${goal})
    order by m.overdue desc, m.next->>'day' nulls last, p.id limit ${mostListed}`.execute(tx);
  return rows;
}

export async function findProject(tx: Transaction, reader: Reader, project: number): Promise<ProjectRow | undefined> {
  return (await sql<ProjectRow>`${rowsFor(reader)} and p.id = ${project}`.execute(tx)).rows[0];
}

/** Held until the end of the transaction against whoever acts on it at the same time. */
export async function holdProject(tx: Transaction, project: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`project ${project}`}, 0))`.execute(tx);
}

export async function lockProject(tx: Transaction, reader: Reader, project: number): Promise<ProjectRow | undefined> {
  await holdProject(tx, project);
  return findProject(tx, reader, project);
}

type Milestone = Seen["plan"][number] & { readonly doneBy: string | null; readonly delayBy: string | null };

export async function listMilestones(
  tx: Transaction,
  { project, stage }: Pick<ProjectRow, "project" | "stage">,
  today: string,
): Promise<readonly Milestone[]> {
  const isRunning = stage === "approved" || stage === "under-way";
  const { rows } = await sql<Milestone>`
    select m.number, m.name, m.planned::text, m.agreed::text, m.done::text, m.done_by as "doneBy", m.delay_by as "delayBy",
      (${isRunning} and m.done is null and m.agreed < ${today}::date) as "isOverdue",
      (select jsonb_build_object('day', a.day::text, 'cause', a.cause, 'reason', a.reason) from project_act a where a.id = m.delay) as delay,
      coalesce((select jsonb_agg(jsonb_build_object('sha256', v.sha256, 'name', v.name, 'mediaType', v.media_type, 'size', v.size)
        order by v.attached_at, v.sha256) from project_evidence v where v.project = m.project and v.milestone = m.number), '[]') as evidence
    from project_milestone_standing m where m.project = ${project} order by m.number`.execute(tx);
  return rows;
}

/** What it has come to, by day; claims for whoever may know of them. */
export async function listEvents(tx: Transaction, project: number, mayKnow: boolean): Promise<Seen["events"]> {
  const { rows } = await sql<Seen["events"][number]>`
    select e.milestone, e.day::text, e.matter,
      case when ${mayKnow} then (${bonusesFor(sql`p.programme`, sql`p.unit`, keyIn("e.matter"))}) else '[]' end as claims
    from project_event e join project p on p.id = e.project where e.project = ${project} order by e.day, e.milestone nulls last`.execute(
    tx,
  );
  return rows;
}

/** What shows the stage at which it stands. */
export async function listStageEvidence(
  tx: Transaction,
  { project, stage }: Pick<ProjectRow, "project" | "stage">,
): Promise<Seen["evidence"]> {
  const { rows } = await sql<Seen["evidence"][number]>`
    select sha256, name, media_type as "mediaType", size from project_evidence
    where project = ${project} and stage = ${stage} and milestone is null order by attached_at, sha256`.execute(tx);
  return rows;
}

export async function listDifficulties(
  tx: Transaction,
  { scope, person }: Reader,
  project: number,
): Promise<Seen["troubles"]> {
  const { rows } = await sql<Seen["troubles"][number]>`
    select d.id as difficulty, d.milestone, d.what, jsonb_build_object(${done("d.raised_by", "d.raised_at")}) as raised,
      case when d.unit is null then null else jsonb_build_object('unit', ${subject(sql`d.unit`, "unit")}, 'due', d.due::text,
        'document', (select document from project_dispatch where id = d.dispatch)) end as assigned,
      d.is_solved as "isSolved", not d.is_solved and ${person === undefined} and (${ownProject(alsoFor(scope, "keep-projects"))}
        or ${mustSolve(alsoFor(scope, "keep-projects"))}) as "maySolve"
    from project_difficulty_standing d join project_standing p on p.id = d.project where d.project = ${project} order by d.id`.execute(
    tx,
  );
  return rows;
}

/** Whether a difficulty `d` was handed to a unit in reach. */
const mustSolve = (scope: Scope): RawBuilder<boolean> => sql<boolean>`exists (
  select from (select p.programme, d.unit, '{}'::text[] as cooperating) p where ${ownProject(scope)})`;

export async function listActs(tx: Transaction, project: number): Promise<Seen["acts"]> {
  const { rows } = await sql<Seen["acts"][number] & { readonly who: Pick<Seen["acts"][number], "by" | "at"> }>`
    select a.id, a.act, a.stage, a.milestone, a.difficulty, a.day::text, a.cause, a.reason,
      coalesce(a.document, (select document from project_dispatch where id = a.dispatch)) as document,
      case when a.unit is null then null else ${subject(sql`a.unit`, "unit")} end as unit,
      jsonb_build_object(${done("a.acted_by", "a.acted_at")}) as who
    from project_act a join project p on p.id = a.project where a.project = ${project} order by a.id desc limit 500`.execute(
    tx,
  );
  return rows.map(({ who, ...act }) => ({ ...act, ...who }));
}

export async function openDifficulties(tx: Transaction, project: number): Promise<readonly number[]> {
  const { rows } = await sql<{ id: number }>`
    select id from project_difficulty_standing where project = ${project} and not is_solved`.execute(tx);
  return rows.map(({ id }) => id);
}

/** What nobody has solved in these projects, those without a unit first. */
export async function listOpen(
  tx: Transaction,
  projects: readonly Pick<ProjectRow, "project" | "name">[],
): Promise<{ difficulty: number; project: number; name: string; what: string; due: string | null }[]> {
  const { rows } = await sql<{ difficulty: number; project: number; what: string; due: string | null }>`
    select id as difficulty, project, what, due::text from project_difficulty_standing
    where not is_solved and project = any(${projects.map(({ project }) => project)}::int[]) order by due nulls first, id limit 200`.execute(
    tx,
  );
  const nameOf = new Map(projects.map(({ project, name }) => [project, name]));
  return rows.map((row) => ({ ...row, name: nameOf.get(row.project) ?? "" }));
}
