import type { Name, UpperBasis } from "@biaochi/contract";
import { sql } from "kysely";
import type { Transaction } from "../../../platform/database.ts";
import { programmeInScope, type Scope } from "../../../platform/scope.ts";

export type BasisRow = {
  readonly item: string;
  readonly since: string;
  readonly content: UpperBasis | null;
  readonly reason: string;
  readonly setBy: string;
  readonly setByName: Name | null;
  readonly setAt: Date;
};
type Which = { readonly upper: number; readonly day: string };

/** By what each item is foretold on a day. */
export async function basesOn(
  tx: Transaction,
  scope: Scope,
  { upper, day }: Which,
): Promise<ReadonlyMap<string, BasisRow>> {
  const { rows } = await sql<BasisRow>`
    select distinct on (b.item) b.item, b.since::text as since, b.content, b.reason, b.set_by as "setBy", a.name as "setByName",
      b.set_at as "setAt"
    from upper_basis b join upper_scheme u on u.id = b.upper left join account a on a.id = b.set_by
    where b.upper = ${upper} and b.since <= ${day}::date and ${programmeInScope(scope, "u.programme")}
    order by b.item, b.id desc`.execute(tx);
  return new Map(rows.map((row) => [row.item, row]));
}

export type NewBasis = Which & Pick<BasisRow, "item" | "content" | "reason"> & { readonly by: string };

export async function saveBasis(tx: Transaction, { upper, item, day, content, reason, by }: NewBasis): Promise<void> {
  await sql`insert into upper_basis (upper, item, since, content, reason, set_by)
    values (${upper}, ${item}, ${day}::date, ${content === null ? null : JSON.stringify(content)}::jsonb, ${reason}, ${by})`.execute(
    tx,
  );
}
