import type { Database } from "../../../platform/database.ts";
import { wholeCity } from "../../../platform/scope.ts";
import { ownSource } from "../projects/feed.ts";
import { openSecret } from "./connection-secret.ts";
import { type Connection, findConnection, readSealed } from "./connection-store.ts";
import { endGivenUp, endSound, putBack, tryLater } from "./end-run.ts";
import { checkRest, checkStill, isFileRun, putFileAway } from "./file-run.ts";
import { checkColumns } from "./mapping/columns.ts";
import { openReader } from "./mapping/read-rows.ts";
import { tryMended } from "./mended.ts";
import { openSource, type SourceTools } from "./open-source.ts";
import {
  type ArrivalRun,
  addCounts,
  changeRun,
  clearCounts,
  findRun,
  nextRun,
  type Told,
  useVersions,
} from "./run-store.ts";
import { type Page, type Position, SourceFailure } from "./sources/source.ts";
import { findStream, lockStream, type Stream } from "./stream-store.ts";
import { takeIn } from "./take-in.ts";
import { windowOf } from "./window.ts";

export type ArrivalWorkOptions = SourceTools & {
  readonly masterKey: Uint8Array;
  readonly stop?: AbortSignal;
  /** Told after rows of a run were taken in whole: what is computed of them may be another thing now. */
  readonly onDone?: (run: Pick<ArrivalRun, "id" | "programme" | "stream">) => Promise<void>;
};

const queueLock = 2_026_132;
/** What ended the process so often without a page in between is not begun again. */
const mostAttempts = 6;

/** Every run that may begin, one after the other, while nobody else does. Answers how many were worked on. */
export async function workOnArrivals(database: Database, options: ArrivalWorkOptions): Promise<number> {
  return database.withConnection(async (client) => {
    const { rows } = await client.query<{ mine: boolean }>("select pg_try_advisory_lock($1) as mine", [queueLock]);
    if (rows[0]?.mine !== true) return 0;
    try {
      let count = 0;
      while (options.stop?.aborted !== true) {
        const next = await database.transaction((tx) => nextRun(tx, options.clock.now()));
        if (next === undefined) break;
        count += 1;
        await workOn(database, next, options);
      }
      return count;
    } finally {
      await client.query("select pg_advisory_unlock($1)", [queueLock]);
    }
  });
}

type Work = { readonly run: ArrivalRun; readonly connection: Connection; readonly stream: Stream };

async function workOn(database: Database, found: ArrivalRun, options: ArrivalWorkOptions): Promise<void> {
  const work = await withVersions(database, found);
  try {
    if (found.attempts > mostAttempts) throw new SourceFailure("run-broke", { attempts: found.attempts - 1 });
    await goOn(database, work, options);
  } catch (error) {
    if (options.stop?.aborted) await putBack(database, work.run);
    else await fail(database, work, error, options);
  }
}

/** A run that has read nothing yet reads under what holds now: a key that was put right counts for the run that failed for it. */
async function withVersions(database: Database, run: ArrivalRun): Promise<Work> {
  return database.transaction(async (tx) => {
    const isBegun = run.read > 0;
    const { programme } = run;
    const kept = isBegun ? run : { connectionVersion: undefined, streamVersion: undefined };
    const version = (of: number | undefined) => (of === undefined ? {} : { version: of });
    const connection = await findConnection(tx, wholeCity, {
      programme,
      connection: run.connection,
      ...version(kept.connectionVersion),
    });
    const stream = await findStream(tx, wholeCity, { programme, stream: run.stream, ...version(kept.streamVersion) });
    if (connection === undefined || stream === undefined)
      throw new Error(`run ${run.id} has no connection or no stream`);
    if (!isBegun)
      await useVersions(tx, run.id, { connectionVersion: connection.version, streamVersion: stream.version });
    return { run, connection, stream };
  });
}

async function fail(database: Database, work: Work, error: unknown, options: ArrivalWorkOptions): Promise<void> {
  const { run, connection } = work;
  // What a bug says may hold anything, a key as well: its name is enough to look for it.
  const failure =
    error instanceof SourceFailure
      ? error
      : new SourceFailure("run-stumbled", { name: error instanceof Error ? error.name : "error" }, true);
  const now = options.clock.now();
  if (failure.isPassing && run.attempts < mostAttempts) return tryLater(database, run, failure.told, now);
  if (isFileRun(run, connection)) await putFileAway(run, connection, options, "refused");
  return endGivenUp(database, { run, connection }, failure.told, now);
}

