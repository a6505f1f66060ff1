// `npm run check`: everything that can be held without running the product. All of it runs, then the failures are named.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { nodeFor } from "./bundled-node.mjs";
import { install } from "./groundwork.mjs";
import { tell } from "./messages.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");

const walls = [
  ["types", "node_modules/typescript/bin/tsc", "-p", "."],
  ["lint and format", "node_modules/@biomejs/biome/bin/biome", "check", "--error-on-warnings"],
  ["dead code", "node_modules/knip/bin/knip.js"],
  ["arrows", "tools/check-arrows.mjs"],
  ["sizes", "tools/check-sizes.mjs"],
  ["lock", "tools/check-lock.mjs"],
  ["migrations", "tools/check-migrations.mjs"],
  ["notice", "tools/notice.mjs", "--check"],
];

function stands([name, ...command]) {
  const begun = Date.now();
  const done = spawnSync(nodeFor(root), command, { cwd: root, stdio: "inherit" });
  const took = ((Date.now() - begun) / 1000).toFixed(1);
  process.stdout.write(`${done.status === 0 ? "ok    " : "FAILED"} ${name} (${took} s)\n`);
  return done.status === 0;
}

const installed = install(root);
if (!installed.ok || nodeFor(root) === undefined || !existsSync(join(root, "node_modules"))) {
  tell(installed.ok ? "node-missing" : installed.code);
  process.exit(2);
}
const fallen = walls.filter((wall) => !stands(wall)).map(([name]) => name);
if (fallen.length > 0) process.stderr.write(`not in order: ${fallen.join(", ")}\n`);
process.exitCode = fallen.length === 0 ? 0 : 1;
