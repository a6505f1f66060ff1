// The thread in which runs, explanations and previews are computed, so that no request waits for a computation of another.
// Started by run-desk.ts. It has its own connections; what it is asked and what it answers are the messages below.
import { parentPort, workerData } from "node:worker_threads";
import { countColumnsAsMemory } from "./platform/column-memory.ts";
import { type Database, openDatabase } from "./platform/database.ts";
import { type BlockKeeper, type BlockNotice, keepBlocks } from "./stages/intake/block-keeper.ts";
import { openDesk, type ScoringDesk } from "./stages/scoring/desk.ts";
import { makeMemory } from "./stages/scoring/memory.ts";
import { attendQueue, type QueueNotice } from "./stages/scoring/queue-attendant.ts";

export type ThreadData = {
  readonly url: string;
  /** [0]: 1 when the thread is to end. [1]: the number of a run that somebody wants to end. Seen also while computing. */
  readonly flags: Int32Array<SharedArrayBuffer>;
};

export type Ask =
  | { readonly ask: "explain"; readonly id: number; readonly question: Parameters<ScoringDesk["explain"]> }
  | { readonly ask: "preview"; readonly id: number; readonly question: Parameters<ScoringDesk["preview"]> }
  | { readonly ask: "wake" }
  | { readonly ask: "close" };

export type Say =
  | { readonly say: "value"; readonly id: number; readonly value: unknown }
  | { readonly say: "error"; readonly id: number; readonly message: string }
  | { readonly say: "notice"; readonly notice: QueueNotice | BlockNotice };

/** Connections of the thread: the queue's own, the progress of a run, and those who ask. */
const connections = 4;

/** Mends what the runs found, and writes what was recorded since into the blocks: the next reading is as quick as the first. */
async function tendBlocksOf(database: Database, keeper: BlockKeeper, runs: readonly number[]): Promise<void> {
  const { rows } = await database.withConnection((client) =>
    client.query<{ programme: string }>("select distinct programme from run where id = any($1)", [runs]),
  );
  await keeper.tend(rows.map(({ programme }) => programme));
}

export async function attendThread(): Promise<void> {
  const port = parentPort;
  if (port === null) throw new Error("run-thread.ts runs in a thread");
  const { url, flags }: ThreadData = workerData;
  countColumnsAsMemory();
  const opened = await openDatabase({ url, connections });
  if (!opened.ok) throw new Error(`${opened.refusal.code} ${JSON.stringify(opened.refusal.params ?? {})}`);
  const database = opened.value;
  const memory = makeMemory();
  const say = (message: Say) => port.postMessage(message);
  const tell = (notice: QueueNotice | BlockNotice) => say({ say: "notice", notice });
  const keeper = keepBlocks(database, tell);
  const attendant = attendQueue(database, tell, {
    memory,
    isStopped: () => Atomics.load(flags, 0) === 1,
    isCancelled: (run) => Atomics.load(flags, 1) === run,
    onFindings: keeper.notice,
    onEnded: (runs) => tendBlocksOf(database, keeper, runs),
  });
  const desk = openDesk(database, memory, keeper.notice);
  const answer = (id: number, work: Promise<unknown>) =>
    work
      .then(
        (value) => say({ say: "value", id, value }),
        (error) =>
          say({ say: "error", id, message: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
      )
      .then(() => keeper.tend());
  port.on("message", (message: Ask) => {
    if (message.ask === "wake") attendant.wake();
    else if (message.ask === "explain") void answer(message.id, desk.explain(...message.question));
    else if (message.ask === "preview") void answer(message.id, desk.preview(...message.question));
    else
      void attendant
        .close()
        .then(() => keeper.tend())
        .then(() => database.close())
        .then(() => port.close());
  });
}

if (import.meta.main) await attendThread();
