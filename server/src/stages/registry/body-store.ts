import type { Name } from "@biaochi/contract";
import type { BodyLife } from "@biaochi/engine";
import { sql } from "kysely";
import type { Transaction } from "../../platform/database.ts";
import { programmeInScope, type Scope } from "../../platform/scope.ts";
import type { Ask } from "./edition-store.ts";

/** Every body of a programme and its last day, where it has one. */
export async function bodyLives(ask: Ask, programme: string): Promise<readonly BodyLife[]> {
  const rows = await ask<{ id: string; until: string | null }>(
    "select id, until::text from body_life where programme = $1",
    [programme],
  );
  return rows.map(({ id, until }) => ({ id, ...(until === null ? {} : { until }) }));
}

/** Under the recording at hand. */
export async function saveBodyEnd(
  ask: Ask,
  { programme, recording }: { readonly programme: string; readonly recording: number },
  { id, until }: BodyLife,
): Promise<void> {
  await ask("insert into body_end (programme, body, recording, until) values ($1, $2, $3, $4)", [
    ...[programme, id, recording, until],
  ]);
}

type NewBody = { readonly id: string; readonly name: Name; readonly units: readonly string[] };
export type BodyRow = NewBody & { readonly until: string | null };

/** Those who decide, in the order of their identifiers. */
export async function listBodies(tx: Transaction, scope: Scope, programme: string): Promise<readonly BodyRow[]> {
  const { rows } = await sql<BodyRow>`select b.id, b.name, b.units, b.until::text from body_life b
    where b.programme = ${programme} and ${programmeInScope(scope, "b.programme")} order by b.id`.execute(tx);
  return rows;
}

/** Makes a body; false where one is called so already. */
export async function makeBody(tx: Transaction, programme: string, body: NewBody): Promise<boolean> {
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
