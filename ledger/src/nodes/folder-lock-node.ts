// One process for one folder: two of them could both find a comparison right and cosign two trees.
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { reasonOf } from "./durable-node.ts";
import { type Done, done, undone } from "./notice.ts";

export interface HeldFolder {
  release(): void;
}

/** The lock is the operating system's, by way of SQLite: it goes with the process, however that ends. */
export function holdFolder(folder: string): Done<HeldFolder> {
  try {
    const database = new DatabaseSync(join(folder, "lock"), { timeout: 0 });
    try {
      database.exec("pragma locking_mode = exclusive; begin exclusive");
    } catch (error) {
      database.close();
      if (/locked/.test(reasonOf(error))) return undone("folder-in-use", { folder });
      throw error;
    }
    return done({ release: () => database.close() });
  } catch (error) {
    return undone("folder-unwritable", { folder, reason: reasonOf(error) });
  }
}
