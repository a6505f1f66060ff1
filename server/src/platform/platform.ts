import { type Outcome, ok } from "@biaochi/contract";
import { type DataFolder, openDataFolder } from "./data-folder.ts";
import { type Database, openDatabase } from "./database.ts";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "./embedded-postgres.ts";
import type { PlatformRefusal } from "./refusal.ts";
import type { Settings } from "./settings.ts";

export type Platform = {
  readonly settings: Settings;
  readonly dataFolder: DataFolder;
  readonly database: Database;
  /** Undefined with a DATABASE_URL. */
  readonly embedded: EmbeddedPostgres | undefined;
  close(): Promise<void>;
};

/** Things worth saying while it opens: codes of `words/`. */
export type Tell = (refusalOrNotice: PlatformRefusal) => void;

/** Data folder and database, opened and checked but not migrated. Whoever opens it closes it, and the database stops last. */
export async function openPlatform(settings: Settings, tell: Tell): Promise<Outcome<Platform, PlatformRefusal>> {
  const dataFolder = openDataFolder(settings.data);
  if (!dataFolder.ok) return dataFolder;
  let embedded: EmbeddedPostgres | undefined;
  if (settings.databaseUrl === "") {
    const onRecovering = () => tell({ code: "postgres-recovering" });
    const started = await startEmbeddedPostgres({ dataFolder: dataFolder.value.path, onRecovering });
    if (!started.ok) return started;
    embedded = started.value;
    if (embedded.elsewhere !== undefined)
      tell({ code: "postgres-placed-elsewhere", params: { data: dataFolder.value.path, path: embedded.elsewhere } });
  }
  const database = await openDatabase({ url: embedded?.url ?? settings.databaseUrl });
  if (!database.ok) {
    await embedded?.stop();
    return database;
  }
  return ok({
    settings,
    dataFolder: dataFolder.value,
    database: database.value,
    embedded,
    async close() {
      await database.value.close();
      await embedded?.stop();
    },
  });
}
