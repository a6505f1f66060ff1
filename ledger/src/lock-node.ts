// One process for one folder. The operating system lets go of the lock when the process ends, however it ends, so that it is
// never stale.
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

export interface Lock {
  release(): void;
}

/**
 * Takes the lock of a folder; undefined: another process has it, and kept it for so many milliseconds. SQLite is used for nothing
 * but its lock. Throws where the folder cannot be written.
 */
export function takeLock(folder: string, patience = 0): Lock | undefined {
  const database = new DatabaseSync(join(folder, "lock"), { timeout: patience });
  try {
    database.exec("pragma locking_mode = exclusive; begin exclusive");
  } catch (error) {
    database.close();
    if (error instanceof Error && /locked|busy/.test(error.message)) return undefined;
    throw error;
  }
  return { release: () => database.close() };
}
