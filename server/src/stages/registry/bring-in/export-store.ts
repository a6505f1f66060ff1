import type { Name } from "@biaochi/contract";
import { type RawBuilder, sql } from "kysely";
import type { Transaction } from "../../../platform/database.ts";
import { programmeInScope, type Scope } from "../../../platform/scope.ts";
import type { Extent } from "./workbook-out.ts";

export type ExportState = "asked" | "refused" | "waiting" | "ready" | "failed" | "gone";
export type Lang = "zh-CN" | "en";
/** For how many days what was made can be taken. */
export const keptDays = 3;

export type ExportRecord = {
  readonly id: number;
  readonly programme: string;
  readonly title: Name;
  readonly account: string;
  readonly account_name: Name | null;
  readonly decided_by: string | null;
  readonly decider_name: Name | null;
  readonly lang: Lang;
  readonly extent: Extent;
  readonly purpose: string;
  readonly state: ExportState;
  readonly asked_at: Date;
  readonly tries: number;
  readonly size: number | null;
  /** The reader asked for it, by this or another account of the same person. */
  readonly is_own: boolean;
};

/** An account, or another one of the same person. */
const isOf = (account: string): RawBuilder<boolean> => sql<boolean>`(x.account = ${account} or exists (
  select from account a join account b on b.programme = a.programme and b.self = a.self where a.id = x.account and b.id = ${account}))`;

const records = (reader: string) => sql`
  select x.id, x.programme, p.title, x.account, a.name as account_name, x.decided_by, d.name as decider_name, x.lang, x.extent, x.purpose,
    x.state, x.asked_at, x.tries, x.size, ${isOf(reader)} as is_own
  from registry_export x join programme p on p.id = x.programme
    left join account a on a.id = x.account left join account d on d.id = x.decided_by`;

export async function saveExport(
  tx: Transaction,
  asked: Pick<ExportRecord, "programme" | "account" | "lang" | "extent" | "purpose" | "state">,
): Promise<number> {
  const { programme, account, lang, extent, purpose, state } = asked;
  const { rows } = await sql<{
    id: number;
  }>`insert into registry_export (programme, account, lang, extent, purpose, state)
    values (${programme}, ${account}, ${lang}, ${extent}, ${purpose}, ${state}) returning id`.execute(tx);
  const id = rows[0]?.id;
  if (id === undefined) throw new Error("an export was saved and has no number");
  return id;
}

type Which = { readonly programme: string; readonly id: number; readonly reader: string };

/** Held until the end of the transaction. */
export async function findExport(tx: Transaction, scope: Scope, which: Which): Promise<ExportRecord | undefined> {
  const { programme, id, reader } = which;
  const { rows } = await sql<ExportRecord>`${records(reader)}
    where x.id = ${id} and x.programme = ${programme} and ${programmeInScope(scope, "x.programme")} for update of x`.execute(
    tx,
  );
  return rows[0];
}

export async function listExports(
  tx: Transaction,
  scope: Scope,
  which: Omit<Which, "id"> & { readonly limit: number },
): Promise<readonly ExportRecord[]> {
  const { programme, reader, limit } = which;
  const { rows } = await sql<ExportRecord>`${records(reader)}
    where x.programme = ${programme} and ${programmeInScope(scope, "x.programme")} order by x.id desc limit ${limit}`.execute(
    tx,
  );
  return rows;
}

export async function decideOn(tx: Transaction, id: number, by: string, approve: boolean): Promise<void> {
  await sql`update registry_export set state = ${approve ? "waiting" : "refused"}, decided_by = ${by},
    decided_at = clock_timestamp() where id = ${id} and state = 'asked'`.execute(tx);
}

/** The bytes, for whoever asked for them and nobody else, as long as they are kept. */
export async function contentOf(tx: Transaction, scope: Scope, which: Which): Promise<Buffer | undefined> {
  const { programme, id, reader } = which;
  const { rows } = await sql<{ content: Buffer }>`select x.content from registry_export x
    where x.id = ${id} and x.programme = ${programme} and x.account = ${reader} and x.state = 'ready'
      and x.ready_at > clock_timestamp() - make_interval(days => ${keptDays}) and ${programmeInScope(scope, "x.programme")}`.execute(
    tx,
  );
  return rows[0]?.content;
}

/** By whoever asked for it: nothing is made of it any more, and nothing of it is kept. */
export async function endExport(tx: Transaction, scope: Scope, which: Which): Promise<boolean> {
  const { programme, id, reader } = which;
  const { rows } = await sql`update registry_export x set content = null,
      state = case when x.state in ('refused', 'failed') then x.state else 'gone' end
    where x.id = ${id} and x.programme = ${programme} and x.account = ${reader} and ${programmeInScope(scope, "x.programme")}
    returning x.id`.execute(tx);
  return rows.length > 0;
}

/** The oldest that waits, one try more; only whoever holds the lock of the queue asks. */
export async function nextExport(tx: Transaction): Promise<ExportRecord | undefined> {
  const { rows } = await sql<{ id: number }>`update registry_export set tries = tries + 1
    where id = (select min(id) from registry_export where state = 'waiting') returning id`.execute(tx);
  if (rows[0] === undefined) return undefined;
  const { rows: found } = await sql<ExportRecord>`${records("")} where x.id = ${rows[0].id}`.execute(tx);
  return found[0];
}

export async function saveExported(tx: Transaction, id: number, content: Uint8Array): Promise<void> {
  await sql`update registry_export set state = 'ready', content = ${Buffer.from(content)}, size = ${content.length},
    ready_at = clock_timestamp() where id = ${id} and state = 'waiting'`.execute(tx);
}

export async function failExport(tx: Transaction, id: number): Promise<void> {
  await sql`update registry_export set state = 'failed' where id = ${id} and state = 'waiting'`.execute(tx);
}

export async function hasWaitingExports(tx: Transaction): Promise<boolean> {
  const { rows } = await sql`select 1 from registry_export where state = 'waiting' limit 1`.execute(tx);
  return rows.length > 0;
}

/** Names of a whole city do not lie about: what nobody took in time is not kept, and is asked for again. */
export async function forgetOldExports(tx: Transaction): Promise<void> {
  await sql`update registry_export set state = 'gone', content = null
    where state = 'ready' and ready_at <= clock_timestamp() - make_interval(days => ${keptDays})`.execute(tx);
}
