import type { Database } from "../../../platform/database.ts";
import type { Connection } from "./connection-store.ts";
import { endSound } from "./end-run.ts";
import { openReader } from "./mapping/read-rows.ts";
import { changeReasons, type QuarantinedRow, readOpen, settleMended } from "./quarantine-store.ts";
import { type ArrivalRun, addCounts, changeRun } from "./run-store.ts";
import { lockStream, type Stream } from "./stream-store.ts";
import { takeMended } from "./take-in.ts";
import type { ArrivalWorkOptions } from "./work.ts";

type Work = { readonly run: ArrivalRun; readonly connection: Connection; readonly stream: Stream };
const pageSize = 1_000;

type MendedPosition = { readonly ids?: readonly number[]; readonly after?: number };

/** Tries rows again that waited, each as it came and as old as it is: what was delivered anew meanwhile stays. */
export async function tryMended(database: Database, work: Work, options: ArrivalWorkOptions): Promise<void> {
  const { run, stream } = work;
  let position: MendedPosition = (run.position ?? {}) as MendedPosition;
  const { programme } = run;
  for (;;) {
    const which = { programme, stream: run.stream, ids: position.ids, after: position.after ?? 0, limit: pageSize };
    const rows = await database.read((tx) => readOpen(tx, which));
    const last = rows.at(-1);
    if (last === undefined) break;
    position = { ...position, after: last.id };
    await keepMended(database, { run, stream, rows, position, now: options.clock.now() });
  }
  await endSound(database, work, options.clock.now());
  await options.onDone?.(run);
}

type MendedPage = {
  readonly run: ArrivalRun;
  readonly stream: Stream;
  readonly rows: readonly QuarantinedRow[];
  readonly position: MendedPosition;
  readonly now: Date;
};

async function keepMended(database: Database, { run, stream, rows, position, now }: MendedPage): Promise<void> {
  const { programme } = run;
  const read = await openReader(stream.mapping)(
    rows.map(({ rowRef, run: of, raw }) => ({ ref: `${of}:${rowRef}`, raw })),
  );
  const arriving = read.map((row, at) => ({ ...row, retrievedAt: rows[at]?.at ?? now }));
  const idsOf = (isGood: boolean) =>
    rows.filter((_, at) => (arriving[at]?.reasons.length === 0) === isGood).map(({ id }) => id);
  const still = idsOf(false).map((id) => ({
    id,
    reasons: arriving[rows.findIndex((row) => row.id === id)]?.reasons ?? [],
  }));
  await database.transaction(async (tx) => {
    await lockStream(tx, { programme, stream: run.stream });
    const counts = await takeMended(tx, { programme, stream: run.stream, run: run.id }, arriving);
    await settleMended(tx, { ids: idsOf(true), by: run.askedBy, now });
    await changeReasons(tx, still);
    await addCounts(tx, run.id, counts);
    await changeRun(tx, run.id, { position, attempts: 1 });
  });
}
