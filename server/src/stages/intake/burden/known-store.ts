import type { Name } from "@biaochi/contract";
import { sql } from "kysely";
import type { Transaction } from "../../../platform/database.ts";
import { programmeInScope, type Scope } from "../../../platform/scope.ts";

/** Something that is held already: how it is called, and where. */
export type Held = {
  readonly text: Name;
  readonly place: "library" | "stream" | "request";
  readonly id: string;
  /** Of the place. */
  readonly name: Name;
  readonly keeper: string | null;
};

/** What arrives by itself: the fields of every stream, and those that the sharing agreement of its connection names. */
export async function listStreamFields(tx: Transaction, scope: Scope, programme: string): Promise<readonly Held[]> {
  const { rows } = await sql<Held & { field: string }>`
    with stream as (
      select distinct on (v.stream) v.* from stream_version v where v.programme = ${programme} order by v.stream, v.version desc),
    connection as (
      select distinct on (c.connection) c.* from connection_version c where c.programme = ${programme}
      order by c.connection, c.version desc)
    select distinct 'stream' as place, s.stream as id, s.name, c.keeper, f.field
    from stream s left join connection c on c.connection = s.connection
      cross join lateral (select each.value->>'from' as field from jsonb_each(s.mapping->'fields') each
        union select jsonb_array_elements_text(c.agreement->'fields')) f
    where f.field <> '' and ${programmeInScope(scope, "s.programme")} order by s.stream, f.field`.execute(tx);
  return rows.map(({ field, ...held }) => ({ ...held, text: { "zh-CN": field, en: field } }));
}

/** What the same units have been asked for of a time that overlaps, or as it stands; each datum in its newest request. */
export async function listAskedBefore(
  tx: Transaction,
  scope: Scope,
  of: {
    readonly programme: string;
    readonly units: readonly string[];
    /** In months counted from year 0. */
    readonly period: { readonly from: number; readonly to: number } | undefined;
  },
): Promise<readonly Held[]> {
  const { from = null, to = null } = of.period ?? {};
  const { rows } = await sql<{ field: string; request: number; title: string; asker: string }>`
    select distinct on (f.name) f.name as field, r.id as request, r.title, r.asker
    from burden_field f join burden_request r on r.id = f.request
    where r.programme = ${of.programme} and ${programmeInScope(scope, "r.programme")}
      and not exists (select from burden_withdrawal w where w.request = r.id)
      and exists (select from burden_request_unit u where u.request = r.id and u.unit = any(${[...of.units]}))
      and (r.period is null or ${from}::integer is null or (r.period_from <= ${to}::integer and r.period_to >= ${from}::integer))
    order by f.name, r.id desc`.execute(tx);
  return rows.map(({ field, request, title, asker }) => ({
    ...{ text: { "zh-CN": field, en: field }, place: "request" as const, id: String(request) },
    ...{ name: { "zh-CN": title, en: title }, keeper: asker },
  }));
}
