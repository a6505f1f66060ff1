// Files of vectors/ledger, for tests only.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("../../vectors/ledger/", import.meta.url));

export function vectorBytes(path: string): Uint8Array {
  return new Uint8Array(readFileSync(join(folder, path)));
}

export function vectorText(path: string): string {
  return readFileSync(join(folder, path), "utf8");
}

/** The caller says what is in the file; a wrong claim shows as a failing test. */
export function vectors<T>(path: string): T {
  return JSON.parse(vectorText(path));
}
