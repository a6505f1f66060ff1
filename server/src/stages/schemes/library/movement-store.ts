import type { Movement } from "@biaochi/engine/library";
import { sql } from "kysely";
import type { Transaction } from "../../../platform/database.ts";
import { programmeInScope, type Scope } from "../../../platform/scope.ts";

/** What came, went or is collected in another way since the library began, in the order in which it happened. */
export async function listMovements(tx: Transaction, scope: Scope, programme: string): Promise<readonly Movement[]> {
  const { rows } = await sql<Movement>`
    select to_char(v.day, 'YYYY') as year, v.indicator, v.is_taken_over as "isTakenOver",
      exists (select from library_exception e where e.id = any(v.exceptions) and e.block = 'one-in-one-out') as "isExcepted",
      case when b.indicator is null or b.is_ended then null else b.source_kind end as before,
      case when v.is_ended then null else v.source_kind end as after
    from library_version v left join library_version b
      on b.programme = v.programme and b.indicator = v.indicator and b.version = v.version - 1
    where v.programme = ${programme} and ${programmeInScope(scope, "v.programme")}
    order by v.day, v.indicator, v.version`.execute(tx);
  return rows;
}
