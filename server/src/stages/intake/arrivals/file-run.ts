import type { Database } from "../../../platform/database.ts";
import { wholeCity } from "../../../platform/scope.ts";
import type { Connection } from "./connection-store.ts";
import { folderOf, type SourceTools } from "./open-source.ts";
import { type ArrivalRun, changeRun, clearCounts, findRun } from "./run-store.ts";
import { digestOfFile, type FolderPlace, type Lying, lyingAt, putAway } from "./sources/folder.ts";
import { SourceFailure } from "./sources/source.ts";

/** How long a file must have lain unchanged between two looks. */
const restSeconds = 10;

type FileConnection = Connection & { readonly place: FolderPlace };
type Named = ArrivalRun & { readonly name: string };

export const laterLook = (now: Date): Date => new Date(now.getTime() + restSeconds * 1_000);

const isFolder = (connection: Connection): connection is FileConnection => connection.place.kind === "folder";
const fileOf = (
  run: ArrivalRun,
  connection: Connection,
): { readonly run: Named; readonly place: FolderPlace } | undefined =>
  run.name === null || !isFolder(connection) ? undefined : { run: { ...run, name: run.name }, place: connection.place };

export const isFileRun = (run: ArrivalRun, connection: Connection): boolean =>
  run.why === "file" && fileOf(run, connection) !== undefined;

const lyingIn = (position: unknown): Partial<Lying> =>
  typeof position === "object" && position !== null ? position : {};

/** What was read of it, if anything, is read again from its beginning. */
async function lookLater(
  database: Database,
  { id }: ArrivalRun,
  position: Lying,
  { clock }: SourceTools,
): Promise<void> {
  await database.transaction(async (tx) => {
    await clearCounts(tx, id);
    await changeRun(tx, id, { state: "waiting", position, notBefore: laterLook(clock.now()), attempts: 0 });
  });
}

/** Whether nobody has written on while the file was read. */
export async function checkStill(
  database: Database,
  run: ArrivalRun,
  connection: Connection,
  tools: SourceTools,
): Promise<boolean> {
  const file = fileOf(run, connection);
  const lying = file && (await lyingAt(folderOf(file.place, tools), file.run.name));
  const now = await database.read((tx) => findRun(tx, wholeCity, { programme: run.programme, run: run.id }));
  const seen = lyingIn(now?.position);
  if (lying === undefined || (lying.size === seen.size && lying.time === seen.time)) return true;
  await lookLater(database, run, lying, tools);
  return false;
}

/**
 * Whether the file is as it was at the last look; else it is still being written, and is looked at again. One that was read whole
 * is gone from here, and only its run has not been told.
 */
export async function checkRest(
  database: Database,
  run: ArrivalRun,
  connection: Connection,
  tools: SourceTools,
): Promise<boolean> {
  const file = fileOf(run, connection);
  if (file === undefined) return true;
  const folder = folderOf(file.place, tools);
  const seen = lyingIn(run.position);
  if ("end" in seen) return true;
  const lying = await lyingAt(folder, file.run.name);
  if (lying === undefined) throw new SourceFailure("file-gone", { name: file.run.name });
  if (lying.size !== seen.size || lying.time !== seen.time) {
    await lookLater(database, run, lying, tools);
    return false;
  }
  const digest = await digestOfFile(folder, file.run.name);
  await database.transaction((tx) => changeRun(tx, run.id, { digest }));
  return true;
}

/**
 * Moves a file that was dealt with. After the commit of its last page and before its run is told to be done: a stop in between
 * costs nothing but this step, and no file is ever lost.
 */
export async function putFileAway(
  run: ArrivalRun,
  connection: Connection,
  tools: SourceTools,
  to: "taken" | "refused",
): Promise<void> {
  const file = fileOf(run, connection);
  if (file !== undefined) await putAway(folderOf(file.place, tools), to, file.run.name, run.id);
}