async function goOn(database: Database, work: Work, options: ArrivalWorkOptions): Promise<void> {
  const { run, connection } = work;
  const { clock } = options;
  if (run.why === "mended") return tryMended(database, work, options);
  const { lastDay } = connection.agreement;
  if (lastDay < clock.today()) throw new SourceFailure("agreement-over", { day: lastDay });
  if (isFileRun(run, connection)) {
    const isResting = await checkRest(database, run, connection, options);
    if (!isResting) return;
  }
  await readAll(database, work, options);
  if (isFileRun(run, connection)) {
    if (!(await checkStill(database, run, connection, options))) return;
    await putFileAway(run, connection, options, "taken");
  }
  await endSound(database, work, clock.now());
  await options.onDone?.(run);
}

const isAtEnd = (position: unknown): boolean => typeof position === "object" && position !== null && "end" in position;

/** What the source is asked for, and from where: a database is read from its beginning again, since its rows have no place of their own. */
async function begin(database: Database, { run, connection }: Work, { clock }: ArrivalWorkOptions) {
  const window = await windowOf(database, run, clock);
  const isAgain = connection.place.kind === "sql" && run.position !== null;
  const position = isAgain ? undefined : ((run.position ?? undefined) as Position | undefined);
  await database.transaction(async (tx) => {
    if (isAgain) await clearCounts(tx, run.id);
    const asked = run.why === "file" ? {} : window; // a file is asked for nothing
    await changeRun(tx, run.id, { ...asked, ...(isAgain ? { position: null } : {}), failure: null });
  });
  return { window, position };
}

async function readAll(database: Database, work: Work, options: ArrivalWorkOptions): Promise<void> {
  const { run, connection, stream } = work;
  const current = await database.transaction((tx) => findRun(tx, wholeCity, { programme: run.programme, run: run.id }));
  if (isAtEnd(current?.position)) return;
  const { window, position } = await begin(database, { ...work, run: current ?? run }, options);
  const { programme, version } = connection;
  const sealed = await database.transaction((tx) =>
    readSealed(tx, { programme, connection: connection.connection, version }),
  );
  const secret = sealed === undefined ? undefined : openSecret(options.masterKey, connection, sealed);
  const { rows, headings } = stream.mapping;
  const { place, isSimulated } = connection;
  const source =
    place.kind === "own"
      ? ownSource(database, programme, options)
      : openSource({ place, secret, isSimulated, rows, headings, name: run.name ?? undefined }, options);
  const { stop } = options;
  for await (const page of source({ window, position, ...(stop === undefined ? {} : { stop }) })) {
    if (stop?.aborted) throw new SourceFailure("stopped", {}, true);
    await keepPage(database, work, page, options);
  }
}

const mostRemarks = 20;
const withRemarks = (before: readonly Told[], more: readonly Told[]): readonly Told[] => {
  const known = new Set(before.map((each) => JSON.stringify(each)));
  const kinds = new Set(before.map(({ code }) => code));
  return [
    ...before,
    ...more.filter((each) => !known.has(JSON.stringify(each)) && !(each.code === "clock-skew" && kinds.has(each.code))),
  ].slice(0, mostRemarks);
};

/**
 * One page, whole or not at all: its rows, the counts, and where the run goes on. Whoever is killed before the commit begins with
 * this page again; after it, with the next.
 */
async function keepPage(
  database: Database,
  { run, stream, connection }: Work,
  page: Page,
  options: ArrivalWorkOptions,
): Promise<void> {
  const { programme } = run;
  const remarks = [...checkColumns(stream.mapping, page), ...(page.remarks ?? [])];
  const retrievedAt = options.clock.now();
  const rows = (await openReader(stream.mapping)(page.rows)).map((row) => ({ ...row, retrievedAt }));
  const keepsPlace = connection.place.kind !== "sql";
  await database.transaction(async (tx) => {
    await lockStream(tx, { programme, stream: run.stream });
    const counts = await takeIn(tx, { programme, stream: run.stream, run: run.id }, rows);
    await addCounts(tx, run.id, counts);
    const now = await findRun(tx, wholeCity, { programme, run: run.id });
    const position = { ...(now?.position as Position | null), ...(page.next ?? { end: 1 }) };
    await changeRun(tx, run.id, {
      position,
      remarks: withRemarks(now?.remarks ?? [], remarks),
      ...(keepsPlace ? { attempts: 1 } : {}),
    });
  });
}
