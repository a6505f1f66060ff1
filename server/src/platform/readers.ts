import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from "kysely";
import pg from "pg";

/** What is kept of a statement's text. `isQuick`: the last time it took no longer than a person notices. */
type Known = { readonly name: string; isQuick: boolean };

/** More texts than this are not the routes' own: they are sent without a name, and nothing is kept of them. */
const mostNames = 1000;
const statements = new Map<string, Known>();
const quickMilliseconds = 20;

/**
 * Stands at the beginning of a statement whose best plan depends on what is asked: it gets no name, and PostgreSQL plans it
 * anew with the values of each question.
 */
export const plannedAnew = "/* planned anew */";

function knownOf(text: string): Known | undefined {
  if (text.trimStart().startsWith(plannedAnew)) return undefined;
  const known = statements.get(text);
  if (known !== undefined || statements.size >= mostNames) return known;
  const fresh = { name: `biaochi_${statements.size + 1}`, isQuick: false };
  statements.set(text, fresh);
  return fresh;
}

type Asked = {
  readonly query: CompiledQuery;
  readonly known: Known | undefined;
  readonly answer: (result: QueryResult<unknown>) => void;
  readonly fail: (error: unknown) => void;
};

/** So many statements share one connection at most: what waits behind others waits briefly. */
const mostTogether = 4;

/** Quick ones by the handful; whatever is slow, or not known yet, by itself. */
function batchesOf(asked: readonly Asked[]): readonly (readonly Asked[])[] {
  const quick = asked.filter(({ known }) => known?.isQuick);
  const together = Array.from({ length: Math.ceil(quick.length / mostTogether) }, (_, i) =>
    quick.slice(i * mostTogether, (i + 1) * mostTogether),
  );
  return [...together, ...asked.filter(({ known }) => !known?.isQuick).map((each) => [each])];
}

/**
 * Statements that are asked within one turn of the event loop go to the database in batches, each on one free connection,
 * written at once: a statement costs the two processes less than waking each other up. Each one ends by itself, so that
 * an error is nobody else's. Named: parsed and planned once per connection, and then called by name.
 */
class Readers implements DatabaseConnection {
  readonly #pool: pg.Pool;
  #asked: Asked[] = [];
  constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    return new Promise<QueryResult<unknown>>((answer, fail) => {
      if (this.#asked.length === 0) setImmediate(() => this.#send());
      this.#asked.push({ query, known: knownOf(query.sql), answer, fail });
    }) as Promise<QueryResult<R>>;
  }

  #send(): void {
    const asked = this.#asked;
    this.#asked = [];
    for (const batch of batchesOf(asked))
      this.#pool.connect((error, client) => {
        if (client === undefined) for (const { fail } of batch) fail(error);
        else write(client, batch);
      });
  }

  // biome-ignore lint/correctness/useYield: there is nothing to yield
  async *streamQuery(): AsyncIterableIterator<never> {
    throw new Error("a reader has no cursors");
  }
}

/** What PostgreSQL refuses leaves the connection as it was, unless it says farewell with it; any other error is the connection's own. */
const endsConnection = (error: Error): boolean =>
  !(error instanceof pg.DatabaseError) || error.severity === "FATAL" || error.code?.startsWith("57P") === true;

function write(client: pg.PoolClient, batch: readonly Asked[]): void {
  const { stream } = client.connection;
  const begun = performance.now();
  let left = batch.length;
  let isBroken = false;
  stream.cork();
  for (const { query, known, answer, fail } of batch) {
    const values = [...query.parameters];
    const config = known === undefined ? { text: query.sql, values } : { name: known.name, text: query.sql, values };
    client.query(config, (error: Error | null, result: pg.QueryResult) => {
      left--;
      if (error !== null && error !== undefined && endsConnection(error)) isBroken = true;
      if (left === 0) client.release(isBroken);
      if (known !== undefined) known.isQuick = performance.now() - begun < quickMilliseconds;
      if (error) fail(error);
      else answer({ rows: result.rows });
    });
  }
  stream.uncork();
}

async function refuseTransaction(): Promise<never> {
  throw new Error("a reader has no transactions: each of its statements may use another connection");
}

/** For statements that need nothing of each other. The pool's connections must be in pipeline mode. */
export function readersOn(pool: pg.Pool): Dialect {
  const connection = new Readers(pool);
  const driver: Driver = {
    init: async () => undefined,
    acquireConnection: async () => connection,
    releaseConnection: async () => undefined,
    beginTransaction: refuseTransaction,
    commitTransaction: refuseTransaction,
    rollbackTransaction: refuseTransaction,
    destroy: () => pool.end(),
  };
  return {
    createDriver: () => driver,
    createAdapter: () => new PostgresAdapter(),
    createIntrospector: (kysely) => new PostgresIntrospector(kysely),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  };
}
