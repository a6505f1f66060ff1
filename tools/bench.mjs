// `npm run bench`: measurements with their baselines. bench/run.ts says which settings there are.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { nodeFor } from "./bundled-node.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const node = nodeFor(root) ?? process.execPath;
const run = (command, args, cwd = root) => {
  const { status } = spawnSync(command, args, { cwd, stdio: "inherit", shell: process.platform === "win32" });
  if (status !== 0) process.exit(status ?? 1);
};
// DuckDB is the partner of the measurements and no part of the product: it is installed when it is needed. Not by `npm ci`,
// which asks for the bindings of all platforms to be locked where a registry has only some of them.
if (!existsSync(join(root, "bench", "node_modules", "@duckdb")))
  run("npm", ["install", "--no-save", "--no-audit", "--no-fund"], join(root, "bench"));
run(node, [join(root, "bench", "run.ts")]);
