import { sql } from "kysely";
import type { Transaction } from "../../../platform/database.ts";
import { arrivedInScope, type Scope, setUpInScope } from "../../../platform/scope.ts";
import type { Which } from "./connection-store.ts";
import { listStreams } from "./stream-store.ts";

/** Whether somebody may set up connections and streams of a programme. */
export async function reachesProgramme(tx: Transaction, scope: Scope, programme: string): Promise<boolean> {
  const { rows } =
    await sql`select from programme p where p.id = ${programme} and ${setUpInScope(scope, "p.id")}`.execute(tx);
  return rows.length > 0;
}

/** Whether somebody may say whom these codes mean: the office, or who answers for an indicator that is computed by them. */
export async function reachesCodes(
  tx: Transaction,
  scope: Scope,
  { programme, codes }: { readonly programme: string; readonly codes: string },
): Promise<boolean> {
  const indicators = sql`array(select v.indicator from measure_version v join stream_version m using (programme, stream)
    where v.programme = p.id and m.mapping->>'codes' = ${codes} and not v.is_ended)`;
  const { rows } = await sql`select from programme p
    where p.id = ${programme} and ${arrivedInScope(scope, { programme: "p.id", indicators })}`.execute(tx);
  return rows.length > 0;
}

/** Whoever gives meaning to the rows of a connection need not see where they come from. */
export async function hasConnection(tx: Transaction, programme: string, connection: string): Promise<boolean> {
  const { rows } =
    await sql`select from connection_version where programme = ${programme} and connection = ${connection} limit 1`.execute(
      tx,
    );
  return rows.length > 0;
}

/** Whether somebody answers for an indicator that is computed of what a connection brings. */
export async function reachesStreamOf(
  tx: Transaction,
  scope: Scope,
  { programme, connection }: Which,
): Promise<boolean> {
  const streams = await listStreams(tx, scope, { programme, connection });
  return streams.length > 0;
}
