import type { Name } from "@biaochi/contract";
import { sql } from "kysely";
import type { Transaction } from "../../../platform/database.ts";
import { programmeInScope, type Scope } from "../../../platform/scope.ts";

export type Published = {
  readonly document: string;
  readonly publishedOn: string;
  readonly total: string | null;
  readonly items: Readonly<Record<string, string>>;
};
type PublishedRow = Published & {
  readonly enteredBy: string;
  readonly enteredByName: Name | null;
  readonly enteredAt: Date;
};

/** What was entered last of what the level above has published. */
export async function findPublished(tx: Transaction, scope: Scope, upper: number): Promise<PublishedRow | undefined> {
  const { rows } = await sql<PublishedRow>`
    select p.document, p.published_on::text as "publishedOn", p.total, p.items, p.entered_by as "enteredBy", a.name as "enteredByName",
      p.entered_at as "enteredAt"
    from upper_published p join upper_scheme u on u.id = p.upper left join account a on a.id = p.entered_by
    where p.upper = ${upper} and ${programmeInScope(scope, "u.programme")} order by p.id desc limit 1`.execute(tx);
  return rows[0];
}

export async function savePublished(
  tx: Transaction,
  { upper, document, publishedOn, total, items, by }: Published & { readonly upper: number; readonly by: string },
): Promise<void> {
  await sql`insert into upper_published (upper, document, published_on, total, items, entered_by)
    values (${upper}, ${document}, ${publishedOn}::date, ${total}, ${JSON.stringify(items)}::jsonb, ${by})`.execute(tx);
}
