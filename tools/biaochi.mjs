#!/usr/bin/env node
// The door of everything: plain JavaScript that Node 18 can read. It lays the ground (packages, pages, a Node that runs
// TypeScript) and hands over to server/src/cli.ts. Every step is skipped when it is already done.
import { dirname, join } from "node:path";
import process from "node:process";
import { fileURLToPath, pathToFileURL } from "node:url";
import { databaseUrlOf, keepCompiled, nodeFor, platformVerdict, runsTypeScript } from "./bundled-node.mjs";
import { buildPages, install, runToTheEnd } from "./groundwork.mjs";
import { tell } from "./messages.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const cli = join(root, "server", "src", "cli.ts");

/** Exit code 2 = the machine or the command line must change; the same as in server/src/cli.ts. */
function stop(code) {
  tell(code);
  process.exit(2);
}

const verdict = platformVerdict({ databaseUrl: databaseUrlOf(root) });
if (!verdict.ok) stop(verdict.code);

const installed = install(root);
if (!installed.ok) stop(installed.code);

const node = nodeFor(root);
if (node === undefined) stop("node-missing");

keepCompiled(root);

if (process.argv[2] === "serve" && !process.argv.includes("--help")) {
  const built = buildPages(root);
  if (!built.ok) stop(built.code);
}

if (runsTypeScript()) await import(pathToFileURL(cli).href);
else process.exitCode = await runToTheEnd(node, [cli, ...process.argv.slice(2)]);
