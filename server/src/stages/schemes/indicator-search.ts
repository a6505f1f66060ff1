import { mostFoundPerGroup, type Name } from "@biaochi/contract";
import { sql } from "kysely";
import type { Transaction } from "../../platform/database.ts";
import { programmeInScope, type Scope } from "../../platform/scope.ts";
import { isWanted, type Wanted } from "../registry/search-store.ts";
import { indicatorOf, nodesOf } from "./nodes.ts";
import { type SchemeVersionRow, schemeOf } from "./store.ts";

export type FoundIndicator = {
  readonly programme: string;
  readonly indicator: { readonly id: string; readonly name: Name };
  readonly scheme: { readonly id: string; readonly version: number };
  /** The first list that scores by it. */
  readonly list: string | null;
};

type Known = { readonly id: string; readonly name: Name; readonly at: number };

/** Indicators of the newest version of every scheme in scope. There are some hundred of them: they need no index. */
export async function searchIndicators(
  tx: Transaction,
  scope: Scope,
  wanted: Wanted,
): Promise<readonly FoundIndicator[]> {
  if (wanted.grams.length === 0) return [];
  const { rows: newest } = await sql<SchemeVersionRow>`
    select v.* from scheme_version v where ${programmeInScope(scope, "v.programme")} and not exists (
      select 1 from scheme_version n where n.programme = v.programme and n.scheme = v.scheme and n.version > v.version)
    order by v.programme, v.scheme`.execute(tx);
  const all = newest.flatMap((row) => schemeOf(row).indicators.map(({ id, name }) => ({ row, id, name })));
  const known = JSON.stringify(all.map(({ id, name }, at): Known => ({ id, name, at })));
  const text = "(i.name->>'zh-CN') || ' ' || coalesce(i.name->>'en', '') || ' ' || i.id";
  const { rows } = await sql<{ at: number }>`
    select i.at from jsonb_to_recordset(${known}::jsonb) as i(id text, name jsonb, at integer)
    where ${isWanted(wanted, { grams: `name_grams(${text})`, name: text })}
    order by i.at limit ${mostFoundPerGroup + 1}`.execute(tx);
  return rows.flatMap(({ at }) => {
    const found = all[at];
    if (found === undefined) return [];
    const { row, id, name } = found;
    return [
      {
        programme: row.programme,
        indicator: { id, name },
        scheme: { id: row.scheme, version: row.version },
        list: listWith(row, id),
      },
    ];
  });
}

/** The first list that has an item by the indicator. */
function listWith(row: SchemeVersionRow, indicator: string): string | null {
  const scheme = schemeOf(row);
  const list = scheme.lists.find((each) =>
    nodesOf(scheme, each).some(({ node }) => "item" in node && indicatorOf(scheme, node)?.id === indicator),
  );
  return list?.id ?? null;
}
