import type pg from "pg";
import type { Database } from "../database.ts";
import type { PlatformRefusal } from "../refusal.ts";
import { beginning, canonicalText, digestAfter, lineColumns, type SealedLine } from "./chain.ts";
import { insertLines, linesOf } from "./event.ts";
import { appendHeads, type Head, readHeads, thinHeads } from "./heads.ts";
import { removeExpired } from "./retention.ts";

const sealLock = 2_026_412;
const mostPerBatch = 10_000;

/** One sealer at a time, and no look at database and kept heads between the two writes of a seal. */
export async function underSealLock<T>(client: pg.ClientBase, work: () => Promise<T>): Promise<T> {
  await client.query("select pg_advisory_lock($1)", [sealLock]);
  try {
    return await work();
  } finally {
    await client.query("select pg_advisory_unlock($1)", [sealLock]);
  }
}

/** The columns of {@link Head} as SQL, from a table called `b`. */
export const headColumns = `b.batch, b.first_sequence::text as first, b.last_sequence::text as last, encode(b.head, 'hex') as head,
  to_char(b.sealed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "sealedAt"`;

export async function installationOf(client: pg.ClientBase): Promise<string> {
  const { rows } = await client.query<{ id: string }>("select id::text from installation");
  return rows[0]?.id ?? "";
}

async function inTransaction<T>(client: pg.ClientBase, work: () => Promise<T>): Promise<T> {
  await client.query("begin");
  try {
    const value = await work();
    await client.query("commit");
    return value;
  } catch (error) {
    await client.query("rollback");
    throw error;
  }
}

/** The next batch; undefined when nothing waits. */
async function sealBatch(client: pg.ClientBase): Promise<Head | undefined> {
  const { rows: waiting } = await client.query<SealedLine>(
    `select ${lineColumns} from audit_event e where e.sequence is null order by e.event limit $1`,
    [mostPerBatch],
  );
  if (waiting.length === 0) return undefined;
  const { rows } = await client.query<Head>(`select ${headColumns} from audit_batch b order by b.batch desc limit 1`);
  const [before] = rows;
  const first = BigInt(before?.last ?? 0) + 1n;
  let digest = before === undefined ? beginning(await installationOf(client)) : Buffer.from(before.head, "hex");
  const digests = waiting.map((line, index) => {
    digest = digestAfter(digest, canonicalText(line, first + BigInt(index)));
    return digest;
  });
  await client.query(
    `update audit_event e set sequence = s.sequence, digest = s.digest
     from unnest($1::bigint[], $2::bigint[], $3::bytea[]) s(event, sequence, digest) where e.event = s.event`,
    [waiting.map(({ event }) => event), waiting.map((_, index) => String(first + BigInt(index))), digests],
  );
  const last = first + BigInt(waiting.length - 1);
  const sealed = await client.query<Head>(
    `insert into audit_batch as b (batch, first_sequence, last_sequence, head) values ($1, $2, $3, $4) returning ${headColumns}`,
    [(before?.batch ?? 0) + 1, String(first), String(last), digest],
  );
  return sealed.rows[0];
}

/** Heads that a crash kept out of the file: of the one batch before, and not of more, which no crash leaves. */
async function missed(client: pg.ClientBase, path: string, until: number): Promise<readonly Head[]> {
  const kept = readHeads(path).last?.batch ?? 0;
  if (kept !== until - 1) return [];
  const { rows } = await client.query<Head>(`select ${headColumns} from audit_batch b where b.batch = $1`, [until]);
  return rows;
}

/**
 * Seals what waits, in batches, and answers how many lines that were.
 *
 *  1. lines get their place and digest, the batch its head   crash here: nothing is sealed, the same lines wait
 *  2. commit                                                 THE seal: the whole batch
 *  3. the head is written beside the database                crash here: the next seal, or start, writes it first
 */
export async function sealWaiting(database: Database, path: string): Promise<number> {
  return database.withConnection((client) =>
    underSealLock(client, async () => {
      let lines = 0;
      const { rows } = await client.query<{ batch: number | null }>("select max(batch) as batch from audit_batch");
      const behind = await missed(client, path, rows[0]?.batch ?? 0);
      if (behind.length > 0) await appendHeads(path, behind);
      for (;;) {
        const head = await inTransaction(client, () => sealBatch(client));
        if (head === undefined) return lines;
        await appendHeads(path, [head]);
        lines += Number(BigInt(head.last) - BigInt(head.first)) + 1;
      }
    }),
  );
}

/**
 * To be called when a database was brought back from a backup: the restore stands in its trail, and beside it that what was kept of later
 * batches is void. Whoever brings a database back without this is found out.
 */
export async function sealRestored(database: Database, path: string): Promise<void> {
  await database.withConnection(async (client) => {
    await client.query(insertLines, [linesOf([{ kind: "upkeep", action: "restore", outcome: "done" }])]);
    await underSealLock(client, async () => {
      const head = await inTransaction(client, () => sealBatch(client));
      if (head !== undefined) await appendHeads(path, [{ ...head, restored: true }]);
    });
  });
  await sealWaiting(database, path);
}

const hasWaiting = async (database: Database): Promise<boolean> =>
  database.withConnection(
    async (client) => (await client.query("select 1 from audit_event where sequence is null limit 1")).rowCount === 1,
  );

export type SealerOptions = {
  readonly database: Database;
  /** The file of the heads. */
  readonly heads: string;
  /** Lines older than this many days leave, batch by batch. */
  readonly keepDays: number;
  readonly tell: (notice: PlatformRefusal) => void;
};

const oneDay = 86_400_000;

/** Seals every second and once more at the end; looks once a day for what is old enough to leave. */
export function openSealer({ database, heads, keepDays, tell }: SealerOptions): { close(): Promise<void> } {
  let told = "";
  let tidied = Number.NEGATIVE_INFINITY;
  let underWay: Promise<void> = Promise.resolve();
  let isBusy = true;

  async function round(isFirst: boolean): Promise<void> {
    try {
      if (isFirst || (await hasWaiting(database))) await sealWaiting(database, heads);
      if (performance.now() - tidied > oneDay) {
        await removeExpired(database, keepDays);
        await thinHeads(heads);
        tidied = performance.now();
      }
      told = "";
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      if (reason !== told) tell({ code: "audit-not-sealed", params: { reason } });
      told = reason;
    }
  }
  const start = (isFirst: boolean) => {
    isBusy = true;
    underWay = round(isFirst).finally(() => {
      isBusy = false;
    });
  };
  start(true);
  const timer = setInterval(() => !isBusy && start(false), 1_000).unref();
  return {
    async close() {
      clearInterval(timer);
      await underWay;
      await round(true);
    },
  };
}
