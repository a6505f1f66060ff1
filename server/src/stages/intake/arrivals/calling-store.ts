import type { Name } from "@biaochi/contract";
import { sql } from "kysely";
import type { Transaction } from "../../../platform/database.ts";
import { arrivedInScope, programmeInScope, type Scope, setUpInScope } from "../../../platform/scope.ts";
import type { Which } from "./connection-store.ts";

/** How those are called whom the pages of arrivals name. */
export type Called = { readonly id: string; readonly name: Name };

/** Whether anything of a programme is open to somebody. */
export async function reachesInto(tx: Transaction, scope: Scope, programme: string): Promise<boolean> {
  const { rows } = await sql`select from programme p
    where p.id = ${programme} and ${programmeInScope(scope, "p.id")}`.execute(tx);
  return rows.length > 0;
}

/** Programmes for which somebody may set up connections. */
export async function listProgrammes(
  tx: Transaction,
  scope: Scope,
): Promise<readonly { readonly id: string; readonly title: Name }[]> {
  const { rows } = await sql<{ id: string; title: Name }>`select p.id, p.title from programme p
    where ${setUpInScope(scope, "p.id")} order by p.id`.execute(tx);
  return rows;
}

/** Units that may be named as whom something is about, in protocol order: all of them, or for a unit its own. */
export async function listUnits(tx: Transaction, scope: Scope, programme: string): Promise<readonly Called[]> {
  const indicators = sql`array(select v.indicator from measure_version v where v.programme = u.programme and not v.is_ended)`;
  const { rows } = await sql<Called>`select u.id, u.name from current_subject u
    where u.programme = ${programme} and u.type = 'unit' and (${setUpInScope(scope, "u.programme")}
      or ${arrivedInScope(scope, { programme: "u.programme", indicators, about: (units) => sql<boolean>`u.id = any(${[...units]})` })})
    order by u.sort, u.id collate "C"`.execute(tx);
  return rows;
}

/** Names of accounts; the command line and the clock have none. */
export async function nameAccounts(tx: Transaction, ids: readonly string[]): Promise<ReadonlyMap<string, Name>> {
  const { rows } = await sql<Called>`select a.id, a.name from account a where a.id = any(${[...new Set(ids)]})`.execute(
    tx,
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** Versions that were given another secret than the one before; not which. */
export async function listNewSecrets(
  tx: Transaction,
  scope: Scope,
  { programme, connection }: Which,
): Promise<ReadonlySet<number>> {
  const { rows } = await sql<{ version: number }>`select version from (
      select c.version, c.secret is distinct from lag(c.secret) over (order by c.version) as is_new from connection_version c
      where c.programme = ${programme} and c.connection = ${connection} and ${setUpInScope(scope, "c.programme")}) each
    where is_new`.execute(tx);
  return new Set(rows.map(({ version }) => version));
}
