import type { ClientBase } from "pg";
import { to as copyTo } from "pg-copy-streams";

/** The fields of one row as PostgreSQL's binary format has them, each in memory of its own (so that a typed array fits on it). */
export type BinaryRow = readonly (Uint8Array<ArrayBuffer> | null)[];

const headLength = 19; // signature (11 bytes), flags, length of an extension that nobody has defined
const endOfRows = -1;
type Part = "head" | "fields" | "length" | "value" | "end";

/**
 * Reads the rows of a query in COPY's binary format: the way to fetch few large values. The query has no parameters of its
 * own: literals must come from `literal`.
 */
export async function copyBinary(client: ClientBase, query: string, onRow: (row: BinaryRow) => void): Promise<void> {
  const source = client.query(copyTo(`copy (${query}) to stdout (format binary)`));
  const small = Buffer.alloc(headLength);
  let row: (Uint8Array<ArrayBuffer> | null)[] = [];
  let awaited = 0;
  /** What the next bytes are; the first `have` of `need` are in `target`. */
  let part = "head" as Part;
  let target: Uint8Array = small;
  let need = headLength;
  let have = 0;
  const expect = (next: Part, into: Uint8Array, length: number) => {
    part = next;
    target = into;
    need = length;
    have = 0;
  };
  const fieldDone = () => {
    awaited -= 1;
    if (awaited > 0) return expect("length", small, 4);
    onRow(row);
    row = [];
    expect("fields", small, 2);
  };
  const partDone = () => {
    if (part === "head") return expect("fields", small, 2);
    if (part === "fields") {
      awaited = small.readInt16BE(0);
      return awaited === endOfRows ? expect("end", small, 0) : expect("length", small, 4);
    }
    if (part === "length") {
      const length = small.readInt32BE(0);
      if (length < 0) {
        row.push(null);
        return fieldDone();
      }
      const value = new Uint8Array(length);
      row.push(value);
      if (length === 0) return fieldDone();
      return expect("value", value, length);
    }
    fieldDone();
  };
  for await (const chunk of source as AsyncIterable<Buffer>) {
    let at = 0;
    while (at < chunk.length && part !== "end") {
      const taken = Math.min(need - have, chunk.length - at);
      target.set(chunk.subarray(at, at + taken), have);
      at += taken;
      have += taken;
      if (have === need) partDone();
    }
  }
  if (part !== "end") throw new Error("a binary COPY ended in the middle of a row");
}

/** A field that is an `integer`, and one that is a text. Null is refused: the columns read so are never null. */
export function integerOf(field: Uint8Array<ArrayBuffer> | null | undefined): number {
  if (field?.length !== 4) throw new TypeError("an integer of four bytes was expected");
  return new DataView(field.buffer).getInt32(0);
}

const decoder = new TextDecoder();
export function textOf(field: Uint8Array<ArrayBuffer> | null | undefined): string {
  if (field === null || field === undefined) throw new TypeError("a text was expected");
  return decoder.decode(field);
}
