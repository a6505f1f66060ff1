import { sql } from "kysely";
import type { Transaction } from "../../../platform/database.ts";
import { arrivedInScope, type Scope, setUpInScope } from "../../../platform/scope.ts";

/** How many rows wait, by stream: a number, for those also who may see none of them. */
export async function countWaiting(
  tx: Transaction,
  scope: Scope,
  programme: string,
): Promise<ReadonlyMap<string, number>> {
  const indicators = sql`array(select v.indicator from measure_version v where v.programme = q.programme and v.stream = q.stream and not v.is_ended)`;
  const { rows } = await sql<{ stream: string; rows: number }>`
    select q.stream, count(*)::int as rows from quarantined_row q
    where q.programme = ${programme} and q.state = 'open' and (${setUpInScope(scope, "q.programme")}
      or ${arrivedInScope(scope, { programme: "q.programme", indicators })})
    group by 1`.execute(tx);
  return new Map(rows.map((each) => [each.stream, each.rows]));
}
