import type { OutputOf, routes } from "@biaochi/contract";
import { sql } from "kysely";
import type { Transaction } from "../../../platform/database.ts";
import { factInScope, type Scope } from "../../../platform/scope.ts";
import { done } from "../../registry/rulebooks/red-line-store.ts";

type Remedy = OutputOf<(typeof routes)["readWarning"]>["remedies"][number];

/** Every answer, the newest first. */
export async function remediesOf(
  tx: Transaction,
  scope: Scope,
  { programme, warning }: { readonly programme: string; readonly warning: number },
): Promise<Remedy[]> {
  const { rows } = await sql<Remedy>`
    select r.what, r.who, r.until::text as until, jsonb_build_object(${done("r.answered_by", "r.answered_at")}) as answered
    from warning_remedy r join warning w on w.id = r.warning
    where w.programme = ${programme} and w.id = ${warning} and ${factInScope(scope, "w.programme", "w.subject", "w.indicator")}
    order by r.id desc`.execute(tx);
  return rows;
}

export type NewRemedy = {
  readonly warning: number;
  readonly what: string;
  readonly who: string;
  readonly until: string;
  readonly by: string;
};

export async function saveRemedy(tx: Transaction, { warning, what, who, until, by }: NewRemedy): Promise<void> {
  await sql`insert into warning_remedy (warning, what, who, until, answered_by)
    values (${warning}, ${what}, ${who}, ${until}::date, ${by})`.execute(tx);
}
