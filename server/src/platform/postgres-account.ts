import { spawnSync } from "node:child_process";
import { chownSync } from "node:fs";

/**
 * PostgreSQL refuses to run as root. Under root it runs as the account "nobody": no user has to be made, and nothing but the
 * database's own folder belongs to it. Undefined = we are not root, and it runs as ourselves.
 */
export type PostgresAccount = { readonly uid: number; readonly gid: number };

export function postgresAccount(): PostgresAccount | undefined {
  return process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : undefined;
}

export function giveTo(account: PostgresAccount | undefined, path: string): void {
  if (account !== undefined) chownSync(path, account.uid, account.gid);
}

/** Asks the operating system itself, because modes alone do not tell (access lists, mounts, every folder above). */
export function canReach(account: PostgresAccount | undefined, path: string): boolean {
  if (account === undefined) return true;
  return spawnSync("test", ["-x", path], { ...account, cwd: "/", stdio: "ignore" }).status === 0;
}

/** Why this process may not become the account, or undefined when it may. */
export function whyNotBecome(account: PostgresAccount | undefined): string | undefined {
  if (account === undefined) return undefined;
  const tried = spawnSync("true", [], { ...account, cwd: "/", stdio: "ignore" });
  return tried.error?.message;
}
