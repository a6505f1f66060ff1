import type { Name } from "@biaochi/contract";
import { sql } from "kysely";
import type { Transaction } from "../../platform/database.ts";
import { programmeInScope, type Scope } from "../../platform/scope.ts";
import type { Ask } from "./edition-store.ts";

export async function listBodyIds(ask: Ask, programme: string): Promise<readonly string[]> {
  return (await ask<{ id: string }>("select id from body where programme = $1", [programme])).map(({ id }) => id);
}

export type BodyRow = { readonly id: string; readonly name: Name; readonly units: readonly string[] };

/** Those who decide, in the order of their identifiers. */
export async function listBodies(tx: Transaction, scope: Scope, programme: string): Promise<readonly BodyRow[]> {
  const { rows } = await sql<BodyRow>`select b.id, b.name, b.units from body b
    where b.programme = ${programme} and ${programmeInScope(scope, "b.programme")} order by b.id`.execute(tx);
  return rows;
}

/** Makes a body; false where one is called so already. */
export async function makeBody(tx: Transaction, programme: string, body: BodyRow): Promise<boolean> {
  const { rows } = await sql`insert into body (programme, id, name, units)
    values (${programme}, ${body.id}, ${JSON.stringify(body.name)}::jsonb, ${[...body.units]})
    on conflict do nothing returning id`.execute(tx);
  return rows.length > 0;
}

export type MeetingRow = {
  readonly id: string;
  readonly body: string;
  readonly name: Name;
  readonly session: string;
  readonly day: string;
  readonly minutes: string;
};

/** Meetings, newest first. */
export async function listMeetings(tx: Transaction, scope: Scope, programme: string): Promise<readonly MeetingRow[]> {
  const { rows } = await sql<MeetingRow>`select m.id, m.body, m.name, m.session, m.day::text, m.minutes
    from (select distinct on (id) * from meeting where programme = ${programme} order by id, recording desc) m
    where not m.withdrawn and ${programmeInScope(scope, "m.programme")} order by m.day desc, m.id limit 500`.execute(
    tx,
  );
  return rows;
}
