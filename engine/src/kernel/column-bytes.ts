import { apart } from "../number/apart.ts";
import type { ResultColumns } from "../result-columns.ts";

const isLittleEndian = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

/**
 * The results of a run as bytes to be hashed, little endian, without a copy where there need be none. In this order:
 *
 * 1. a line of JSON, ended by "\n": ["biaochi/columns/1", number of rows, places, cohorts, grades, bands];
 * 2. rows, list (32 bits each), standing (8), score, rank (64, IEEE 754), rankOf, cohort, grade, band (32);
 * 3. for every list a line of JSON: [list, [[kind, path] of every node]]; its members (32); then for every node full,
 *    points (64) and states (8).
 *
 * Equal runs give equal bytes on every machine, started or continued: scores are whole numbers, ranks whole or halves, and
 * a node's doubles are functions of the exact values alone (kernel/node-values.ts). NaN is written as 0x7FF8000000000000.
 * A change of points by less than 10⁻⁹ that moves no score, rank, grade or band may leave the bytes as they are.
 */
export function* columnBytes(columns: Omit<ResultColumns, "result">): Generator<Uint8Array> {
  const { rows, places, cohorts, grades, bands } = columns;
  yield line(["biaochi/columns/1", rows.length, places, cohorts, grades, bands]);
  yield bytes32(rows);
  yield bytes32(columns.list);
  yield columns.standing;
  yield bytes64(columns.score);
  yield bytes64(columns.rank);
  for (const column of [columns.rankOf, columns.cohort, columns.grade, columns.band]) yield bytes32(column);
  for (const { list, members, nodes } of columns.lists) {
    yield line([list, nodes.map(({ kind, path }) => [kind, path])]);
    yield bytes32(members);
    for (const { full, points, states } of nodes) {
      yield bytes64(full);
      yield bytes64(points);
      yield states;
    }
  }
}

const utf8 = new TextEncoder();
const line = (value: unknown): Uint8Array => utf8.encode(`${JSON.stringify(value)}\n`);

function bytes32(column: Int32Array): Uint8Array {
  if (isLittleEndian) return new Uint8Array(column.buffer, column.byteOffset, column.byteLength);
  const view = new DataView(new ArrayBuffer(column.byteLength));
  column.forEach((value, i) => {
    view.setInt32(i * 4, value, true);
  });
  return new Uint8Array(view.buffer);
}

function bytes64(column: Float64Array): Uint8Array {
  const values = hasNaN(column) ? withOneNaN(column) : column;
  if (isLittleEndian) return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  const view = new DataView(new ArrayBuffer(values.byteLength));
  values.forEach((value, i) => {
    view.setFloat64(i * 8, value, true);
  });
  return new Uint8Array(view.buffer);
}

const hasNaN = apart((values: Float64Array): boolean => {
  for (let i = 0; i < values.length; i++) if (Number.isNaN(values[i])) return true;
  return false;
});

/** The language leaves open which of the many NaNs an operation gives. */
function withOneNaN(values: Float64Array): Float64Array {
  const words = new BigUint64Array(values.length);
  const own = new Float64Array(words.buffer);
  own.set(values);
  for (let i = 0; i < own.length; i++) if (Number.isNaN(own[i])) words[i] = 0x7ff8000000000000n;
  return own;
}
