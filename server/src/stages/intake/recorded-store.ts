import { sql } from "kysely";
import type { Transaction } from "../../platform/database.ts";
import { factInScope, type Scope } from "../../platform/scope.ts";
import { type FactRow, findFacts } from "./fact-store.ts";
import { factLists, factTables, indicatorOf } from "./fact-tables.ts";

/** A fact as two recordings have it: `before` or `after` undefined where there was none. */
export type RecordedDifference = { readonly before: FactRow | undefined; readonly after: FactRow | undefined };

/**
 * The facts that two recordings do not have in common, in the order in which they were recorded: what was put on record
 * after the earlier one and still stands at the later one, beside what stood in its place. At most `limit`, and how many.
 */
export async function listRecorded(
  tx: Transaction,
  scope: Scope,
  programme: string,
  range: { readonly from: number; readonly to: number; readonly limit: number },
): Promise<{ readonly facts: readonly RecordedDifference[]; readonly total: number }> {
  const { from, to, limit } = range;
  if (from >= to) return { facts: [], total: 0 };
  const all = sql.join(
    factLists.map((list) => {
      const { table } = factTables[list];
      return sql`select f.id, f.recording from ${sql.table(table)} f
        where f.programme = ${programme} and f.recording > ${from} and f.recording <= ${to}
          and ${factInScope(scope, "f.programme", "f.subject", indicatorOf(list))}
          and not exists (select from ${sql.table(table)} s
            where s.programme = f.programme and s.supersedes = f.id and s.recording <= ${to})`;
    }),
    sql` union all `,
  );
  const { rows } = await sql<{ id: string; total: number }>`
    select id, (count(*) over ())::int as total from (${all}) f order by recording, id collate "C" limit ${limit}`.execute(
    tx,
  );
  const after = await findFacts(
    tx,
    scope,
    programme,
    rows.map(({ id }) => id),
  );
  const before = await standingBefore(tx, scope, programme, after, from);
  return { facts: after.map((fact) => ({ before: before.get(fact.id), after: fact })), total: rows[0]?.total ?? 0 };
}

/** What stood in the place of each fact at a recording, through all corrections since. */
async function standingBefore(
  tx: Transaction,
  scope: Scope,
  programme: string,
  facts: readonly FactRow[],
  recording: number,
): Promise<ReadonlyMap<string, FactRow>> {
  const found = new Map<string, FactRow>();
  let asked = new Map(facts.flatMap(({ id, supersedes }) => (supersedes === null ? [] : [[supersedes, id] as const])));
  while (asked.size > 0) {
    const next = new Map<string, string>();
    for (const fact of await findFacts(tx, scope, programme, [...asked.keys()])) {
      const origin = asked.get(fact.id) ?? "";
      if (fact.recording <= recording) found.set(origin, fact);
      else if (fact.supersedes !== null) next.set(fact.supersedes, origin);
    }
    asked = next;
  }
  return found;
}
