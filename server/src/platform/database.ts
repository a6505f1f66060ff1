import { type Outcome, ok, refuse } from "@biaochi/contract";
import { type IsolationLevel, Kysely, PostgresDialect } from "kysely";
import pg from "pg";
import { readersOn } from "./readers.ts";
import type { PlatformRefusal } from "./refusal.ts";
import { redactUrl } from "./settings.ts";
import type { Tables } from "./tables.ts";

/** The only handle that commands and stores ever see: one transaction, or statements that can only read. */
export type Transaction = Kysely<Tables>;

export type TransactionOptions = {
  readonly isolation?: IsolationLevel;
  readonly access?: "read only" | "read write";
};

export type Database = {
  /** Runs `work` in one transaction; a throw rolls back. */
  transaction<T>(work: (tx: Transaction) => Promise<T>, options?: TransactionOptions): Promise<T>;
  /** As above, and a refusal rolls back too: nothing that was refused leaves half a trace. */
  decide<T, R>(work: (tx: Transaction) => Promise<Outcome<T, R>>, options?: TransactionOptions): Promise<Outcome<T, R>>;
  /**
   * Runs `work` on connections that PostgreSQL lets only read, without a transaction around it: each statement takes the next
   * free one and sees what was committed before it. Two round trips less than a transaction, and a GET that writes still fails.
   */
  read<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  /** A bare connection, for COPY and for the migrations: only `platform/` and bulk stores need it. */
  withConnection<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T>;
  readonly url: string;
  close(): Promise<void>;
};

const { builtins } = pg.types;

/**
 * What a PostgreSQL value becomes. Nothing is rounded and no day turns into an instant:
 * numeric → string (exact decimals are the engine's business), int8 → bigint (ids and counts, safe to calculate with, and
 * loud in JSON when a door forgets to write them as text), date → "2027-03-31", timestamptz → Date.
 */
const parsers: ReadonlyMap<number, (text: string) => unknown> = new Map<number, (text: string) => unknown>([
  [builtins.NUMERIC, (text) => text],
  [builtins.INT8, (text) => BigInt(text)],
  [builtins.DATE, (text) => text],
]);

const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: "text" | "binary") =>
    (format !== "binary" ? parsers.get(oid) : undefined) ?? pg.types.getTypeParser(oid, format),
};

/** Whether something failed because no connection came free in time: nothing was done yet. The pool says it in words alone. */
export const isTooBusy = (error: Error): boolean => error.message === "timeout exceeded when trying to connect";

class RolledBack<R> extends Error {
  readonly refused: { readonly ok: false; readonly refusal: R };
  constructor(refused: { readonly ok: false; readonly refusal: R }) {
    super("refused");
    this.refused = refused;
  }
}

const oldestSupported = 15;

export type DatabaseOptions = { readonly url: string; readonly connections?: number };

/** Connects and checks once, so that a wrong address is refused at the start and not at the first request. */
export async function openDatabase(options: DatabaseOptions): Promise<Outcome<Database, PlatformRefusal>> {
  const { url, connections = 10 } = options;
  const pool = poolOf(url, { max: connections, options: "-c timezone=UTC" });
  try {
    const answer = await pool.query<{ version: string }>("select current_setting('server_version_num') as version");
    const major = Math.floor(Number(answer.rows[0]?.version) / 10_000);
    if (major < oldestSupported) {
      await pool.end();
      return refuse({ code: "database-version", params: { found: major } });
    }
  } catch (error) {
    await pool.end();
    const reason = error instanceof AggregateError ? error.errors.map(String).join("; ") : String(error);
    return refuse({ code: "database-unreachable", params: { url: redactUrl(url), reason } });
  }
  const onlyRead = "-c timezone=UTC -c default_transaction_read_only=on";
  return ok(databaseOn(pool, poolOf(url, { max: connections, options: onlyRead, pipeline: true }), url));
}

function poolOf(url: string, more: pg.PoolConfig): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    types,
    application_name: "biaochi",
    connectionTimeoutMillis: 10_000,
    ...more,
  });
  pool.on("error", () => undefined); // an idle connection that breaks is replaced; the next query tells if it cannot be
  // One that breaks at work tells it by its query; without a listener it would end the process as well.
  pool.on("connect", (client) => client.on("error", () => undefined));
  return pool;
}

function databaseOn(pool: pg.Pool, readers: pg.Pool, url: string): Database {
  const kysely = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  const reading = new Kysely<Tables>({ dialect: readersOn(readers) });
  function transaction<T>(work: (tx: Transaction) => Promise<T>, options: TransactionOptions = {}): Promise<T> {
    let begin = kysely.transaction();
    if (options.isolation !== undefined) begin = begin.setIsolationLevel(options.isolation);
    if (options.access !== undefined) begin = begin.setAccessMode(options.access);
    return begin.execute(work);
  }
  return {
    url,
    transaction,
    read: (work) => work(reading),
    async decide(work, options) {
      try {
        return await transaction(async (tx) => {
          const outcome = await work(tx);
          if (!outcome.ok) throw new RolledBack(outcome);
          return outcome;
        }, options);
      } catch (error) {
        if (error instanceof RolledBack) return error.refused;
        throw error;
      }
    },
    async withConnection(work) {
      const client = await pool.connect();
      try {
        const value = await work(client);
        client.release();
        return value;
      } catch (error) {
        client.release(true); // its state is unknown: it may hold a lock or stand in the middle of a COPY
        throw error;
      }
    },
    async close() {
      await Promise.all([kysely.destroy(), reading.destroy()]);
      for (const each of [pool, readers]) if (!each.ended) await each.end(); // Kysely leaves a pool alone that it never used
    },
  };
}
