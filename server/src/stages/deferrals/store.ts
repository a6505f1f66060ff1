import { sql } from "kysely";
import type { Transaction } from "../../platform/database.ts";

/** Whose grade of a cycle nobody reads now; without a cause, for whoever tells of grades that stand in no run. */
export async function withheldOf(
  tx: Transaction,
  which: { readonly programme: string; readonly period: string },
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ subject: string }>`
    select distinct d.subject from deferral d where d.programme = ${which.programme} and d.period = ${which.period}
      and not exists (select from deferral_end e where e.deferral = d.id)`.execute(tx);
  return new Set(rows.map(({ subject }) => subject));
}
