// What a reader waits for: one receipt with its snapshot, opening and four signatures; one signature by each implementation.
// `ledger-check.ts <rounds>`
import process from "node:process";
import { checkReceipt, formatReceipt, parseReceipt, parseTrustPolicy, utf8 } from "@biaochi/ledger";
import * as noble from "../ledger/src/primitives-noble.ts";
import * as node from "../ledger/src/primitives-node.ts";
import { trustPolicyText } from "../ledger/src/test-export.ts";
import { issued } from "../ledger/src/test-receipts.ts";
import { median, p95, say } from "./measure.ts";

const rounds = Number(process.argv[2] ?? "300");
const policy = parseTrustPolicy(utf8(trustPolicyText));
const file = formatReceipt(issued());

function check(): string {
  const receipt = parseReceipt(file);
  const report = receipt.ok && policy.ok ? checkReceipt(receipt.value, policy.value, 1_800_000_000n) : undefined;
  return report?.ok === true ? report.value.standing : "refused";
}

const seed = new Uint8Array(32).fill(7);
const message = utf8("cosignature/v1\ntime 1800000000\nexample.org/log/2026\n");
const [key, signature] = [node.publicEd25519(seed), node.signEd25519(seed, message)];
const acts = {
  receipt: check,
  "Ed25519 node": () => (node.verifyEd25519(key, message, signature) ? "valid" : "wrong"),
  "Ed25519 noble": () => (noble.verifyEd25519(key, message, signature) ? "valid" : "wrong"),
};
const figures: Record<string, number> = {};
const answers = new Set<string>();
for (const [name, act] of Object.entries(acts)) {
  for (let warm = 0; warm < 50; warm += 1) act();
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const start = performance.now();
    answers.add(act());
    times.push(performance.now() - start);
  }
  figures[name] = median(times);
  figures[`${name} p95`] = p95(times);
}
say({ figures: { ...figures, bytes: file.length }, checksum: [...answers].sort().join(" ") });
