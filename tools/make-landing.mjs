// Writes fixtures/landings/<version>.tar.gz and .json: a small backup of this landing with what a test expects of it.
//   node tools/make-landing.mjs
// Run it when a version lands, never for one that has landed: the point is that its backup stays as it was.
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { nodeFor } from "./bundled-node.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const folder = join(root, "fixtures", "landings");
mkdirSync(folder, { recursive: true });
const program = join(root, "server", "src", "make-landing.ts");
const files = [join(folder, `${version}.tar.gz`), join(folder, `${version}.json`)];
const { status } = spawnSync(nodeFor(root) ?? process.execPath, [program, ...files], { stdio: "inherit" });
process.exitCode = status ?? 1;
