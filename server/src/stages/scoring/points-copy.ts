import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ListColumns, NodeColumns } from "@biaochi/engine";
import type { ClientBase } from "pg";
import { from as copyFrom } from "pg-copy-streams";

/**
 * Rows of `result_points` in PostgreSQL's binary COPY format: header (11 bytes signature, flags, extension length), then per
 * row the number of fields (int16) and each field as length (int32, -1 = null) + bytes, all big-endian; an array is
 * dimensions, has-null flag, element type, size and lower bound, then each element with its length; at the end an int16 of -1.
 */
const signature = Buffer.from("PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0", "latin1");
const float8 = 701;
const chunkSize = 1 << 18;

class RowWriter {
  private bytes = Buffer.allocUnsafe(chunkSize);
  private view = viewOf(this.bytes);
  private at = 0;

  /** The full buffer, when a row of this size no longer fits. */
  room(size: number): Buffer | undefined {
    if (this.at + size <= this.bytes.length) return undefined;
    const full = this.bytes.subarray(0, this.at);
    this.bytes = Buffer.allocUnsafe(Math.max(chunkSize, size));
    this.view = viewOf(this.bytes);
    this.at = 0;
    return full;
  }
  rest(): Buffer {
    return this.bytes.subarray(0, this.at);
  }
  int16(value: number): void {
    this.view.setInt16(this.at, value);
    this.at += 2;
  }
  int32(value: number): void {
    this.view.setInt32(this.at, value);
    this.at += 4;
  }
  text(value: string): void {
    const length = this.bytes.write(value, this.at + 4);
    this.int32(length);
    this.at += length;
  }
  /** Of each column the value in row `m`. */
  doubles(columns: readonly Float64Array[], m: number): void {
    const count = columns.length;
    const isEmpty = count === 0;
    this.int32(isEmpty ? 12 : 20 + 12 * count);
    this.int32(isEmpty ? 0 : 1);
    this.int32(0);
    this.int32(float8);
    if (isEmpty) return;
    this.int32(count);
    this.int32(1);
    const { view } = this;
    let { at } = this;
    for (let k = 0; k < count; k += 1) {
      view.setInt32(at, 8);
      view.setFloat64(at + 4, (columns[k] as Float64Array)[m] as number);
      at += 12;
    }
    this.at = at;
  }
  octets(columns: readonly Uint8Array[], m: number): void {
    this.int32(columns.length);
    for (const [k, column] of columns.entries()) this.bytes[this.at + k] = column[m] as number;
    this.at += columns.length;
  }
}

const viewOf = (bytes: Buffer): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

export type PointsOfList = {
  readonly columns: ListColumns;
  /** What each node brings where a row says nothing else. */
  readonly fullMarks: readonly number[];
};

/** What each node of a list could bring to most members, or to many where no value is most members'. */
export function usualFullMarks(list: ListColumns): readonly number[] {
  return list.nodes.map(({ full }) => {
    // Boyer and Moore's majority vote: one pass, no table. A wrong favourite costs space, never a value.
    let [usual, votes] = [0, 0];
    for (const value of full) {
      if (Number.isNaN(value)) continue;
      if (votes === 0) usual = value;
      votes += value === usual ? 1 : -1;
    }
    return usual;
  });
}

/** Marks those of whom a node says something unusual. Where it is not on the list (NaN), nothing else is said. */
function markUnusual(
  wanted: Int32Array,
  { full, points, states }: NodeColumns,
  usual: number,
  differs: { readonly full: Uint8Array; readonly states: Uint8Array },
): void {
  for (let i = 0; i < wanted.length; i += 1) {
    const m = wanted[i] as number;
    if (Number.isNaN(points[m])) continue;
    if (full[m] !== usual) differs.full[i] = 1;
    if (states[m] !== 0) differs.states[i] = 1;
  }
}

function* chunksOf(
  run: number,
  lists: readonly PointsOfList[],
  subjectAt: (position: number) => string,
  isWanted: (position: number) => boolean,
  onRow: () => void,
): Generator<Buffer> {
  const writer = new RowWriter();
  yield signature;
  for (const { columns, fullMarks } of lists) {
    const { members, nodes } = columns;
    const wanted = Int32Array.from(members.keys()).filter((m) => isWanted(members[m] ?? -1));
    if (wanted.length === 0) continue;
    const differs = { full: new Uint8Array(wanted.length), states: new Uint8Array(wanted.length) };
    for (const [k, node] of nodes.entries()) markUnusual(wanted, node, fullMarks[k] ?? Number.NaN, differs);
    // A node makes its columns when it is asked for them: once, not per row.
    const [full, points, states] = [nodes.map((n) => n.full), nodes.map((n) => n.points), nodes.map((n) => n.states)];
    for (const [i, m] of wanted.entries()) {
      const subject = subjectAt(members[m] ?? -1);
      const chunk = writer.room(64 + 3 * subject.length + 25 * nodes.length);
      if (chunk !== undefined) yield chunk;
      writer.int16(5);
      writer.int32(4);
      writer.int32(run);
      writer.text(subject);
      if (differs.full[i] === 0) writer.int32(-1);
      else writer.doubles(full, m);
      writer.doubles(points, m);
      if (differs.states[i] === 0) writer.int32(-1);
      else writer.octets(states, m);
      onRow();
    }
  }
  const full = writer.room(2);
  if (full !== undefined) yield full;
  writer.int16(-1);
  yield writer.rest();
}

/** Sends the points of all wanted subjects in one COPY. Part of the client's transaction. */
export async function copyPoints(
  client: ClientBase,
  run: number,
  lists: readonly PointsOfList[],
  subjectAt: (position: number) => string,
  isWanted: (position: number) => boolean = () => true,
  onRow: () => void = () => undefined,
): Promise<void> {
  const target = client.query(
    copyFrom("copy result_points (run, subject, full_marks, points, states) from stdin (format binary)"),
  );
  await pipeline(Readable.from(chunksOf(run, lists, subjectAt, isWanted, onRow)), target);
}
