import type { Database, Transaction } from "../../../platform/database.ts";
import { wholeCity } from "../../../platform/scope.ts";
import { runOf } from "./ask.ts";
import { type Connection, type ConnectionState, findConnection, takeDue, type Which } from "./connection-store.ts";
import { laterLook } from "./file-run.ts";
import { folderOf, type SourceTools } from "./open-source.ts";
import { findFileRun, findUnfinished, hasReadyRuns, insertRun } from "./run-store.ts";
import { type LyingFile, listLying } from "./sources/folder.ts";
import { listStreams, type Stream } from "./stream-store.ts";

/** Who asks for a run because its time has come. */
const by = "biaochi";

/**
 * Makes the runs whose time has come, and says whether any may begin now. A stream whose last scheduled run has not come to its
 * end gets no second one: it goes on where it stands, and reads up to now.
 */
export async function tick(database: Database, tools: SourceTools): Promise<boolean> {
  const now = tools.clock.now();
  const due = await database.transaction((tx) => takeDue(tx, now));
  for (const which of due) await askConnection(database, which, tools);
  return database.read((tx) => hasReadyRuns(tx, now));
}

async function askConnection(database: Database, which: Which, tools: SourceTools): Promise<void> {
  const connection = await database.read((tx) => findConnection(tx, wholeCity, which));
  if (connection === undefined) return;
  const { place } = connection;
  const files = place.kind === "folder" ? await listLying(folderOf(place, tools)) : [];
  await database.transaction(async (tx) => {
    const streams = await listStreams(tx, wholeCity, which);
    if (place.kind === "folder") return askFiles(tx, connection, streams, files, tools);
    if (place.kind === "push") return;
    for (const stream of streams)
      if ((await findUnfinished(tx, { ...stream, why: ["schedule"] })) === undefined)
        await insertRun(tx, runOf(stream, connection, { why: "schedule", askedBy: by }));
  });
}

/** Where several streams share a folder, a file says by the beginning of its name which it is for. */
function streamOf(streams: readonly Stream[], name: string): Stream | undefined {
  if (streams.length === 1) return streams[0];
  const fits = streams.filter(({ stream }) => name.startsWith(stream) && /^[^a-z0-9]/.test(name.slice(stream.length)));
  return fits.toSorted((a, b) => b.stream.length - a.stream.length)[0];
}

/** Each file is a run of its own. It begins when the file has rested from this look to a later one. */
async function askFiles(
  tx: Transaction,
  connection: Connection & ConnectionState,
  streams: readonly Stream[],
  files: readonly LyingFile[],
  { clock }: SourceTools,
): Promise<void> {
  for (const { name, size, time } of files) {
    const stream = streamOf(streams, name);
    const { programme } = connection;
    if (stream === undefined || (await findFileRun(tx, { programme, connection: connection.connection, name })))
      continue;
    const seen = { position: { size, time }, notBefore: laterLook(clock.now()) };
    await insertRun(tx, runOf(stream, connection, { why: "file", askedBy: by, name, ...seen }));
  }
}
