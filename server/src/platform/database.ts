import { type Outcome, ok, refuse } from "@biaochi/contract";
import { type IsolationLevel, Kysely, type Transaction as KyselyTransaction, PostgresDialect } from "kysely";
import pg from "pg";
import type { PlatformRefusal } from "./refusal.ts";
import { redactUrl } from "./settings.ts";
import type { Tables } from "./tables.ts";

/** The only handle that commands and stores ever see. */
export type Transaction = KyselyTransaction<Tables>;

export type TransactionOptions = {
  readonly isolation?: IsolationLevel;
  readonly access?: "read only" | "read write";
};

export type Database = {
  /** Runs `work` in one transaction; a throw rolls back. */
  transaction<T>(work: (tx: Transaction) => Promise<T>, options?: TransactionOptions): Promise<T>;
  /** As above, and a refusal rolls back too: nothing that was refused leaves half a trace. */
  decide<T, R>(work: (tx: Transaction) => Promise<Outcome<T, R>>, options?: TransactionOptions): Promise<Outcome<T, R>>;
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
  const { url } = options;
  const pool = new pg.Pool({
    connectionString: url,
    types,
    max: options.connections ?? 10,
    application_name: "biaochi",
    connectionTimeoutMillis: 10_000,
    options: "-c timezone=UTC",
  });
  pool.on("error", () => undefined); // an idle connection that breaks is replaced; the next query tells if it cannot be
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
  return ok(databaseOn(pool, url));
}

function databaseOn(pool: pg.Pool, url: string): Database {
  const kysely = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  function transaction<T>(work: (tx: Transaction) => Promise<T>, options: TransactionOptions = {}): Promise<T> {
    let begin = kysely.transaction();
    if (options.isolation !== undefined) begin = begin.setIsolationLevel(options.isolation);
    if (options.access !== undefined) begin = begin.setAccessMode(options.access);
    return begin.execute(work);
  }
  return {
    url,
    transaction,
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
      await kysely.destroy();
      if (!pool.ended) await pool.end(); // Kysely leaves a pool alone that it never used
    },
  };
}
