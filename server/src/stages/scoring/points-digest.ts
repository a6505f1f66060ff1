import { hash } from "node:crypto";
import type { ResultColumns } from "@biaochi/engine";

/**
 * Per position in `columns.rows`: 16 bytes, as hexadecimal digits, of the SHA-256 over the nodes of the subject's list and its
 * points there. Null for nobody's position. Other bits of a NaN give another digest, which costs a comparison and no more.
 */
export function pointsDigests({ rows, list, lists }: ResultColumns): (i: number) => string | null {
  const memberOf = new Int32Array(rows.length).fill(-1);
  for (const { members } of lists) for (let m = 0; m < members.length; m += 1) memberOf[members[m] ?? 0] = m;
  const parts = lists.map(({ list: id, nodes }) => {
    const head = Buffer.from(`${JSON.stringify([id, nodes.map(({ kind, path }) => [kind, path])])}\n`);
    const named = Buffer.from(hash("sha256", head, "buffer"));
    const bytes = Buffer.alloc(named.length + 8 * nodes.length);
    named.copy(bytes);
    return { nodes, bytes, from: named.length, view: new DataView(bytes.buffer, bytes.byteOffset) };
  });
  return (i) => {
    const part = parts[list[i] ?? -1];
    const m = memberOf[i] ?? -1;
    if (part === undefined || m < 0) return null;
    const { nodes, bytes, from, view } = part;
    for (const [k, { points }] of nodes.entries()) view.setFloat64(from + 8 * k, points[m] ?? Number.NaN, true);
    return hash("sha256", bytes, "hex").slice(0, 32);
  };
}
