import type { MissionSeen } from "@biaochi/contract";
import { type RawBuilder, sql } from "kysely";
import type { z } from "zod";
import type { Transaction } from "../../../platform/database.ts";
import { type Scope, subjectInScope } from "../../../platform/scope.ts";
import { done } from "../../registry/rulebooks/red-line-store.ts";
import type { Reader } from "./deed-store.ts";
import { deedsInScope } from "./reach.ts";

type Seen = z.input<typeof MissionSeen>;
const unit = { programme: "w.programme", id: "w.id", type: "w.type", unit: "w.unit" };

const unitInScope = (scope: Scope, id: RawBuilder<unknown>): RawBuilder<boolean> => sql<boolean>`exists (
  select from current_subject w where w.programme = r.programme and w.id = ${id} and w.type = 'unit' and ${subjectInScope(scope, unit)})`;

/** A mission is a task force of the burden meter that nobody has taken back: asked of own units, or by them. */
const missionsFor = ({ scope, today }: Reader) => sql`
  select r.id as mission, r.title, r.document, r.asked_on::text as since,
    jsonb_build_object('id', r.asker, 'name', coalesce(s.name, jsonb_build_object('zh-CN', r.asker, 'en', r.asker))) as asker,
    coalesce((select jsonb_agg(jsonb_build_object('official', jsonb_build_object('id', o.id, 'type', o.type, 'name', o.name),
        'deeds', (select count(*)::int from deed_standing d where d.mission = r.id and d.official = o.id and d.state in ('own', 'confirmed')))
        order by o.sort, o.id collate "C")
      from mission_member m join current_subject o on o.programme = m.programme and o.id = m.official
      where m.request = r.id and ${deedsInScope(scope, today)}), '[]') as members,
    case when e.request is null then null else jsonb_build_object('lastDay', e.last_day::text, 'outcome', e.outcome,
      ${done("e.made_by", "e.made_at")}) end as ended,
    e.request is null and ${unitInScope(scope, sql`r.asker`)} as "mayEnd"
  from burden_request r left join mission_end e on e.request = r.id
    left join current_subject s on s.programme = r.programme and s.id = r.asker
  where r.kind = 'task-force' and not exists (select from burden_withdrawal x where x.request = r.id)
    and (${unitInScope(scope, sql`r.asker`)} or exists (
      select from burden_request_unit u where u.request = r.id and ${unitInScope(scope, sql`u.unit`)}))`;

type Where = { readonly programme: string; readonly mission: number };

export async function listMissions(tx: Transaction, reader: Reader, programme: string): Promise<readonly Seen[]> {
  const { rows } = await sql<Seen>`${missionsFor(reader)} and r.programme = ${programme}
    order by r.asked_on desc, r.id desc limit 200`.execute(tx);
  return rows;
}

/** One, held until the end of the transaction. */
export async function lockMission(
  tx: Transaction,
  reader: Reader,
  { programme, mission }: Where,
): Promise<Seen | undefined> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`mission ${mission}`}, 0))`.execute(tx);
  const { rows } = await sql<Seen>`${missionsFor(reader)} and r.programme = ${programme} and r.id = ${mission}`.execute(
    tx,
  );
  return rows[0];
}

/** Whoever was named before stays as they were named. */
export async function saveMembers(
  tx: Transaction,
  { programme, mission }: Where,
  officials: readonly string[],
  by: string,
): Promise<void> {
  await sql`insert into mission_member (request, programme, official, named_by)
    select ${mission}, ${programme}, o, ${by} from unnest(${[...officials]}::text[]) o on conflict do nothing`.execute(
    tx,
  );
}

export async function saveEnd(
  tx: Transaction,
  { mission }: Where,
  { lastDay, outcome, by }: { readonly lastDay: string; readonly outcome: string; readonly by: string },
): Promise<void> {
  await sql`insert into mission_end (request, last_day, outcome, made_by)
    values (${mission}, ${lastDay}::date, ${outcome}, ${by})`.execute(tx);
}
