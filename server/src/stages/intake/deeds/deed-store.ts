import type { Deed, Name } from "@biaochi/contract";
import { sql } from "kysely";
import type { z } from "zod";
import type { Transaction } from "../../../platform/database.ts";
import type { Scope } from "../../../platform/scope.ts";
import { done } from "../../registry/rulebooks/red-line-store.ts";
import { bonusesFor, countedFor, keyIn, keyOf } from "../matter-store.ts";
import { deedsInScope, whoDecides } from "./reach.ts";

type Shown = z.input<typeof Deed>;
/** How the scheme calls the type of the bonus or deduction is said by whoever shows it. */
type Counted = Omit<NonNullable<Shown["countedAs"]>, "event">;
export type DeedRow = Omit<Shown, "mayDecide" | "mayWithdraw" | "mayAttach" | "countedAs"> & {
  readonly countedAs: Counted | null;
  readonly programme: string;
  readonly isDecided: boolean;
};
export type Reader = { readonly scope: Scope; readonly today: string };

const rowsFor = ({ scope, today }: Reader) => sql`
  select d.id as deed, d.programme, jsonb_build_object('id', o.id, 'type', o.type, 'name', o.name) as official, u.name as unit,
    d.origin, d.what, d.day::text as day, d.part, d.state, d.matter,
    case when d.goal is null then null else jsonb_build_object('cycle', d.cycle, 'goal', d.goal, 'name', coalesce(g.name,
      jsonb_build_object('zh-CN', d.goal, 'en', d.goal))) end as task,
    case when d.indicator is null then null else jsonb_build_object('id', d.indicator, 'name', coalesce(i.content->'name',
      jsonb_build_object('zh-CN', d.indicator, 'en', d.indicator))) end as indicator,
    case when d.mission is null then null else jsonb_build_object('mission', d.mission, 'title', m.title) end as mission,
    case when d.fact is null then null else jsonb_build_object('fact', d.fact, 'period', d.period) end as figure,
    case when d.project is null then null else jsonb_build_object('project', d.project,
      'name', (select name from project_standing where id = d.project),
      'milestone', (select jsonb_build_object('number', s.number, 'name', s.name)
        from project_milestone_standing s where s.project = d.project and s.number = d.milestone)) end as project,
    case when d.acted_at is null then null else jsonb_build_object(${done("d.acted_by", "d.acted_at")}, 'reason', d.reason) end as acted,
    jsonb_build_object(${done("d.entered_by", "d.entered_at")}) as entered,
    coalesce((select jsonb_agg(jsonb_build_object('sha256', v.sha256, 'name', v.name, 'mediaType', v.media_type, 'size', v.size)
      order by v.attached_at, v.sha256) from deed_evidence v where v.deed = d.id and v.content is not null), '[]') as evidence,
    (${countedFor(sql`d.programme`, sql`d.official`, keyIn("d.matter"))}) as "countedAs",
    (${bonusesFor(sql`d.programme`, sql`o.unit`, keyIn("d.matter"))}) as claims,
    ${deedsInScope(whoDecides(scope), today)} as "isDecided"
  from deed_standing d join current_subject o on o.programme = d.programme and o.id = d.official
    left join current_subject u on u.programme = o.programme and u.id = o.unit
    left join lateral (select name from city_goal where programme = d.programme and cycle = d.cycle and id = d.goal
      order by version desc limit 1) g on true
    left join library_indicator i on i.programme = d.programme and i.indicator = d.indicator
    left join burden_request m on m.id = d.mission
  where ${deedsInScope(scope, today)}`;

/** Of one official in a year, the newest day first. */
export async function listOwnDeeds(
  tx: Transaction,
  reader: Reader,
  { programme, official, year }: { readonly programme: string; readonly official: string; readonly year: number },
): Promise<readonly DeedRow[]> {
  const { rows } = await sql<DeedRow>`${rowsFor(reader)} and d.programme = ${programme} and d.official = ${official}
    and extract(year from d.day) = ${year}::int order by d.day desc, d.id desc limit 200`.execute(tx);
  return rows;
}

type DeedFilter = {
  readonly programme: string;
  readonly state?: string | undefined;
  readonly subject?: string | undefined;
  readonly before?: number | undefined;
  /** Whose deeds stand on a page of their own. */
  readonly except: string;
};
const pageLength = 100;

/** Of everybody in reach but the reader: by number, the newest first. */
export async function listDeedsOf(
  tx: Transaction,
  reader: Reader,
  { programme, except, ...filter }: DeedFilter,
): Promise<{ readonly deeds: readonly DeedRow[]; readonly next: number | null }> {
  const { state = null, subject = null, before = null } = filter;
  const { rows } = await sql<DeedRow>`${rowsFor(reader)} and d.programme = ${programme} and d.official <> ${except}
    and (${state}::text is null or d.state = ${state}) and (${subject}::text is null or d.official = ${subject})
    and (${before}::int is null or d.id < ${before}::int) order by d.id desc limit ${pageLength + 1}`.execute(tx);
  const deeds = rows.slice(0, pageLength);
  return { deeds, next: rows.length > pageLength ? (deeds.at(-1)?.deed ?? null) : null };
}

