import { expect, test } from "vitest";
import { loadDataset } from "./load-dataset.ts";
import { wholeCity } from "./platform/scope.ts";
import { databaseForThisTest } from "./platform/test-database.ts";
import { startRun } from "./stages/scoring/commands.ts";
import { computeWaitingRuns } from "./stages/scoring/jobs.ts";
import { countRows, writeTown } from "./test-city.ts";

/** Asked to stop at a certain moment, without a signal to a process: early-stop.test.ts does that. */
const question = { programme: "town", author: "test" };

test("loading that is asked to stop records nothing, and can be done again", async () => {
  const { database } = await databaseForThisTest();
  const folder = writeTown({ staff: 400 }); // more facts than one report of progress
  const asked = new AbortController();
  const stopped = await loadDataset(database, {
    ...question,
    folder,
    onProgress: () => asked.abort(),
    stop: asked.signal,
  });
  expect(stopped).toEqual({ ok: false, refusal: { code: "stopped" } });
  expect(await countRows(database, ["recording", "programme", "subject", "observation"])).toEqual({
    ...{ recording: 0, programme: 0, subject: 0, observation: 0 },
  });
  expect(await loadDataset(database, { ...question, folder })).toMatchObject({ ok: true, value: { isNew: true } });
});

test("a run that is asked to stop is put back whole, and a waiting one is not begun", async () => {
  const { database } = await databaseForThisTest();
  await loadDataset(database, { ...question, folder: writeTown() });
  const queue = (period: string) =>
    database.transaction(async (tx) => {
      const run = await startRun(tx, wholeCity, { programme: "town", period });
      if (!run.ok) throw new Error(run.refusal.code);
      return run.value.id;
    });
  const states = () =>
    database.withConnection(async (client) => {
      const { rows } = await client.query(
        "select state, (select count(*)::int from result where run = run.id) as results from run order by id",
      );
      return rows;
    });
  const [first, second] = [await queue("2025"), await queue("2025Q3")];
  const asked = new AbortController();
  // Everything is written when it is asked, and is taken back.
  const abortAt = ({ phase }: { phase: string }) => phase === "writing" && asked.abort();
  expect(await computeWaitingRuns(database, abortAt, asked.signal)).toEqual([]);
  expect(await states()).toEqual([
    { state: "running", results: 0 },
    { state: "queued", results: 0 },
  ]);
  expect(await computeWaitingRuns(database, () => undefined, asked.signal)).toEqual([]);
  expect(await computeWaitingRuns(database)).toEqual([first, second]);
  expect(await states()).toEqual([
    { state: "done", results: 30 },
    { state: "done", results: 30 },
  ]);
});
