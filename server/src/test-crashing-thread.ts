// A thread that ends in the middle of its first run, as one that has no memory left does, and is sound the next time: a
// table in the database says that it has ended once.
import { workerData } from "node:worker_threads";
import { openDatabase } from "./platform/database.ts";
import { attendThread } from "./run-thread.ts";
import { computeWaitingRuns } from "./stages/scoring/jobs.ts";

const marker = "crash_marker";
const opened = await openDatabase({ url: workerData.url, connections: 3 });
if (!opened.ok) throw new Error(opened.refusal.code);
const isFirst = await opened.value.withConnection(async (client) => {
  const { rows } = await client.query<{ found: string | null }>("select to_regclass($1)::text as found", [marker]);
  if (rows[0]?.found === null) await client.query(`create table ${marker} ()`);
  return rows[0]?.found === null;
});
if (isFirst) {
  await computeWaitingRuns(opened.value, ({ phase }) => {
    if (phase === "writing") process.exit(7);
  });
}
await opened.value.close();
await attendThread();
