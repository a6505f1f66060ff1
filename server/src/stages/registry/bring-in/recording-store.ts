import type { Name } from "@biaochi/contract";
import { sql } from "kysely";
import type { Transaction } from "../../../platform/database.ts";
import { programmeInScope, type Scope } from "../../../platform/scope.ts";

/** The last recording of a registry, what undid which, and how those who brought something in are called. */
export async function listUndone(tx: Transaction, scope: Scope, programme: string, accounts: readonly string[]) {
  const { rows } = await sql<{ recording: number; undoes: number | null }>`
    select e.recording, e.undoes from registry_edition e
    where e.programme = ${programme} and ${programmeInScope(scope, "e.programme")} order by e.recording`.execute(tx);
  const { rows: named } = await sql<{ id: string; name: Name }>`
    select id, name from account where id = any(${[...new Set(accounts)]})`.execute(tx);
  return {
    last: rows.at(-1)?.recording,
    undone: new Map(rows.flatMap(({ recording, undoes }) => (undoes === null ? [] : [[undoes, recording] as const]))),
    names: new Map(named.map(({ id, name }) => [id, name])),
  };
}
