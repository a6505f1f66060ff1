import type { Name } from "@biaochi/contract";
import { sql } from "kysely";
import type { Transaction } from "../../platform/database.ts";
import { type Scope, subjectInScope } from "../../platform/scope.ts";

export type CurrentSection = {
  readonly id: string;
  readonly unit: string;
  readonly name: Name;
  readonly sort: number;
  readonly since: string | null;
  readonly until: string | null;
};

/** The sections of the units in scope (of one unit, where that is said) that have not ended by the day of the database. */
export async function currentSections(
  tx: Transaction,
  scope: Scope,
  programme: string,
  unit?: string,
): Promise<readonly CurrentSection[]> {
  const here = { programme: "u.programme", id: "u.id", type: "u.type", unit: "u.unit" };
  const { rows } = await sql<CurrentSection>`
    select s.id, s.unit, s.name, s.sort, s.since::text, s.until::text
    from (select distinct on (id) * from section where programme = ${programme} order by id, recording desc) s
    join current_subject u on u.programme = s.programme and u.id = s.unit
    where not s.withdrawn and (s.until is null or s.until >= city_day(now()))
      and (${unit ?? null}::text is null or s.unit = ${unit ?? null}) and ${subjectInScope(scope, here)}
    order by u.sort, u.id, s.sort, s.id`.execute(tx);
  return rows;
}
