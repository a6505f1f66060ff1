// A whole log audited as `biaochi log audit` does it: every file, every signature, every verdict, the snapshot roots.
// `ledger-audit.ts <entries> <folder>`
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { parseTrustPolicy } from "@biaochi/ledger";
import { audit } from "../ledger/src/log/audit.ts";
import { openSignatureThreads } from "../ledger/src/log/signature-threads-node.ts";
import { ledgerLog } from "./ledger-log.ts";
import { peakMemory, say } from "./measure.ts";

const [, , entries = "20000", below = "/tmp"] = process.argv;
const folder = ledgerLog(Number(entries), below);
const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((each) => each.isFile());
const sizes = files.map(({ parentPath, name }) => statSync(join(parentPath, name)));
const policy = parseTrustPolicy(readFileSync(join(folder, "trust-policy")));
if (!policy.ok) throw new Error(policy.refusal.code);

const source = async (path: string) => {
  try {
    return new Uint8Array(readFileSync(join(folder, path)));
  } catch {
    return undefined; // no such file
  }
};
const [start, before] = [performance.now(), process.cpuUsage()];
const threads = openSignatureThreads();
const report = await audit({ source, policy: policy.value, now: 1_800_000_000n, check: threads.check });
const ms = performance.now() - start;
const { user, system } = process.cpuUsage(before); // of all threads
const own = process.threadCpuUsage();
await threads.close();
if (!report.ok) throw new Error(report.refusal.code);
const { damages, valid, records, snapshots } = report.value;
say({
  figures: {
    seconds: ms / 1000,
    "processor s": (user + system) / 1e6,
    "of it the fold's thread": (own.user + own.system) / 1e6,
    "a second": (Number(entries) / ms) * 1000,
    memory: peakMemory(),
    "bytes an entry": sizes.reduce((sum, { size }) => sum + size, 0) / Number(entries),
    "on disk an entry": sizes.reduce((sum, { blocks }) => sum + blocks * 512, 0) / Number(entries),
    ...{ valid, records, snapshots },
  },
  checksum: damages.length === 0 && valid === Number(entries) ? "whole" : `NOT WHOLE: ${valid} valid`,
});
