import type { OwnProject, ProjectProposal } from "@biaochi/contract";
import { sql } from "kysely";
import type { z } from "zod";
import type { Transaction } from "../../../platform/database.ts";
import { countedFor, keyIn } from "../matter-store.ts";
import { lockOfficial, type Reader, saveAct } from "./deed-store.ts";
import { deedsInScope } from "./reach.ts";
import { settleTodo } from "./tell.ts";

type Proposal = z.input<typeof ProjectProposal>;
type Whose = { readonly programme: string; readonly official: string };

/** What the projects of an official have come to; `e` is the event, `p` the project. Whoever answers for it led it. */
const eventsOf = ({ scope, today }: Reader, { programme, official }: Whose) => sql`
  select e.project, p.name, case when e.milestone is null then null else jsonb_build_object('number', e.milestone, 'name', e.reached) end
      as milestone, e.day::text as day, e.matter, 'led' as part,
    case when g.id is null then null else jsonb_build_object('cycle', p.cycle, 'goal', p.goal, 'name', g.name) end as task
  from project_event e join project_standing p on p.id = e.project
    join current_subject o on o.programme = p.programme and o.id = p.official
    left join lateral (select id, name from city_goal where programme = p.programme and cycle = p.cycle and id = p.goal
      order by version desc limit 1) g on true
  where p.programme = ${programme} and p.official = ${official} and ${deedsInScope(scope, today)}`;

/** What stands in a deed of the official, or counts as their bonus or deduction, is not proposed again. */
const isOpen = ({ programme, official }: Whose) => sql`
  not exists (select from deed_standing d where d.programme = ${programme} and d.official = ${official} and d.state in ('own', 'confirmed')
      and ${keyIn("d.matter")} = ${keyIn("e.matter")})
  and not exists (${countedFor(sql`${programme}::text`, sql`${official}::text`, keyIn("e.matter"))})`;

export async function listProjectProposals(
  tx: Transaction,
  reader: Reader,
  asked: Whose & { readonly year: number },
): Promise<readonly Proposal[]> {
  const { rows } = await sql<Proposal>`${eventsOf(reader, asked)} and extract(year from e.day) = ${asked.year}::int
    and ${isOpen(asked)} order by e.day desc, e.project desc, e.milestone desc nulls first limit 100`.execute(tx);
  return rows;
}

type EventDeed = { readonly project: number } & OwnProject["deeds"][number];

/** Of each of them whether it is proposed, and the deed that stands for it. */
export async function listProjectDeeds(tx: Transaction, reader: Reader, whose: Whose): Promise<readonly EventDeed[]> {
  const { rows } = await sql<EventDeed>`
    select e.project, (e.milestone->>'number')::int as milestone, ${isOpen(whose)} as "isProposed",
      (select jsonb_build_object('deed', d.id, 'state', d.state) from deed_standing d
        where d.programme = ${whose.programme} and d.official = ${whose.official} and d.state in ('own', 'confirmed')
          and ${keyIn("d.matter")} = ${keyIn("e.matter")} order by d.id limit 1) as deed
    from (${eventsOf(reader, whose)}) e order by e.project, e.day`.execute(tx);
  return rows;
}

/** One of them, whether it is open or stands somewhere already. */
export async function findEvent(
  tx: Transaction,
  reader: Reader,
  whose: Whose,
  { project, milestone = null }: { readonly project: number; readonly milestone?: number | null | undefined },
): Promise<Proposal | undefined> {
  const { rows } = await sql<Proposal>`${eventsOf(reader, whose)} and e.project = ${project}
    and e.milestone is not distinct from ${milestone}::int`.execute(tx);
  return rows[0];
}

type Undone = { readonly project: number; readonly milestone: number; readonly reason: string };

/** A milestone that is given back was not reached: what was put on record of it falls with it, for the same reason. */
export async function dropDeedsOf(
  tx: Transaction,
  { project, milestone, reason }: Undone,
  by: string,
  today: string,
): Promise<void> {
  type Standing = Whose & { readonly id: number; readonly state: "own" | "confirmed" };
  const standing = () =>
    sql<Standing>`select id, programme, official, state from deed_standing
      where project = ${project} and milestone = ${milestone} and state in ('own', 'confirmed') order by official, id`.execute(
      tx,
    );
  for (const official of (await standing()).rows) await lockOfficial(tx, official);
  for (const { id, state, ...official } of (await standing()).rows) {
    await saveAct(tx, { deed: id, act: state === "own" ? "withdrawn" : "returned", reason, by });
    await settleTodo(tx, official, by, today);
  }
}
