// `npm run bench`: measurements with their baselines. BENCH_SIZES=XS,S,M chooses sizes.
import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { nodeFor } from "./bundled-node.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const node = nodeFor(root) ?? process.execPath;
const { status } = spawnSync(node, [join(root, "bench", "exactness-report.ts")], { stdio: "inherit" });
process.exitCode = status ?? 1;
