// A log as files for the audit: records with two signatures each, a snapshot after every 10,000 entries. Made once per size.
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import {
  type Bytes,
  base64,
  Edge,
  type Entry,
  formatEntry,
  type Hash,
  leafHash,
  makeBundle,
  makeTile,
  SnapshotTree,
  tilePath,
  tilesAt,
} from "@biaochi/ledger";
import { publish, trustPolicyText } from "../ledger/src/test-export.ts";
import { type Holder, hashOf, signed, TestLog } from "../ledger/src/test-log.ts";

const snapshotEvery = 10_000;

function bytesOf(entry: Entry): Bytes {
  const bytes = formatEntry(entry);
  if (!bytes.ok) throw new Error(bytes.refusal.code);
  return bytes.value;
}

function entries(count: number): Bytes[] {
  const log = new TestLog();
  const [first] = log.leaves;
  if (first === undefined) throw new Error("no first entry");
  const leaves: Bytes[] = [first];
  const tree = new SnapshotTree();
  const put = (fields: object, signers: readonly Holder[]) =>
    leaves.push(bytesOf(signed({ ...log.head(), ...fields } as Omit<Entry, "sig">, signers)));
  while (leaves.length < count) {
    const index = leaves.length;
    if (index % snapshotEvery === 0) {
      put({ t: "snapshot", size: index, root: base64(tree.root()) }, [log.platform]);
      continue;
    }
    const head = log.head();
    const c = hashOf(String(index));
    put({ ...head, t: "score", by: "unit-7", c, per: "2026q3" }, [log.author, log.seal]);
    tree.set(tree.size, { id: head.id, index, version: 1, commitment: c, set: index, isErased: false });
  }
  return leaves;
}

function write(folder: string, path: string, content: Bytes | string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}

function writeLog(folder: string, leaves: readonly Bytes[]): void {
  const rows: Hash[][] = Array.from({ length: 8 }, () => []);
  const edge = new Edge();
  for (const leaf of leaves)
    edge.append(leafHash(leaf), ({ level }, hash) => {
      if (level % 8 === 0) rows[level / 8]?.push(hash);
    });
  for (const [level, row] of rows.entries()) {
    const { full, partial } = tilesAt(level, edge.size);
    for (let index = 0n; index * 256n < row.length; index += 1n) {
      const width = index < full ? 256 : partial;
      const from = Number(index) * 256;
      write(folder, tilePath({ level, index, width }), makeTile(row.slice(from, from + width)));
      if (level === 0)
        write(folder, tilePath({ level: "entries", index, width }), makeBundle(leaves.slice(from, from + width)));
    }
  }
  write(folder, "checkpoint", publish(leaves));
  write(folder, "trust-policy", trustPolicyText);
}

/** The folder of a log with so many entries. */
export function ledgerLog(count: number, below: string): string {
  const folder = join(below, `ledger-${count}`);
  if (existsSync(folder)) return folder;
  const fresh = `${folder}.${process.pid}`;
  rmSync(fresh, { recursive: true, force: true });
  writeLog(fresh, entries(count));
  renameSync(fresh, folder);
  return folder;
}
