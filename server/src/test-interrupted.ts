// A process that is killed in the middle, for tests: it goes to the asked point, says so, and waits there for its end.
//   test-interrupted.ts <database url> load|reading|computing|writing|ending <folder>
import { writeSync } from "node:fs";
import { loadDataset } from "./load-dataset.ts";
import { openDatabase } from "./platform/database.ts";
import { computeWaitingRuns } from "./stages/scoring/jobs.ts";

const [url = "", point = "", folder = ""] = process.argv.slice(2);

/** Blocks this process for good: nothing that was begun goes on, and nothing is rolled back by hand. */
function stopHere(): void {
  writeSync(1, "here\n");
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}

const database = await openDatabase({ url });
if (!database.ok) throw new Error(database.refusal.code);
if (point === "load")
  await loadDataset(database.value, { folder, programme: "town", author: "test", onProgress: stopHere });
await computeWaitingRuns(database.value, ({ phase }) => {
  if (phase === point) stopHere();
});
writeSync(1, "ended\n");
process.exit(0);
