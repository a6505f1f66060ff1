import type pg from "pg";
import type { Database } from "../database.ts";
import { beginning, canonicalText, digestAfter, lineColumns, type SealedLine } from "./chain.ts";
import { dayOfHead, type Head, type KeptHeads, readHeads } from "./heads.ts";
import { fewestDays, removalAction, removedUpTo } from "./retention.ts";
import { headColumns, installationOf, underSealLock } from "./sealer.ts";

/** What is not as it was sealed, by row or batch. Sentences: words `audit.<code>`. */
export type AuditFinding = {
  readonly code:
    | "row-changed"
    | "rows-missing"
    | "row-unsealed"
    | "batch-missing"
    | "batch-range"
    | "batch-head"
    | "removed-too-early"
    | "removed-unrecorded"
    | "removed-rows-left"
    | "tail-missing"
    | "kept-differs"
    | "kept-missing"
    | "kept-behind"
    | "kept-unreadable";
  readonly params: Readonly<Record<string, string | number>>;
};
export type AuditCheck = {
  readonly rows: number;
  readonly batches: number;
  readonly unsealed: number;
  readonly findings: readonly AuditFinding[];
};

type Row = SealedLine & { readonly sequence: string; readonly digest: Buffer };
type Batch = Head & { readonly removedAt: Date | null; readonly age: number | null };
const pageSize = 5_000;

/** Sealed lines in their order, one ahead of whoever asks. */
function rowsOf(client: pg.ClientBase) {
  let page: Row[] = [];
  let at = 0;
  let after = "0";
  let isEnd = false;
  return {
    async peek(): Promise<Row | undefined> {
      if (at >= page.length && !isEnd) {
        const { rows } = await client.query<Row>({
          name: "biaochi_audit_rows",
          text: `select ${lineColumns}, e.sequence::text as sequence, e.digest from audit_event e
            where e.sequence > $1 order by e.sequence limit ${pageSize}`,
          values: [after],
        });
        [page, at, isEnd] = [rows, 0, rows.length < pageSize];
        after = rows.at(-1)?.sequence ?? after;
      }
      return page[at];
    },
    take(): void {
      at += 1;
    },
  };
}

async function* batchesOf(client: pg.ClientBase): AsyncGenerator<Batch> {
  for (let after = 0; ; ) {
    const { rows } = await client.query<Batch>(
      `select ${headColumns}, b.removed_at as "removedAt", extract(epoch from b.removed_at - b.sealed_at)::float8 / 86400 as age
       from audit_batch b where b.batch > $1 order by b.batch limit ${pageSize}`,
      [after],
    );
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < pageSize) return;
    after = last.batch;
  }
}

/** What the database says now, and the heads as they were kept at the same moment. */
async function lookAtBoth(client: pg.PoolClient, path: string): Promise<KeptHeads> {
  return underSealLock(client, async () => {
    await client.query("begin transaction isolation level repeatable read read only");
    await client.query("select 1 from audit_batch limit 1"); // from here on it sees one moment
    return readHeads(path);
  });
}

/**
 * Reads the whole trail and holds it against itself and against the heads kept beside the database. Changes nothing. What
 * was edited, removed, inserted, moved or cut off is named by its place.
 */
export async function checkTrail(database: Database, path: string): Promise<AuditCheck> {
  return database.withConnection(async (client) => {
    const kept = await lookAtBoth(client, path);
    const check = await walk(client, kept);
    await client.query("commit");
    return check;
  });
}

