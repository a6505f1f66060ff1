import type { Name } from "@biaochi/contract";
import { type RawBuilder, sql } from "kysely";
import type { Transaction } from "../../platform/database.ts";
import { type Scope, subjectInScope } from "../../platform/scope.ts";
import type { Ask } from "./edition-store.ts";

const placed = {
  post: { table: "post", places: "array[official, unit]" },
  section: { table: "section", places: "array[unit]" },
  leave: { table: "leave_days", places: "array[official]" },
  sanction: { table: "sanction", places: "array[official]" },
  grade: { table: "earlier_grade", places: "array[official]" },
} as const;

/** Of a post its official and unit, of a section its unit, of a record whose it is; nothing where nobody knows it. */
export async function whereaboutsOf(
  ask: Ask,
  programme: string,
  kind: keyof typeof placed,
  id: string,
): Promise<readonly string[]> {
  const { table, places } = placed[kind];
  const [row] = await ask<{ places: string[] }>(
    `select ${places} as places from ${table} where programme = $1 and id = $2 order by recording desc limit 1`,
    [programme, id],
  );
  return row?.places ?? [];
}

/** Whether a programme is there and in scope; the condition names it `p.id`. */
export async function isProgrammeInScope(
  tx: Transaction,
  inScope: RawBuilder<boolean>,
  programme: string,
): Promise<boolean> {
  const { rows } = await sql`select 1 from programme p where p.id = ${programme} and ${inScope}`.execute(tx);
  return rows.length > 0;
}

/** How units, teams and people in scope are called now, for those that a page names beside something else. */
export async function namesOf(
  tx: Transaction,
  scope: Scope,
  programme: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Name>> {
  const here = { programme: "s.programme", id: "s.id", type: "s.type", unit: "s.unit" };
  const { rows } = await sql<{ id: string; name: Name }>`select s.id, s.name from current_subject s
    where s.programme = ${programme} and s.id = any(${[...ids]}) and ${subjectInScope(scope, here)}`.execute(tx);
  return new Map(rows.map(({ id, name }) => [id, name]));
}
