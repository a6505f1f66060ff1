// Plain JavaScript for Node 18 or newer: what must exist before TypeScript can run. Each step is skipped when it is done.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import process from "node:process";
import { nodeFor } from "./bundled-node.mjs";
import { tell } from "./messages.mjs";

const sha256 = (text) => createHash("sha256").update(text).digest("hex");

function readIfThere(path) {
  return existsSync(path) ? readFileSync(path, "utf8") : undefined;
}

/** Why `npm ci` is needed, as a code, or undefined when node_modules is what the lock says. */
export function installReason(root) {
  const modules = join(root, "node_modules");
  const npmsRecord = join(modules, ".package-lock.json");
  if (!existsSync(npmsRecord)) return "install-missing";
  const lock = join(root, "package-lock.json");
  const stamp = readIfThere(join(modules, ".biaochi-lock"));
  if (stamp === sha256(readFileSync(lock))) return undefined;
  return statSync(npmsRecord).mtimeMs >= statSync(lock).mtimeMs ? undefined : "install-stale";
}

/** Runs `npm ci` without node_modules/.bin in the PATH: npm must not run on a Node that it is about to delete. */
export function install(root) {
  const reason = installReason(root);
  if (reason !== undefined) {
    tell(reason);
    const ours = join("node_modules", ".bin");
    const path = (process.env.PATH ?? "").split(delimiter).filter((folder) => !folder.endsWith(ours));
    const done = spawnSync("npm", ["ci", "--include=dev", "--include=optional"], {
      cwd: root,
      stdio: ["ignore", "inherit", "inherit"],
      shell: process.platform === "win32",
      env: { ...process.env, PATH: path.join(delimiter) },
    });
    if (done.status !== 0) return { ok: false, code: "install-failed" };
  }
  writeFileSync(join(root, "node_modules", ".biaochi-lock"), sha256(readFileSync(join(root, "package-lock.json"))));
  return { ok: true };
}

/** The folders whose text ends up in the pages, but for their tests. */
const pageSources = ["web", "contract", "words", "engine", "ledger"];
const isTest = (path) => /\.test\.tsx?$|[\\/]web[\\/]test[\\/]/.test(path);

function sourceFiles(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (["node_modules", "dist"].includes(entry.name) || entry.name.startsWith(".")) return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? sourceFiles(path) : [path];
  });
}

function pagesDigest(root) {
  const digest = createHash("sha256");
  for (const source of pageSources.map((name) => join(root, name)).filter(existsSync))
    for (const file of sourceFiles(source)
      .filter((path) => !isTest(path))
      .sort())
      digest.update(file.slice(root.length)).update(readFileSync(file));
  const maker = join(root, "tools", "make-verifier.mjs");
  if (existsSync(maker)) digest.update(readFileSync(maker));
  return digest.update(readFileSync(join(root, "package-lock.json"))).digest("hex");
}

/** Builds the pages when their sources have changed since web/dist was built. */
export function buildPages(root) {
  const dist = join(root, "web", "dist");
  const stamp = join(dist, ".sources");
  const digest = pagesDigest(root);
  if (readIfThere(stamp) === digest) return { ok: true };
  tell("pages-building");
  const vite = join(root, "node_modules", "vite", "bin", "vite.js");
  const done = spawnSync(nodeFor(root), [vite, "build", "web", "--logLevel", "warn"], {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, NODE_ENV: "production" },
  });
  const page = [join(root, "tools", "make-verifier.mjs"), join(dist, "verifier.html")];
  const verifier = spawnSync(nodeFor(root), page, { cwd: root, stdio: ["ignore", "ignore", "inherit"] });
  if (done.status !== 0 || verifier.status !== 0) return { ok: false, code: "pages-failed" };
  mkdirSync(dist, { recursive: true });
  writeFileSync(stamp, digest);
  return { ok: true };
}

/**
 * Runs a program to its end and answers its exit code. Signals are passed on and waited for, so that the child can put its
 * house in order; a terminal's Ctrl-C reaches it a second time this way, which it must bear.
 */
export function runToTheEnd(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: "inherit", ...options });
    const passOn = (signal) => child.kill(signal);
    const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
    for (const signal of signals) process.on(signal, passOn);
    child.once("error", reject);
    child.once("exit", (code, signal) => {
      for (const name of signals) process.off(name, passOn);
      resolve(code ?? (signal === "SIGINT" ? 130 : 1));
    });
  });
}
