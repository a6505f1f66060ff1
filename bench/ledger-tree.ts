// Appending records to a tree in memory, every complete subtree kept in one row of bytes, as Go keeps them:
// `ledger-tree.ts <records>`. Beside it stands ledger-tree.go.
import process from "node:process";
import { base64, Edge, type Hash, leafHash } from "@biaochi/ledger";
import { say } from "./measure.ts";

const records = Number(process.argv[2] ?? "1000000");
const data = new Uint8Array(200);
const numbered = new DataView(data.buffer);
let row = new Uint8Array(1 << 12);
let kept = 0;

function keep(_: unknown, hash: Hash): void {
  if ((kept + 1) * 32 > row.length) {
    const room = new Uint8Array(row.length * 2);
    room.set(row);
    row = room;
  }
  row.set(hash, kept * 32);
  kept += 1;
}

const edge = new Edge();
const start = performance.now();
const { user } = process.cpuUsage();
for (let at = 0; at < records; at += 1) {
  numbered.setUint32(0, at);
  edge.append(leafHash(data), keep);
}
const root = base64(edge.root());
const ms = performance.now() - start;
const processor = (process.cpuUsage().user - user) / 1000;
say({ figures: { ms, processor, "a second": (records / ms) * 1000, kept }, checksum: root });
