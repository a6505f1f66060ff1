import type { Name, SubjectName } from "@biaochi/contract";
import { sql } from "kysely";
import type { z } from "zod";
import type { Transaction } from "../../../platform/database.ts";
import { programmeInScope, type Scope } from "../../../platform/scope.ts";
import type { UpperRead } from "./items.ts";

export type UpperRow = {
  readonly id: number;
  readonly programme: string;
  readonly form: "scheme" | "table";
  readonly name: string;
  readonly title: Name;
  readonly cycle: string | null;
  readonly document: string;
  readonly digest: string;
  readonly taken_by: string;
  readonly taken_by_name: Name | null;
  readonly taken_at: Date;
  readonly items: number;
  readonly open: number;
};

/** The newest word on who leads each item. */
const leads = sql`(select distinct on (l.upper, l.item) l.* from upper_item_lead l order by l.upper, l.item, l.id desc)`;

const uppers = sql`
  select u.*, a.name as taken_by_name,
    (select count(*)::int from upper_item i where i.upper = u.id) as items,
    (select count(*)::int from upper_item i left join ${leads} l on l.upper = i.upper and l.item = i.item
      where i.upper = u.id and l.lead is null) as open
  from upper_scheme u left join account a on a.id = u.taken_by`;

export async function listUppers(
  tx: Transaction,
  scope: Scope,
  programme: string | undefined,
): Promise<readonly UpperRow[]> {
  const { rows } = await sql<UpperRow>`${uppers}
    where ${programmeInScope(scope, "u.programme")} and (${programme ?? null}::text is null or u.programme = ${programme ?? null})
    order by u.id desc limit 200`.execute(tx);
  return rows;
}

export async function findUpper(tx: Transaction, scope: Scope, id: number): Promise<UpperRow | undefined> {
  const { rows } =
    await sql<UpperRow>`${uppers} where u.id = ${id} and ${programmeInScope(scope, "u.programme")}`.execute(tx);
  return rows[0];
}

export type NewUpper = UpperRead & {
  readonly programme: string;
  readonly form: "scheme" | "table";
  readonly name: string;
  readonly document: string;
};

/** Undefined: the same document is there already. */
export async function saveUpper(tx: Transaction, upper: NewUpper, by: string): Promise<number | undefined> {
  const { programme, form, name, title, cycle, document, items } = upper;
  const { rows } = await sql<{ id: number }>`
    insert into upper_scheme (programme, form, name, title, cycle, document, digest, taken_by)
    values (${programme}, ${form}, ${name}, ${JSON.stringify(title)}::jsonb, ${cycle}, ${document},
      encode(sha256(convert_to(${document}::text, 'UTF8')), 'hex'), ${by})
    on conflict (programme, digest) do nothing returning id`.execute(tx);
  const id = rows[0]?.id;
  if (id === undefined) return undefined;
  const sent = JSON.stringify(items.map((item, sort) => ({ ...item, sort })));
  await sql`insert into upper_item (upper, item, sort, name, points, indicator)
    select ${id}, i.item, i.sort, i.name, i.points, i.indicator
    from jsonb_to_recordset(${sent}::jsonb) i(item text, sort int, name jsonb, points text, indicator text)`.execute(
    tx,
  );
  return id;
}

export type UpperItemRow = {
  readonly item: string;
  readonly name: Name;
  readonly points: string | null;
  readonly indicator: string | null;
  readonly lead: string | null;
  readonly helping: readonly string[] | null;
  readonly indicators: readonly string[] | null;
  readonly set_by: string | null;
  readonly set_by_name: Name | null;
  readonly set_at: Date | null;
};

export async function listUpperItems(tx: Transaction, scope: Scope, upper: number): Promise<readonly UpperItemRow[]> {
  const { rows } = await sql<UpperItemRow>`
    select i.item, i.name, i.points, i.indicator, l.lead, l.helping, l.indicators, l.set_by, a.name as set_by_name, l.set_at
    from upper_item i join upper_scheme u on u.id = i.upper left join ${leads} l on l.upper = i.upper and l.item = i.item
      left join account a on a.id = l.set_by
    where i.upper = ${upper} and ${programmeInScope(scope, "u.programme")} order by i.sort`.execute(tx);
  return rows;
}

export type NewLead = {
  readonly upper: number;
  readonly item: string;
  readonly lead: string | null;
  readonly helping: readonly string[];
  readonly indicators: readonly string[];
};

export async function saveLead(
  tx: Transaction,
  { upper, item, lead, helping, indicators }: NewLead,
  by: string,
): Promise<void> {
  await sql`insert into upper_item_lead (upper, item, lead, helping, indicators, set_by)
    values (${upper}, ${item}, ${lead}, ${[...helping]}::text[], ${[...indicators]}::text[], ${by})`.execute(tx);
}

/** The units of a programme, in protocol order: whoever leads is named, whoever reads. */
export async function listUnits(
  tx: Transaction,
  scope: Scope,
  programme: string,
): Promise<readonly (z.output<typeof SubjectName> & { readonly attributes: Readonly<Record<string, string>> })[]> {
  const { rows } = await sql<z.output<typeof SubjectName> & { readonly attributes: Readonly<Record<string, string>> }>`
    select s.id, s.type, s.name, s.attributes from current_subject s
    where s.programme = ${programme} and s.type = 'unit' and ${programmeInScope(scope, "s.programme")} order by s.sort, s.id`.execute(
    tx,
  );
  return rows;
}
