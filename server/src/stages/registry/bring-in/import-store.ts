import { sql } from "kysely";
import type { Upload } from "../../../dataset/upload/open-upload.ts";
import type { Transaction } from "../../../platform/database.ts";
import { programmeInScope, type Scope } from "../../../platform/scope.ts";
import type { EntryChange } from "./difference.ts";
import type { Remembered } from "./mapping.ts";
import type { ImportOutcome, MappedSheet } from "./outcome.ts";
import type { Answers } from "./question.ts";

export const importStates = ["mapping", "reading", "trying", "tried", "applying", "applied", "abandoned"] as const;
export type ImportState = (typeof importStates)[number];
/** Work waits for it, or is being done. */
export const workStates = ["reading", "trying", "applying"] as const satisfies readonly ImportState[];
export type WorkState = (typeof workStates)[number];

export type ImportRecord = {
  readonly id: number;
  readonly programme: string;
  readonly account: string;
  readonly state: ImportState;
  readonly revision: number;
  readonly extent: "whole" | "additional";
  readonly day: string;
  readonly role_by_title: boolean;
  readonly reason: string | null;
  readonly mapping: readonly MappedSheet[];
  readonly answers: Answers;
  readonly outcome: ImportOutcome | null;
  readonly base: number | null;
  readonly digest: string | null;
  readonly done: number;
  readonly total: number;
  readonly failure: string | null;
  readonly tries: number;
  readonly recording: number | null;
  readonly made_at: Date;
  readonly changed_at: Date;
};

export type ImportFile = {
  readonly position: number;
  readonly name: string;
  readonly size: number;
  readonly sha256: string;
  readonly isKept: boolean;
};

const columns = sql`i.id, i.programme, i.account, i.state, i.revision, i.extent, i.day, i.role_by_title, i.reason, i.mapping, i.answers,
  i.outcome, i.base, i.digest, i.done, i.total, i.failure, i.tries, i.recording, i.made_at, i.changed_at`;

export async function saveImport(
  tx: Transaction,
  draft: {
    readonly programme: string;
    readonly account: string;
    readonly day: string;
    readonly extent: "whole" | "additional";
  },
): Promise<number> {
  const { programme, account, day, extent } = draft;
  const { rows } = await sql<{ id: number }>`insert into registry_import (programme, account, state, day, extent)
    values (${programme}, ${account}, 'mapping', ${day}, ${extent}) returning id`.execute(tx);
  const id = rows[0]?.id;
  if (id === undefined) throw new Error("an import was saved and has no number");
  return id;
}

/** `lock`: nobody else changes it until the end of the transaction. */
export async function findImport(
  tx: Transaction,
  scope: Scope,
  id: number,
  lock = false,
): Promise<ImportRecord | undefined> {
  const { rows } = await sql<ImportRecord>`select ${columns} from registry_import i
    where i.id = ${id} and ${programmeInScope(scope, "i.programme")} ${lock ? sql`for update` : sql``}`.execute(tx);
  return rows[0];
}

export async function listImportRecords(
  tx: Transaction,
  scope: Scope,
  which: { readonly programme: string; readonly before?: number | undefined; readonly limit: number },
): Promise<readonly (ImportRecord & { readonly files: readonly string[] })[]> {
  const { programme, before = null, limit } = which;
  const { rows } = await sql<ImportRecord & { readonly files: readonly string[] }>`
    select ${columns}, coalesce((select array_agg(f.name order by f.position) from registry_import_file f where f.import = i.id), '{}') as files
    from registry_import i where i.programme = ${programme} and ${programmeInScope(scope, "i.programme")}
      and (${before}::int is null or i.id < ${before}) order by i.id desc limit ${limit}`.execute(tx);
  return rows;
}

export async function listFiles(tx: Transaction, id: number): Promise<readonly ImportFile[]> {
  const { rows } = await sql<ImportFile>`select position, name, size, sha256, content is not null as "isKept"
    from registry_import_file where import = ${id} order by position`.execute(tx);
  return rows;
}

export async function saveFile(
  tx: Transaction,
  id: number,
  file: { readonly position: number; readonly name: string; readonly sha256: string; readonly content: Buffer },
): Promise<void> {
  const { position, name, sha256, content } = file;
  await sql`insert into registry_import_file (import, position, name, size, sha256, content)
    values (${id}, ${position}, ${name}, ${content.length}, ${sha256}, ${content})`.execute(tx);
}

/** Before another set of files is sent. */
export async function dropFiles(tx: Transaction, id: number): Promise<void> {
  await sql`delete from registry_import_file where import = ${id}`.execute(tx);
}

export async function readFiles(tx: Transaction, id: number): Promise<readonly Upload[]> {
  const { rows } = await sql<Upload>`select name, content as bytes from registry_import_file
    where import = ${id} and content is not null order by position`.execute(tx);
  return rows;
}

export type ImportChange = Partial<
  Pick<
    ImportRecord,
    | "state"
    | "extent"
    | "day"
    | "role_by_title"
    | "reason"
    | "mapping"
    | "answers"
    | "outcome"
    | "base"
    | "digest"
    | "done"
    | "total"
    | "failure"
    | "tries"
    | "recording"
  >
