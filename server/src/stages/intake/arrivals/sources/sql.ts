import type { Place } from "@biaochi/contract";
import pg from "pg";
import { guardedHost, type Resolve } from "./guarded-address.ts";
import { type Page, type Source, SourceFailure } from "./source.ts";

export type SqlPlace = Extract<Place, { kind: "sql" }>;
export type SqlOptions = { readonly secret: string | undefined; readonly resolve?: Resolve };

const pageSize = 2_000;
const truth = 16; // oid of boolean
/** Everything as the database writes it: exact numbers stay exact. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number) => (text: string | Buffer) => (oid === truth ? text === "t" : String(text)),
};

/** What a database says of itself: its code and its sentence, which hold neither key nor password. */
function failureOf(error: unknown, place: SqlPlace): SourceFailure {
  if (error instanceof SourceFailure) return error;
  const { host } = place;
  if (error instanceof pg.DatabaseError) {
    const code = error.code ?? "";
    if (code === "57014") return new SourceFailure("source-slow", { seconds: place.timeoutSeconds }, true);
    if (code.startsWith("28")) return new SourceFailure("source-refuses", { at: host, status: code });
    const isPassing = /^(08|53|57|40)/.test(code);
    return new SourceFailure("query-failed", { code, said: error.message.slice(0, 300) }, isPassing);
  }
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return new SourceFailure("source-away", { host, reason: code === "" ? "connection" : code }, true);
}

/** Rows of one SELECT in a PostgreSQL database, read through a cursor in a transaction that can only read. */
export function sqlSource(place: SqlPlace, { secret, resolve }: SqlOptions): Source {
  return async function* read({ window, stop }): AsyncGenerator<Page> {
    if (secret === undefined) throw new SourceFailure("secret-unreadable", {});
    const { host, address } = await guardedHost(place.host, place.inside, place.timeoutSeconds, resolve);
    const client = new pg.Client({
      ...{ host: address, port: place.port, database: place.database, user: place.user, password: secret, types },
      ...{
        connectionTimeoutMillis: 15_000,
        application_name: "biaochi intake",
        ssl: place.tls ? { servername: host } : false,
      },
      options: `-c statement_timeout=${place.timeoutSeconds}s -c timezone=Asia/Shanghai -c datestyle=ISO -c default_transaction_read_only=on`,
    });
    client.on("error", () => undefined); // the query that is under way tells it
    try {
      await client.connect();
      await client.query("begin read only");
      const ends = [window.since.toISOString(), window.until.toISOString()];
      const most = /\$2(?!\d)/.test(place.query) ? 2 : /\$1(?!\d)/.test(place.query) ? 1 : 0;
      await client.query({ text: `declare arrivals no scroll cursor for ${place.query}`, values: ends.slice(0, most) });
      for (let row = 0; ; ) {
        if (stop?.aborted) throw new SourceFailure("stopped", {}, true);
        const { rows, fields } = await client.query(`fetch ${pageSize} from arrivals`);
        const columns = fields.map(({ name }) => name);
        const next = rows.length < pageSize ? undefined : { row: row + rows.length };
        yield { columns, next, rows: rows.map((raw, at) => ({ ref: String(row + at + 1), raw })) };
        if (next === undefined) return;
        row = next.row;
      }
    } catch (error) {
      throw failureOf(error, place);
    } finally {
      await client.end().catch(() => undefined);
    }
  };
}
