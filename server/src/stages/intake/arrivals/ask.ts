import { type Outcome, ok, type Refusal, refuse } from "@biaochi/contract";
import type { Transaction } from "../../../platform/database.ts";
import { wholeCity } from "../../../platform/scope.ts";
import type { ArrivalTools, By } from "./commands.ts";
import { type Connection, type ConnectionState, connectionOf } from "./connection-store.ts";
import { countOpen, leaveRows } from "./quarantine-store.ts";
import { findUnfinished, insertRun, type NewRun, type RunWhy } from "./run-store.ts";
import { findStream, lockStream, type Stream, type WhichStream } from "./stream-store.ts";

type AskRefusal =
  | "outside-scope"
  | "arrival-agreement-over"
  | "arrival-paused"
  | "arrival-replay-impossible"
  | "arrival-waits"
  | "day-to-come";

/** A run under the versions that hold now. */
export const runOf = (
  stream: Stream,
  connection: Connection,
  more: Pick<NewRun, "why" | "askedBy"> & Partial<NewRun>,
): NewRun => ({
  ...{ programme: stream.programme, stream: stream.stream, streamVersion: stream.version },
  ...{ connection: connection.connection, connectionVersion: connection.version, ...more },
});

type Ready = { readonly stream: Stream; readonly connection: Connection & ConnectionState };

/** The connection of a stream that one may ask now. Whoever may read what rows mean may let them be fetched. */
async function readyStream(
  tx: Transaction,
  actor: By,
  which: WhichStream,
  { clock }: Pick<ArrivalTools, "clock">,
): Promise<Outcome<Ready, Refusal<AskRefusal>>> {
  const stream = await findStream(tx, actor.scope, which);
  if (stream === undefined) return refuse({ code: "outside-scope" });
  const connection = await connectionOf(tx, wholeCity, stream);
  if (connection === undefined) return refuse({ code: "outside-scope" });
  if (!connection.isActive) return refuse({ code: "arrival-paused" });
  const { lastDay } = connection.agreement;
  if (lastDay < clock.today()) return refuse({ code: "arrival-agreement-over", params: { day: lastDay } });
  return ok({ stream, connection });
}

export type Asked = WhichStream & { readonly why: "asked" | "replay"; readonly day?: string | undefined };

/** Lets a stream be fetched now, or a day of it once more. Whoever joined the parts wakes the thread after the commit. */
export async function askForRun(
  tx: Transaction,
  actor: By,
  { programme, stream, why, day }: Asked,
  tools: Pick<ArrivalTools, "clock">,
): Promise<Outcome<{ readonly run: number }, Refusal<AskRefusal>>> {
  await lockStream(tx, { programme, stream });
  const ready = await readyStream(tx, actor, { programme, stream }, tools);
  if (!ready.ok) return ready;
  const { connection } = ready.value;
  const { kind } = connection.place;
  const isFetched = kind === "http" || kind === "sql";
  if (kind === "push" || (why === "replay" && (!isFetched || day === undefined)))
    return refuse({ code: "arrival-replay-impossible" });
  if (day !== undefined && day > tools.clock.today()) return refuse({ code: "day-to-come" });
  const open: readonly RunWhy[] = ["schedule", "asked", "replay"];
  const waiting = await findUnfinished(tx, { programme, stream, why: open });
  if (waiting !== undefined) return refuse({ code: "arrival-waits", params: { run: waiting } });
  const run = await insertRun(
    tx,
    runOf(ready.value.stream, connection, { why, askedBy: actor.id, day: why === "replay" ? (day ?? null) : null }),
  );
  return ok({ run });
}

/** Tries rows once more that could not count; without `ids` all that wait. */
export async function retryQuarantined(
  tx: Transaction,
  actor: By,
  { programme, stream, ids }: WhichStream & { readonly ids?: readonly number[] | undefined },
): Promise<
  Outcome<
    { readonly run: number; readonly rows: number },
    Refusal<"outside-scope" | "arrival-nothing-waits" | "arrival-waits">
  >
> {
  await lockStream(tx, { programme, stream });
  const found = await findStream(tx, actor.scope, { programme, stream });
  const connection = found === undefined ? undefined : await connectionOf(tx, wholeCity, found);
  if (found === undefined || connection === undefined) return refuse({ code: "outside-scope" });
  const rows = await countOpen(tx, actor.scope, { programme, stream, ids });
  if (rows === 0) return refuse({ code: "arrival-nothing-waits" });
  const waiting = await findUnfinished(tx, { programme, stream, why: ["mended"] });
  if (waiting !== undefined) return refuse({ code: "arrival-waits", params: { run: waiting } });
  const position = ids === undefined ? null : { ids };
  const run = await insertRun(tx, runOf(found, connection, { why: "mended", askedBy: actor.id, position }));
  return ok({ run, rows });
}

/** Leaves rows out for good, with a reason. */
export async function leaveQuarantined(
  tx: Transaction,
  actor: By,
  { programme, stream, ids, reason }: WhichStream & { readonly ids: readonly number[]; readonly reason: string },
  { clock }: Pick<ArrivalTools, "clock">,
): Promise<Outcome<{ readonly left: number }, Refusal<"arrival-nothing-waits">>> {
  const which = { programme, stream, ids, reason, by: actor.id, now: clock.now() };
  const left = await leaveRows(tx, actor.scope, which);
  return left === 0 ? refuse({ code: "arrival-nothing-waits" }) : ok({ left });
}
