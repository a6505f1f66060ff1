import { randomBytes } from "node:crypto";
import { accessSync, constants, existsSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Outcome, ok, refuse } from "@biaochi/contract";
import { postgresAccount } from "./postgres-account.ts";
import type { PlatformRefusal } from "./refusal.ts";

export type DataFolder = {
  readonly path: string;
  /** Content-addressed files; part of every backup. */
  readonly files: string;
  /** 32 bytes that other keys are derived from. Never part of a backup. */
  readonly masterKey: Uint8Array;
};

/** Made for us alone. Under root the database's account must be able to pass through, but not to look around. */
function make(path: string): void {
  if (existsSync(path)) return;
  mkdirSync(path, { recursive: true, mode: postgresAccount() === undefined ? 0o700 : 0o711 });
}

function readMasterKey(path: string): Uint8Array {
  try {
    // `wx` makes the file or fails: of two processes that start together one makes it and both read it.
    writeFileSync(path, `${randomBytes(32).toString("hex")}\n`, { mode: 0o600, flag: "wx", flush: true });
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  }
  const key = Buffer.from(readFileSync(path, "utf8").trim(), "hex");
  if (key.length !== 32) throw new Error(`${path}: 64 hexadecimal digits were expected`);
  return key;
}

export function openDataFolder(path: string): Outcome<DataFolder, PlatformRefusal> {
  try {
    make(path);
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK);
    const real = realpathSync(path);
    const files = join(real, "files");
    mkdirSync(files, { recursive: true, mode: 0o700 });
    return ok({ path: real, files, masterKey: readMasterKey(join(real, "master-key")) });
  } catch (error) {
    return refuse({
      code: "data-folder-unusable",
      params: { path, reason: error instanceof Error ? error.message : "" },
    });
  }
}
