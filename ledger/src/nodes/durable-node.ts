// Files that are whole or not there, and that a power cut does not take back.
import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, writeSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { Bytes } from "../bytes.ts";

/**
 * Puts a file in place of whatever stood there.
 *
 *  1. write and sync a draft beside it   crash here: the old file stands, the draft is overwritten next time
 *  2. rename                             THE commit: the name means the new file, or still the old one
 *  3. sync the folder                    crash before: after a power cut either of the two
 *
 * Returns only when the new file is what everybody will find.
 */
export function writeDurably(path: string, bytes: Bytes, mode = 0o644): void {
  const draft = `${path}.draft`;
  writeSynced(draft, bytes, "w", mode);
  renameSync(draft, path);
  syncFolder(dirname(path));
}

/** A file that nobody may have made before; throws EEXIST otherwise. */
export function writeNew(path: string, bytes: Bytes, mode: number): void {
  writeSynced(path, bytes, "wx", mode);
  syncFolder(dirname(path));
}

function writeSynced(path: string, bytes: Bytes, flags: "w" | "wx", mode: number): void {
  const file = openSync(path, flags, mode);
  try {
    for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at, bytes.length - at);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

export function makeFolder(path: string, mode = 0o755): void {
  const whole = resolve(path); // of a relative one the way up has no end
  const first = mkdirSync(whole, { recursive: true, mode });
  if (first === undefined) return;
  for (let made = whole; made.length >= first.length; made = dirname(made)) syncFolder(dirname(made));
}

export function syncFolder(path: string): void {
  if (process.platform === "win32") return; // folders cannot be synced there
  const folder = openSync(path, "r");
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

export function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}

export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
