import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ClientBase } from "pg";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";

/** Rows as PostgreSQL's COPY text format has them: every value a text, or null. */
export type CopyRow = readonly (string | null)[];

const escapes: Readonly<Record<string, string>> = { "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" };
const originals: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", b: "\b", f: "\f", v: "\v" };

function written(value: string | null): string {
  if (value === null) return "\\N";
  return /[\\\n\r\t]/.test(value) ? value.replace(/[\\\n\r\t]/g, (each) => escapes[each] ?? each) : value;
}

function read(text: string): string | null {
  if (text === "\\N") return null;
  return text.includes("\\") ? text.replace(/\\(.)/g, (_, each: string) => originals[each] ?? each) : text;
}

const chunkSize = 1 << 16;

function* chunks(rows: Iterable<CopyRow>, onRow: () => void): Iterable<Buffer> {
  let text = "";
  for (const row of rows) {
    text += `${row.map(written).join("\t")}\n`;
    onRow();
    if (text.length < chunkSize) continue;
    yield Buffer.from(text);
    text = "";
  }
  if (text !== "") yield Buffer.from(text);
}

/** Identifiers are ours, never input: they are quoted so that a reserved word is no surprise. */
const quoted = (name: string) => `"${name}"`;

/** Sends all rows in one COPY and answers how many there were. Part of the client's transaction. */
export async function copyIn(
  client: ClientBase,
  table: string,
  columns: readonly string[],
  rows: Iterable<CopyRow>,
  onRow: () => void = () => undefined,
): Promise<number> {
  let count = 0;
  const counted = () => {
    count += 1;
    onRow();
  };
  const target = client.query(copyFrom(`copy ${quoted(table)} (${columns.map(quoted).join(", ")}) from stdin`));
  await pipeline(Readable.from(chunks(rows, counted)), target);
  return count;
}

/** Reads the rows of a query that has no parameters of its own (COPY takes none): literals must come from {@link literal}. */
export async function copyOut(
  client: ClientBase,
  query: string,
  onRow: (row: (string | null)[]) => void,
): Promise<void> {
  const source = client.query(copyTo(`copy (${query}) to stdout`));
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of source as AsyncIterable<Buffer>) {
    const bytes: Buffer = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let from = 0;
    for (let to = bytes.indexOf(10); to >= 0; to = bytes.indexOf(10, from)) {
      onRow(bytes.toString("utf8", from, to).split("\t").map(read));
      from = to + 1;
    }
    rest = bytes.subarray(from);
  }
}

/** A text as an SQL literal, for the queries of {@link copyOut}. */
export function literal(text: string): string {
  return `E'${text.replace(/[\\']/g, (each) => `\\${each}`)}'`;
}
