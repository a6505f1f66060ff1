import { createHash, type Hash } from "node:crypto";
import type { NodeColumns } from "@biaochi/engine";
import type { RunOutput } from "./run-output.ts";
import type { ToldBlock } from "./told.ts";

/**
 * SHA-256 over everything that a run answers, after the version of this format ("c1:"). In this order: a JSON line of the
 * names that the columns point into; the columns as little-endian bytes; per list a JSON line of its nodes with the SHA-256
 * of each (full marks, points, states), then its members; per subject that has any, a JSON line of what is missing, red
 * lines and reasons; a JSON line of cohorts, quotas, allocations and findings. A NaN is written as its one quiet pattern.
 */
export function digestOfOutput(output: RunOutput): string {
  const { columns } = output;
  const whole = createHash("sha256");
  line(whole, [columns.places, columns.cohorts, columns.grades, columns.bands]);
  for (const column of [columns.rows, columns.list, columns.standing, columns.score, columns.rank]) add(whole, column);
  for (const column of [columns.rankOf, columns.cohort, columns.grade, columns.band]) add(whole, column);
  for (const { list, members, nodes } of columns.lists) {
    line(whole, [list, nodes.map((node) => [node.kind, node.path, digestOfNode(node)])]);
    add(whole, members);
  }
  for (const block of output.told) whole.update(linesOf(block));
  for (const [cohort, { positions, ranks }] of output.otherPlaces) line(whole, [cohort, positions, ranks]);
  line(whole, [output.cohorts, output.quotas, output.allocations, output.findings]);
  return `c1:${whole.digest("hex")}`;
}

/** A node that did not change since the run before is the same object, and is not read again. */
const known = new WeakMap<NodeColumns, string>();

function digestOfNode(node: NodeColumns): string {
  const found = known.get(node);
  if (found !== undefined) return found;
  const whole = createHash("sha256");
  for (const column of [node.full, node.points, node.states]) add(whole, column);
  const digest = whole.digest("hex");
  known.set(node, digest);
  return digest;
}

/** As with nodes: what did not change is the same object. */
const written = new WeakMap<ToldBlock, Buffer>();

function linesOf(block: ToldBlock): Buffer {
  const found = written.get(block);
  if (found !== undefined) return found;
  const { from, missing, redLines, gradeReasons } = block;
  let text = "";
  for (let k = 0; k < missing.length; k += 1) {
    const told = [missing[k], redLines[k], gradeReasons[k]];
    if (told.some((each) => each !== "[]")) text += `[${from + k},${told.join(",")}]\n`;
  }
  const lines = Buffer.from(text);
  written.set(block, lines);
  return lines;
}

const line = (whole: Hash, value: unknown): void => void whole.update(`${JSON.stringify(value)}\n`);

const isLittleEndian = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

function add(whole: Hash, column: Int32Array | Float64Array | Uint8Array): void {
  const values = column instanceof Float64Array ? withOneNaN(column) : column;
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  if (isLittleEndian || values.BYTES_PER_ELEMENT === 1) whole.update(bytes);
  else whole.update(values.BYTES_PER_ELEMENT === 8 ? Buffer.from(bytes).swap64() : Buffer.from(bytes).swap32());
}

/** JavaScript says nothing about which of the many NaNs an operation gives. */
function withOneNaN(column: Float64Array): Float64Array {
  let copy: Float64Array | undefined;
  for (let i = 0; i < column.length; i += 1)
    if (Number.isNaN(column[i])) {
      copy ??= column.slice();
      copy[i] = Number.NaN;
    }
  return copy ?? column;
}
