import type { PostgresPool, PostgresPoolClient } from "kysely";
import type pg from "pg";

/** More texts than this are not the routes' own: they are sent without a name, and nothing is kept of them. */
const mostNames = 1000;
const names = new Map<string, string>();

/**
 * Stands at the beginning of a statement whose best plan depends on what is asked: it gets no name, and PostgreSQL plans it
 * anew with the values of each question.
 */
export const plannedAnew = "/* planned anew */";

function nameOf(text: string): string | undefined {
  if (text.trimStart().startsWith(plannedAnew)) return undefined;
  const known = names.get(text);
  if (known !== undefined || names.size >= mostNames) return known;
  const name = `biaochi_${names.size + 1}`;
  names.set(text, name);
  return name;
}

const clients = new WeakMap<pg.PoolClient, PostgresPoolClient>();

/** The same connection, whose statements are parsed and planned once per connection and then called by name. */
function preparing(client: pg.PoolClient): PostgresPoolClient {
  const known = clients.get(client);
  if (known !== undefined) return known;
  const named = new Proxy(client, {
    get(target, key) {
      if (key === "query")
        return (text: unknown, values?: readonly unknown[]) => {
          const name = typeof text === "string" && values !== undefined ? nameOf(text) : undefined;
          return name === undefined
            ? target.query(text as string, values as unknown[])
            : target.query({ name, text: text as string, values: [...(values ?? [])] });
        };
      const value = Reflect.get(target, key);
      return typeof value === "function" ? value.bind(target) : value;
    },
  }) as PostgresPoolClient;
  clients.set(client, named);
  return named;
}

/** A pool whose connections name their statements. */
export function prepared(pool: pg.Pool): PostgresPool {
  return {
    connect: async () => preparing(await pool.connect()),
    end: () => pool.end(),
    options: pool.options,
  } as PostgresPool;
}
