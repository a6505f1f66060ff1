import type { Name } from "@biaochi/contract";
import { sql } from "kysely";
import type { Transaction } from "../../../platform/database.ts";
import { programmeInScope, type Scope } from "../../../platform/scope.ts";
import type { LibraryVersion } from "./store.ts";

export type Wanted = {
  readonly programme: string;
  readonly day: string;
  readonly q?: string | undefined;
  readonly owner?: string | undefined;
  readonly source?: string | undefined;
  readonly dimension?: string | undefined;
  readonly state: "live" | "past" | "ended" | "all";
};

/** A row of the list with what stands beside it. */
export type Listed = LibraryVersion & { readonly is_excepted: boolean };

const conditions = (scope: Scope, { programme, day, q, owner, source, dimension, state }: Wanted) => {
  const isPast = sql<boolean>`coalesce(v.content->>'sunset', 'z') < ${day}`;
  const parts = [sql<boolean>`v.programme = ${programme}`, programmeInScope(scope, "v.programme")];
  if (q)
    for (const word of q.split(/\s+/))
      parts.push(sql<boolean>`strpos(folded(concat_ws(' ', v.indicator, v.content->'name'->>'zh-CN', v.content->'name'->>'en',
        v.content->'definition'->>'zh-CN', v.content->'definition'->>'en', v.content->'source'->>'system')), folded(${word})) > 0`);
  if (owner) parts.push(sql<boolean>`${owner} in (v.owner, v.content->>'dataOwner')`);
  if (source) parts.push(sql<boolean>`coalesce(v.source_kind, 'unsaid') = ${source}`);
  if (dimension) parts.push(sql<boolean>`v.dimension = ${dimension}`);
  if (state === "ended") parts.push(sql<boolean>`v.is_ended`);
  if (state === "live") parts.push(sql<boolean>`not v.is_ended and not ${isPast}`);
  if (state === "past") parts.push(sql<boolean>`not v.is_ended and ${isPast}`);
  return sql<boolean>`${sql.join(parts, sql` and `)}`;
};

/** A page of the library in the order of identifiers, `after` the last one that was shown. */
export async function pageOfLibrary(
  tx: Transaction,
  scope: Scope,
  wanted: Wanted,
  page: { readonly after?: string | undefined; readonly limit: number },
): Promise<{ readonly rows: readonly Listed[]; readonly total: number }> {
  const which = conditions(scope, wanted);
  const { rows } = await sql<Listed>`
    select v.*, null as author_name, exists (select from library_exception e where e.programme = v.programme
        and e.indicator = v.indicator and e.approved and e.last_day >= ${wanted.day}::date) as is_excepted
    from library_indicator v where ${which} and (${page.after ?? null}::text is null or v.indicator > ${page.after ?? null})
    order by v.indicator limit ${page.limit}`.execute(tx);
  const { rows: counted } = await sql<{ n: number }>`
    select count(*)::int as n from library_indicator v where ${which}`.execute(tx);
  return { rows, total: counted[0]?.n ?? 0 };
}

/** How many live of each source, who owns some, and which dimensions there are: what the list can be narrowed by. */
export async function choicesOf(tx: Transaction, scope: Scope, programme: string, day: string) {
  const all = conditions(scope, { programme, day, state: "live" });
  const { rows } = await sql<{ source: string; owners: string[]; dimensions: string[]; n: number }>`
    select coalesce(v.source_kind, 'unsaid') as source, count(*)::int as n,
      coalesce(array_agg(distinct v.owner) filter (where v.owner is not null), '{}') as owners,
      coalesce(array_agg(distinct v.dimension) filter (where v.dimension is not null), '{}') as dimensions
    from library_indicator v where ${all} group by 1 order by 1`.execute(tx);
  const several = (of: (row: (typeof rows)[number]) => readonly string[]) => [...new Set(rows.flatMap(of))].sort();
  return {
    bySource: Object.fromEntries(rows.map(({ source, n }) => [source, n])),
    owners: several(({ owners }) => owners),
    dimensions: several(({ dimensions }) => dimensions),
  };
}

type Use = { readonly scheme: string; readonly version: number; readonly title: Name };

/** The versions of schemes whose document names an indicator at all; the reader of schemes then says where. */
export async function schemesNaming(
  tx: Transaction,
  scope: Scope,
  which: { readonly programme: string; readonly indicator: string },
): Promise<readonly Use[]> {
  const { rows } = await sql<Use>`
    select v.scheme, v.version, v.title from scheme_version v
    where v.programme = ${which.programme} and strpos(v.document, ${which.indicator}) > 0 and ${programmeInScope(scope, "v.programme")}
    order by v.scheme, v.version desc`.execute(tx);
  return rows;
}

/** Observations of an indicator that no later one supersedes. */
export async function countFacts(
  tx: Transaction,
  scope: Scope,
  which: { readonly programme: string; readonly indicator: string },
): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from observation o where o.programme = ${which.programme} and o.indicator = ${which.indicator}
      and ${programmeInScope(scope, "o.programme")}
      and not exists (select from observation s where s.programme = o.programme and s.supersedes = o.id)`.execute(tx);
  return rows[0]?.n ?? 0;
}