async function walk(client: pg.PoolClient, kept: KeptHeads): Promise<AuditCheck> {
  const findings: AuditFinding[] = [];
  const find = (code: AuditFinding["code"], params: AuditFinding["params"]) => findings.push({ code, params });
  for (const line of kept.unreadable) find("kept-unreadable", { line });
  const rows = rowsOf(client);
  /** The digest that the next line rests on; undefined where the line before is not there. */
  let digest: Buffer | undefined = beginning(await installationOf(client));
  let [count, batches, removed] = [0, 0, 0];
  let before: Batch | undefined;
  const missing = (first: bigint, last: bigint, batch: number) =>
    find("rows-missing", { first: String(first), last: String(last), batch });

  for await (const batch of batchesOf(client)) {
    batches += 1;
    const [first, last] = [BigInt(batch.first), BigInt(batch.last)];
    if (batch.batch !== (before?.batch ?? 0) + 1)
      find("batch-missing", { first: (before?.batch ?? 0) + 1, last: batch.batch - 1 });
    else if (first !== BigInt(before?.last ?? 0) + 1n) find("batch-range", { batch: batch.batch });
    if (before !== undefined && lacksItsLine(before, batch, kept))
      find("kept-missing", { batch: before.batch, day: dayOfHead(before) });
    comparedWith(batch, kept, find);
    if (batch.removedAt !== null) {
      removed = batch.batch;
      if ((batch.age ?? 0) < fewestDays) find("removed-too-early", { batch: batch.batch });
      for (let row = await rows.peek(); row && BigInt(row.sequence) <= last; row = await rows.peek()) {
        find("removed-rows-left", { sequence: row.sequence, batch: batch.batch });
        rows.take();
      }
    } else {
      let expected = first;
      for (let row = await rows.peek(); row && BigInt(row.sequence) <= last; row = await rows.peek()) {
        const sequence = BigInt(row.sequence);
        rows.take();
        count += 1;
        if (sequence < expected) {
          find("row-unsealed", { sequence: row.sequence });
          continue;
        }
        if (sequence > expected) {
          missing(expected, sequence - 1n, batch.batch);
          digest = undefined;
        }
        if (digest !== undefined && !digestAfter(digest, canonicalText(row, sequence)).equals(row.digest))
          find("row-changed", { sequence: row.sequence, event: row.event, at: row.at });
        digest = row.digest;
        expected = sequence + 1n;
      }
      if (expected <= last) missing(expected, last, batch.batch);
      else if (digest !== undefined && digest.toString("hex") !== batch.head)
        find("batch-head", { batch: batch.batch, first: batch.first, last: batch.last });
    }
    // From here on the chain rests on the head, so that one break is told once.
    digest = Buffer.from(batch.head, "hex");
    before = batch;
  }
  for (let row = await rows.peek(); row; row = await rows.peek()) {
    find("row-unsealed", { sequence: row.sequence });
    rows.take();
  }
  const end = before?.batch ?? 0;
  for (const [batch, { head, line }] of kept.heads)
    if (batch > end) find("tail-missing", { batch, first: head.first, last: head.last, line });
  if (end > (kept.last?.batch ?? 0)) find("kept-behind", { kept: kept.last?.batch ?? 0, batch: end });
  if (removed > 0 && !(await isRecorded(client, removed))) find("removed-unrecorded", { batch: removed });
  const { rows: waiting } = await client.query<{ n: number }>(
    "select count(*)::int as n from audit_event where sequence is null",
  );
  return { rows: count, batches, unsealed: waiting[0]?.n ?? 0, findings };
}

/** Whether the last batch of a day lacks its line. */
const lacksItsLine = (batch: Batch, next: Batch, kept: KeptHeads): boolean =>
  batch.batch >= kept.since && dayOfHead(batch) !== dayOfHead(next) && !kept.heads.has(batch.batch);

function comparedWith(
  batch: Batch,
  kept: KeptHeads,
  find: (code: AuditFinding["code"], params: AuditFinding["params"]) => void,
): void {
  const found = kept.heads.get(batch.batch);
  if (found === undefined) return;
  const { head, line } = found;
  const isSame =
    head.head === batch.head &&
    head.first === batch.first &&
    head.last === batch.last &&
    head.sealedAt === batch.sealedAt;
  if (!isSame) find("kept-differs", { batch: batch.batch, line, first: batch.first, last: batch.last });
}

/** A removal of lines stands in the trail itself, sealed or about to be. */
async function isRecorded(client: pg.ClientBase, batch: number): Promise<boolean> {
  const { rowCount } = await client.query("select 1 from audit_event where action = $1 and thing = $2 limit 1", [
    removalAction,
    removedUpTo(batch),
  ]);
  return rowCount === 1;
}
