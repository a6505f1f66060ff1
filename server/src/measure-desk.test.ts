import { afterAll, expect, it } from "vitest";
import { loadDataset } from "./load-dataset.ts";
import { openMeasureDesk } from "./measure-desk.ts";
import { databaseForThisTest } from "./platform/test-database.ts";
import { hasWaitingMeasures } from "./stages/intake/measures/work.ts";
import { computeWaitingRuns } from "./stages/scoring/jobs.ts";
import { queueRun, removeTowns, showRun, writeTown } from "./test-city.ts";
import { waitingIn } from "./test-waiting.ts";

afterAll(removeTowns);

it("what arrived becomes figures in a thread, and what was scored of their period and is not issued is scored anew", {
  timeout: 240_000,
}, async () => {
  const { database, url } = await databaseForThisTest();
  const rows = async (text: string, values: readonly unknown[] = []) =>
    (await database.withConnection((client) => client.query(text, [...values]))).rows;
  const loaded = await loadDataset(database, { folder: writeTown(), programme: "town", author: "test" });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.refusal));
  const issued = await queueRun(database, "2025Q1");
  await queueRun(database, "2025Q2");
  await queueRun(database);
  await computeWaitingRuns(database);
  await showRun(database, issued);
  await waitingIn(async (text, values) => (await rows(text, values))[0]).measured("answered");
  const hasWaiting = () => database.transaction(hasWaitingMeasures, { access: "read only" });
  expect(await hasWaiting()).toBe(true);
  const desk = await new Promise<ReturnType<typeof openMeasureDesk>>((told) => {
    const opened = openMeasureDesk({
      url,
      hasWaiting,
      onQueued: () => told(opened),
    });
  });
  await desk.close();
  expect(await rows("select id, value from observation where id like 'm:%' and value is not null")).toEqual([
    { id: "m:in-time:u1:2025-03", value: "1" },
  ]);
  // A record of March: the year holds it, the first quarter was issued, the second is another one.
  expect(await rows("select period from run where state = 'queued'")).toEqual([{ period: "2025" }]);
  expect(await hasWaiting()).toBe(false);
});
