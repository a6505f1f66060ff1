// Entries into the log, onto a disk that is waited for, with both signatures of every entry checked at the door; then from
// submission to a receipt with three of four cosignatures. `ledger-ingest.ts <entries> <receipts>`
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { base64, checkReceipt, formatVkey, hex, parseReceipt, rootOf } from "@biaochi/ledger";
import { beginLog, makeLog, openLog } from "@biaochi/ledger/log";
import { TestCity } from "../ledger/src/log/test-city.ts";
import { publicEd25519, signEd25519, verifyEd25519 } from "../ledger/src/primitives-node.ts";
import { median, p95, say } from "./measure.ts";

const [, , count = "20000", receipts = "200"] = process.argv;
const folder = mkdtempSync(join(process.env.BENCH_FOLDER ?? tmpdir(), "biaochi-ingest-"));
const city = new TestCity();
const { key } = city.signer;
const places = { folder: join(folder, "log"), key: join(folder, "log-key"), highWater: join(folder, "log-high-water") };
const [, id = ""] = formatVkey(key).split("+");
const seed = new Uint8Array(32).fill(1);
writeFileSync(places.key, `PRIVATE+KEY+${key.name}+${id}+${base64(Uint8Array.from([1, ...seed]))}\n`, { mode: 0o600 });
const made = await makeLog(places, key.name);
if (!made.ok) throw new Error(made.refusal.code);
writeFileSync(join(places.folder, "policy"), city.witnesses.policyText);
const first = city.book.leaves[0] ?? new Uint8Array();
await beginLog(places, first);

const leaves = Array.from({ length: Number(count) }, () => city.leaf());

/** What checking the signatures alone costs on one core, in µs an entry: nothing can take entries in faster. */
function signaturesAlone(): number {
  const message = leaves[0] ?? first;
  const [pub, signature] = [publicEd25519(seed), signEd25519(seed, message)];
  const begun = process.cpuUsage();
  for (let turn = 0; turn < 4000; turn += 1) verifyEd25519(pub, message, signature);
  const { user, system } = process.cpuUsage(begun);
  return ((user + system) / 4000) * 2;
}

const opened = await openLog(places, { ask: city.witnesses.ask });
if (!opened.ok) throw new Error(opened.refusal.code);
const { log, close } = opened.value;
const alone = signaturesAlone();

// In handfuls of 256, sixteen of them on the way at a time: as sixteen busy doors would send them.
const handfuls: Uint8Array[][] = [];
for (let at = 0; at < leaves.length; at += 256) handfuls.push(leaves.slice(at, at + 256));
const [cpu, begun] = [process.cpuUsage(), performance.now()];
await Promise.all(
  Array.from({ length: 16 }, async () => {
    for (let next = handfuls.shift(); next !== undefined; next = handfuls.shift())
      for (const each of await log.submitAll(next)) if (!each.ok) throw new Error(JSON.stringify(each.refusal));
  }),
);
const seconds = (performance.now() - begun) / 1000;
const used = process.cpuUsage(cpu);
const inOrder = [...log.store.entriesNow(log.store.size)];
const isWhole = hex(rootOf(inOrder)) === hex(log.store.root()) && inOrder.length === leaves.length + 1;

const waits: number[] = [];
for (let turn = 0; turn < Number(receipts); turn += 1) {
  const leaf = city.leaf();
  const sent = performance.now();
  const told = await log.submit(leaf);
  if (!told.ok) throw new Error(told.refusal.code);
  let bytes = await log.receipt(told.value.index);
  for (; !bytes.ok; bytes = await log.receipt(told.value.index)) await new Promise((resolve) => setTimeout(resolve, 5));
  waits.push(performance.now() - sent);
  const receipt = parseReceipt(bytes.value);
  if (!receipt.ok || !checkReceipt(receipt.value, city.witnesses.policy).ok) throw new Error("a receipt does not hold");
}
await close();
rmSync(folder, { recursive: true });

const each = (used.user + used.system) / leaves.length;
say({
  figures: {
    "a second": leaves.length / seconds,
    "processor us": each,
    "signatures alone us": alone,
    "receipt ms": median(waits),
    "receipt p95 ms": p95(waits),
  },
  checksum: isWhole ? "whole" : "not whole",
});
