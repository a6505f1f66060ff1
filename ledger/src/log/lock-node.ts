// One writer. The operating system lets go of the lock when the process ends, however it ends, so that it is never stale.
import { DatabaseSync } from "node:sqlite";
import { type Outcome, ok, refuse } from "../refusal.ts";

export interface Lock {
  release(): void;
}

/** Takes the lock of a folder, or says that somebody has it. SQLite is used for nothing but its lock. */
export function takeLock(folder: string): Outcome<Lock> {
  const database = new DatabaseSync(`${folder}/lock`);
  try {
    database.exec("pragma busy_timeout = 0; begin exclusive");
  } catch (error) {
    database.close();
    const isLocked = error instanceof Error && /locked|busy/.test(error.message);
    if (!isLocked) throw error;
    return refuse("log-locked", folder);
  }
  return ok({ release: () => database.close() });
}
