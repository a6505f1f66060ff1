import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Database } from "./database.ts";
import type { Platform } from "./platform.ts";
import { readSettings } from "./settings.ts";

/** An installation of its own on a database that is there already: settings, and a files folder below `folder`. */
export function platformOn(database: Database, folder: string): Platform {
  const files = join(folder, "files");
  mkdirSync(files, { recursive: true });
  const read = readSettings({ env: { BIAOCHI_DATA: folder } });
  if (!read.ok) throw new Error(read.refusal.code);
  const dataFolder = { path: folder, files, masterKey: new Uint8Array(32) };
  return { settings: read.value.settings, dataFolder, database, embedded: undefined, close: async () => undefined };
}