>;

const json = new Set(["mapping", "answers", "outcome"]);

/** Whoever changes it holds its lock: `findImport` with `lock`. */
export async function changeImport(tx: Transaction, id: number, change: ImportChange): Promise<void> {
  const set = Object.entries(change).map(([column, value]) =>
    json.has(column) && value !== null
      ? sql`${sql.ref(column)} = ${JSON.stringify(value)}::jsonb`
      : sql`${sql.ref(column)} = ${value}`,
  );
  await sql`update registry_import set ${sql.join([...set, sql`revision = revision + 1`, sql`changed_at = clock_timestamp()`])}
    where id = ${id}`.execute(tx);
}

/** How far the work has come; outside of its transaction, so that others see it. */
export async function noteProgress(tx: Transaction, id: number, done: number, total: number): Promise<void> {
  await sql`update registry_import set done = ${done}, total = ${total} where id = ${id}`.execute(tx);
}

/** The oldest import on which work waits; only whoever holds the lock of the queue asks. */
export async function nextImport(tx: Transaction): Promise<ImportRecord | undefined> {
  const { rows } = await sql<ImportRecord>`
    update registry_import i set tries = tries + 1
    where id = (select min(id) from registry_import where state = any(${[...workStates]}))
    returning ${columns}`.execute(tx);
  return rows[0];
}

export async function hasWaitingImports(tx: Transaction): Promise<boolean> {
  const { rows } = await sql`select 1 from registry_import where state = any(${[...workStates]}) limit 1`.execute(tx);
  return rows.length > 0;
}

const atOnce = 2_000;

export async function saveChanges(tx: Transaction, id: number, changes: readonly EntryChange[]): Promise<void> {
  await sql`delete from registry_import_change where import = ${id}`.execute(tx);
  for (let from = 0; from < changes.length; from += atOnce) {
    const rows = changes
      .slice(from, from + atOnce)
      .map(({ id: entry, ...rest }, at) => ({ import: id, position: from + at, entry, ...rest }));
    await sql`insert into registry_import_change select * from
      jsonb_populate_recordset(null::registry_import_change, ${JSON.stringify(rows)}::jsonb)`.execute(tx);
  }
}

export type ListedChange = EntryChange & { readonly position: number };

export async function listChanges(
  tx: Transaction,
  scope: Scope,
  id: number,
  which: {
    readonly what?: string | undefined;
    readonly kind?: string | undefined;
    readonly after?: number | undefined;
    readonly limit: number;
  },
): Promise<readonly ListedChange[]> {
  const { what = null, kind = null, after = null, limit } = which;
  const { rows } = await sql<ListedChange>`
    select c.position, c.what, c.kind, c.entry as id, c.name, c.fields from registry_import_change c
    join registry_import i on i.id = c.import
    where c.import = ${id} and ${programmeInScope(scope, "i.programme")} and (${what}::text is null or c.what = ${what})
      and (${kind}::text is null or c.kind = ${kind}) and (${after}::int is null or c.position > ${after})
    order by c.position limit ${limit}`.execute(tx);
  return rows;
}

/** When an import is over nothing of the file stays but its digest: what was recorded stands in the registry. */
export async function forgetContent(tx: Transaction, id: number): Promise<void> {
  await sql`update registry_import_file set content = null where import = ${id} and content is not null`.execute(tx);
  await sql`delete from registry_import_change where import = ${id}`.execute(tx);
  await sql`update registry_import set answers = '{}',
      mapping = coalesce((select jsonb_agg(m.value - 'preview' - 'columns') from jsonb_array_elements(mapping) m), '[]'),
      outcome = outcome || '{"findings": [], "questions": []}'
    where id = ${id}`.execute(tx);
}

/** What nobody has touched for two weeks is over: names of people do not lie about in drafts. */
export async function forgetOldImports(tx: Transaction): Promise<void> {
  const { rows } = await sql<{ id: number }>`
    update registry_import set state = 'abandoned', revision = revision + 1
    where state in ('mapping', 'tried') and changed_at < clock_timestamp() - interval '14 days' returning id`.execute(
    tx,
  );
  for (const { id } of rows) await forgetContent(tx, id);
}

export async function rememberHeadings(
  tx: Transaction,
  about: { readonly programme: string; readonly account: string; readonly key: string } & Remembered,
): Promise<void> {
  const { programme, account, key, table, columns: said } = about;
  await sql`insert into registry_headings (programme, headings_sha256, holds, columns, account)
    values (${programme}, ${key}, ${table}, ${JSON.stringify(said)}::jsonb, ${account})
    on conflict (programme, headings_sha256) do update
      set holds = excluded.holds, columns = excluded.columns, account = excluded.account, said_at = clock_timestamp()`.execute(
    tx,
  );
}

export async function rememberedHeadings(tx: Transaction, programme: string): Promise<ReadonlyMap<string, Remembered>> {
  const { rows } = await sql<{ key: string } & Remembered>`
    select headings_sha256 as key, holds as table, columns from registry_headings where programme = ${programme}`.execute(
    tx,
  );
  return new Map(rows.map(({ key, ...rest }) => [key, rest]));
}
