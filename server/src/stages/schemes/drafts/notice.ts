import { sql } from "kysely";
import type { Database, Transaction } from "../../../platform/database.ts";
import { wholeCity } from "../../../platform/scope.ts";
import { concernedKeys } from "../effects/effects.ts";
import { tellConcerned } from "../effects/kind-store.ts";
import { findSchemeVersion, listSchemeVersions, type SchemeVersionRow, schemeOf } from "../store.ts";
import { placeTaken } from "./standing.ts";

type Version = { readonly programme: string; readonly scheme: string; readonly version: number };

const minutesToRead = 3;
const keyOf = ({ programme, scheme, version }: Version): string => `scheme:${programme}/${scheme}/${version}:`;
export const noticeKey = (version: Version, account: string): string => keyOf(version) + account;

/** The version whose place another one takes, whole. */
export async function versionBefore(
  tx: Transaction,
  scope: Parameters<typeof listSchemeVersions>[1],
  next: Version & Pick<SchemeVersionRow, "cycle" | "effective_from">,
): Promise<SchemeVersionRow | undefined> {
  const { programme } = next;
  const taken = placeTaken(next, await listSchemeVersions(tx, scope, programme));
  return taken && findSchemeVersion(tx, scope, { programme, scheme: taken.scheme, version: taken.version });
}

/**
 * Tells everybody whose list a version changes, once: a to-do each, which the next digest counts. Whoever is concerned twice, as an
 * official and as the head of a unit, has one.
 */
export async function announce(tx: Transaction, which: Version, today: string): Promise<number> {
  const row = await findSchemeVersion(tx, wholeCity, which);
  if (row === undefined) return 0;
  const before = await versionBefore(tx, wholeCity, { ...row, programme: row.programme });
  const asked = {
    programme: row.programme,
    before: before && { scheme: schemeOf(before), digest: before.digest },
    after: { scheme: schemeOf(row), digest: row.digest },
  };
  const { deciding, keys } = await concernedKeys(tx, wholeCity, asked);
  const { rows } =
    await sql`insert into scheme_notice (programme, scheme, version, told) values (${row.programme}, ${row.scheme},
    ${row.version}, 0) on conflict do nothing returning version`.execute(tx);
  if (rows.length === 0) return 0;
  return tellConcerned(
    tx,
    { programme: row.programme, deciding, keys, today },
    {
      ...{ keyPrefix: keyOf(which), kind: "scheme-in-force", minutes: minutesToRead },
      params: { period: row.cycle, version: row.version },
      path: `/schemes/${encodeURIComponent(row.scheme)}/${row.version}`,
    },
  );
}

/** What has come into force since somebody last looked, of versions that were approved here. */
export async function announceDue(database: Database, today: string): Promise<number> {
  return database.transaction(async (tx) => {
    await sql`select pg_advisory_xact_lock(2026558)`.execute(tx);
    const { rows } = await sql<Version>`
      select v.programme, v.scheme, v.version from scheme_version v join scheme_draft_act a on a.recording = v.recording and a.act = 'approved'
      where v.effective_from <= ${today}::date and not exists (select from scheme_notice n
        where n.programme = v.programme and n.scheme = v.scheme and n.version = v.version)
      order by v.recording`.execute(tx);
    let told = 0;
    for (const version of rows) told += await announce(tx, version, today);
    return told;
  });
}
