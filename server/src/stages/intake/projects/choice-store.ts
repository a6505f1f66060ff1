import type { Name } from "@biaochi/contract";
import { sql } from "kysely";
import type { Transaction } from "../../../platform/database.ts";
import { wholeCity } from "../../../platform/scope.ts";
import { unitsIn } from "./reach.ts";

type Subject<T extends "unit" | "official"> = { readonly id: string; readonly type: T; readonly name: Name };
export type Choices = {
  readonly people: readonly Subject<"official">[];
  readonly goals: readonly { readonly cycle: string; readonly goal: string; readonly name: Name }[];
  readonly units: readonly Subject<"unit">[];
};

/** For a project of a unit: its people, the goals that it has a task of, and who can cooperate. */
export async function readChoices(
  tx: Transaction,
  { programme, unit }: { readonly programme: string; readonly unit: string },
): Promise<Choices> {
  const { rows: people } = await sql<Subject<"official">>`
    select id, type, name from current_subject where programme = ${programme} and type = 'official' and unit = ${unit}
    order by sort, id collate "C" limit 2000`.execute(tx);
  const { rows: goals } = await sql<Choices["goals"][number]>`
    select g.cycle, g.id as goal, g.name from (
      select distinct on (cycle, id) * from city_goal where programme = ${programme} order by cycle, id, version desc) g
    where g.end_reason is null and exists (select from unit_task t where t.programme = g.programme and t.cycle = g.cycle
      and t.goal = g.id and t.version = g.version and t.unit = ${unit})
    order by g.cycle desc, g.sort, g.id limit 500`.execute(tx);
  const units = await unitsIn(tx, wholeCity, programme);
  return { people, goals, units: units.filter(({ id }) => id !== unit) };
}
