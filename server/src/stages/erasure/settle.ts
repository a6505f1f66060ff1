import { existsSync, readFileSync } from "node:fs";
import { open, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { ErasureBasis } from "@biaochi/contract";
import { sql } from "kysely";
import { z } from "zod";
import type { Database, Transaction } from "../../platform/database.ts";
import { wholeCity } from "../../platform/scope.ts";
import { placeOf } from "../exports/file-store.ts";
import { carryOut } from "./carry-out.ts";
import { planErasure } from "./plan.ts";

/** Where erasures are kept outside of the database, and what they need there. */
export type Outside = {
  readonly database: Database;
  /** Folder of the content-addressed files. */
  readonly files: string;
  /** One line for each erasure that was done, without anything of what has gone: a backup that is older is mended by it. */
  readonly tombstones: string;
  readonly masterKey: Uint8Array;
};

/** Where a data folder keeps both. */
export const erasedOutside = (data: string) => ({
  files: join(data, "files"),
  tombstones: join(data, "erasures.ndjson"),
});

const line = z.strictObject({
  /** Another installation in the same folder is none of this one's business. */
  installation: z.string(),
  erasure: z.int(),
  programme: z.string(),
  subject: z.string(),
  basis: z.enum(["unlawful", "ordered", "purpose-ended"]),
  document: z.string(),
  reason: z.string(),
  identity: z.boolean(),
  facts: z.array(z.string()),
  askedBy: z.string(),
  askedAt: z.string(),
  decidedBy: z.string(),
});
type Tombstone = z.output<typeof line> & { readonly basis: ErasureBasis };

/** What the file says; a line that a crash cut off, or that somebody has touched, is left out. */
export function readTombstones(path: string): readonly Tombstone[] {
  if (!existsSync(path)) return [];
  return readFileSync(path, "utf8")
    .split("\n")
    .flatMap((text) => {
      try {
        return [line.parse(JSON.parse(text))];
      } catch {
        return []; // what the database has done and the file lacks is written again
      }
    });
}

/** Empty where an installation has none yet, as in tests. */
const installation = "coalesce((select i.id::text from installation i), '')";

/** What was erased, oldest first, without anything of what has gone. */
export async function doneErasures(database: Database): Promise<readonly Tombstone[]> {
  const { rows } = await database.withConnection((client) =>
    client.query<Tombstone>(
      `select ${installation} as installation, id as erasure, programme, subject, basis, document, reason, identity, facts, asked_by as "askedBy",
         to_jsonb(asked_at)#>>'{}' as "askedAt", decided_by as "decidedBy" from erasure where done_at is not null order by id`,
    ),
  );
  return rows;
}

/** Finishes what a transaction cannot: files that go, and the lines beside the database. Done again after a crash, nothing is done twice. */
export async function settleErasures(outside: Outside): Promise<void> {
  await outside.database.withConnection(async (client) => {
    await client.query("select pg_advisory_lock($1)", [settleLock]);
    try {
      await settle(outside);
    } finally {
      await client.query("select pg_advisory_unlock($1)", [settleLock]);
    }
  });
}

/** One at a time: two would write the same lines twice. */
const settleLock = 2_026_119;

async function settle({ database, files, tombstones }: Outside): Promise<void> {
  const { rows } = await database.withConnection((client) =>
    client.query<{ sha256: string }>(
      `select i.key->>'sha256' as sha256 from erasure_item i join erasure e on e.id = i.erasure where i.entry = 'file' and e.done_at is not null`,
    ),
  );
  for (const { sha256 } of rows) await rm(placeOf(files, sha256), { force: true });
  const name = ({ installation: of, erasure }: Tombstone) => `${of} ${erasure}`;
  const known = new Set(readTombstones(tombstones).map(name));
  const missing = (await doneErasures(database)).filter((each) => !known.has(name(each)));
  if (missing.length === 0) return;
  const file = await open(tombstones, "a+", 0o600);
  try {
    const { size } = await file.stat();
    const end = Buffer.alloc(1);
    if (size > 0) await file.read(end, 0, 1, size - 1);
    await file.appendFile(
      (size > 0 && end[0] !== 10 ? "\n" : "") + missing.map((each) => `${JSON.stringify(each)}\n`).join(""),
    );
    await file.sync();
  } finally {
    await file.close();
  }
  const folder = await open(dirname(tombstones), "r");
  await folder.sync().finally(() => folder.close());
}

/**
 * Over a database that was brought back from a backup: erasures that the file knows and the database does not are done again, with the
 * same numbers. Answers which.
 */
export async function reapplyErasures(outside: Outside): Promise<readonly number[]> {
  const applied: number[] = [];
  const { rows } = await outside.database.withConnection((client) =>
    client.query<{ installation: string }>(`select ${installation} as installation`),
  );
  const ours = readTombstones(outside.tombstones).filter((each) => each.installation === rows[0]?.installation);
  for (const each of ours)
    if (await outside.database.transaction((tx) => reapply(tx, each, outside.masterKey))) applied.push(each.erasure);
  if (applied.length > 0)
    await outside.database.transaction((tx) =>
      sql`select setval(pg_get_serial_sequence('erasure', 'id'), max(id)) from erasure`.execute(tx),
    );
  await settleErasures(outside);
  return applied;
}

async function reapply(tx: Transaction, known: Tombstone, masterKey: Uint8Array): Promise<boolean> {
  const { erasure, programme, document, reason, askedBy, askedAt, decidedBy } = known;
  const { rows } = await sql<{
    done: boolean;
  }>`select done_at is not null as done from erasure where id = ${erasure}`.execute(tx);
  if (rows[0]?.done) return false;
  const plan = await planErasure(tx, wholeCity, known);
  if (plan === undefined) return false; // the backup is older than the person
  if (rows[0] === undefined)
    await sql`insert into erasure (id, programme, subject, basis, document, reason, identity, facts, asked_by, asked_at)
      overriding system value values (${erasure}, ${programme}, ${known.subject}, ${known.basis}, ${document}, ${reason},
        ${known.identity}, ${[...known.facts]}, ${askedBy}, ${askedAt}::timestamptz)`.execute(tx);
  await sql`update erasure set decided_by = ${decidedBy}, decided_at = clock_timestamp(), approved = true
    where id = ${erasure} and decided_at is null`.execute(tx);
  await carryOut(tx, { erasure, wanted: known, plan, document, by: decidedBy, masterKey });
  return true;
}