/** One, held until the end of the transaction against whoever acts on the official's deeds at the same time. */
export async function lockDeed(tx: Transaction, reader: Reader, deed: number): Promise<DeedRow | undefined> {
  const { rows: whose } = await sql<{ programme: string; official: string }>`
    select programme, official from deed where id = ${deed}`.execute(tx);
  const [one] = whose;
  if (one === undefined) return undefined;
  await lockOfficial(tx, one);
  return findDeed(tx, reader, deed);
}

export async function findDeed(tx: Transaction, reader: Reader, deed: number): Promise<DeedRow | undefined> {
  return (await sql<DeedRow>`${rowsFor(reader)} and d.id = ${deed}`.execute(tx)).rows[0];
}

/** So that two who enter at once do not enter a fourth, or one event twice. */
export async function lockOfficial(
  tx: Transaction,
  { programme, official }: { readonly programme: string; readonly official: string },
): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`deeds ${programme} ${official}`}, 0))`.execute(tx);
}

/** Officials in reach for whom the reader may enter one, in protocol order; a city's worth of people is asked for by nobody. */
export async function listPeople(
  tx: Transaction,
  { scope, today }: Reader,
  programme: string,
): Promise<readonly { readonly id: string; readonly type: "official"; readonly name: Name }[]> {
  const { rows } = await sql<{ id: string; type: "official"; name: Name }>`
    select o.id, o.type, o.name from current_subject o where o.programme = ${programme} and ${deedsInScope(scope, today)}
    order by o.sort, o.id collate "C" limit 500`.execute(tx);
  return rows;
}

type Whose = { readonly programme: string; readonly official: string };

/** How many of a quarter stand: what was returned or withdrawn makes room again. */
export async function countOfQuarter(tx: Transaction, { programme, official }: Whose, day: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from deed_standing where programme = ${programme} and official = ${official}
      and state in ('own', 'confirmed') and date_trunc('quarter', day) = date_trunc('quarter', ${day}::date)`.execute(
    tx,
  );
  return rows[0]?.n ?? 0;
}

/** Where an event stands already: as a bonus or deduction of the official, or as another deed. */
export async function findMatter(
  tx: Transaction,
  { programme, official }: Whose,
  matter: string,
): Promise<{ readonly counted: Counted | null; readonly deed: { id: number; day: string } | null }> {
  const key = keyOf(matter);
  const { rows } = await sql<{ counted: Counted | null; deed: { id: number; day: string } | null }>`
    select (${countedFor(sql`${programme}::text`, sql`${official}::text`, sql`${key}::text`)}) as counted,
      (select jsonb_build_object('id', d.id, 'day', d.day::text) from deed_standing d
        where d.programme = ${programme} and d.official = ${official} and d.state in ('own', 'confirmed')
          and ${keyIn("d.matter")} = ${key} limit 1) as deed`.execute(tx);
  return rows[0] ?? { counted: null, deed: null };
}

export type DeedToSave = Whose & {
  readonly origin: Shown["origin"];
  readonly what: string;
  readonly day: string;
  readonly part: Shown["part"];
  readonly task?: { readonly cycle: string; readonly goal: string } | undefined;
  readonly indicator?: string | undefined;
  readonly mission?: number | undefined;
  readonly matter?: string | undefined;
  readonly figure?: { readonly fact: string; readonly period: string } | undefined;
  readonly project?: { readonly project: number; readonly milestone: number | null } | undefined;
  readonly by: string;
};

export async function saveDeed(tx: Transaction, deed: DeedToSave): Promise<number> {
  const { programme, official, origin, what, day, part, task, indicator, mission, matter, figure, project, by } = deed;
  const { rows } = await sql<{ id: number }>`
    insert into deed (programme, official, origin, what, day, part, cycle, goal, indicator, mission, matter, fact, period, project,
      milestone, entered_by)
    values (${programme}, ${official}, ${origin}, ${what}, ${day}::date, ${part}, ${task?.cycle ?? null}, ${task?.goal ?? null},
      ${indicator ?? null}, ${mission ?? null}, ${matter ?? null}, ${figure?.fact ?? null}, ${figure?.period ?? null},
      ${project?.project ?? null}, ${project?.milestone ?? null}, ${by})
    returning id`.execute(tx);
  const id = rows[0]?.id;
  if (id === undefined) throw new Error("a deed was saved and has no number");
  return id;
}

export async function saveAct(
  tx: Transaction,
  {
    deed,
    act,
    reason = null,
    by,
  }: {
    readonly deed: number;
    readonly act: "confirmed" | "returned" | "withdrawn";
    readonly reason?: string | null;
    readonly by: string;
  },
): Promise<void> {
  await sql`insert into deed_act (deed, act, reason, acted_by) values (${deed}, ${act}, ${reason}, ${by})`.execute(tx);
}

/** Whether anything still waits for a unit's head, or for the office where it is the heads' own. */
export async function someWait(
  tx: Transaction,
  programme: string,
  officials: { readonly unit: string | null; readonly isHead: boolean },
  { today }: { readonly today: string },
): Promise<boolean> {
  const office = deedsInScope([{ role: "organiser", reach: { kind: "city" }, releases: [] }], today);
  const { rows } = await sql`
    select from deed_standing d join current_subject o on o.programme = d.programme and o.id = d.official
    where d.programme = ${programme} and d.state = 'own' and ${office} = ${officials.isHead}
      and (${officials.isHead} or o.unit = ${officials.unit}) limit 1`.execute(tx);
  return rows.length > 0;
}
