import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ArrivalTown, openArrivalTown } from "./test-arrivals.ts";
import { removeTowns } from "./test-city.ts";
import { hotlineFile, hotlineMapping, plantedDefects } from "./test-hotline-file.ts";

/** How often the process is killed, and in an import of how many rows; `BIAOCHI_KILL_ROUNDS=50` for 100,000. */
const rounds = Number(process.env.BIAOCHI_KILL_ROUNDS ?? 3);
const rows = rounds > 10 ? 100_000 : 12_000;
const worker = join(import.meta.dirname, "test-arrival-worker.ts");

let town: ArrivalTown;
beforeAll(async () => {
  town = await openArrivalTown();
});
afterAll(removeTowns);
afterAll(() => town?.drop());

const run = async () =>
  (
    await town.rows(
      "select id::int, state, read, fresh, same, refused, position->>'row' as row from arrival_run order by id desc limit 1",
    )
  )[0];

/** One process that works until it has committed some pages more, or is done, and is killed at a moment of its own. */
async function workAndDie(): Promise<void> {
  const before = Number((await run())?.read);
  const child = spawn(process.execPath, [worker, town.db.url, town.folder, String(town.passed())], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  let isOver = false;
  void ended.then(() => {
    isOver = true;
  });
  while (!isOver && Number((await run())?.read) <= before) await wait(20);
  await wait(Math.random() * 300);
  child.kill("SIGKILL");
  await ended;
  await town.rows(
    "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'biaochi' and query like '%pg_try_advisory_lock%' and state = 'idle' and pid <> pg_backend_pid()",
  );
}

test("killed at any moments of an import, it goes on, and each row is there exactly once", async () => {
  await town.connect("files", { kind: "folder", folder: "killed" });
  await town.describe("file-rows", "files", hotlineMapping);
  await town.every("files", 1);
  writeFileSync(join(town.folder, "killed", "orders.csv"), hotlineFile(rows));
  await town.look();
  town.pass(61);
  let acknowledged = 0;
  for (let round = 0; round < rounds; round += 1) {
    await workAndDie();
    const now = await run();
    const [kept] = await town.rows(
      "select count(*)::int as records, (select count(*)::int from quarantined_row) as aside from arrived_record",
    );
    expect(Number(kept?.records) + Number(kept?.aside)).toBe(now?.read); // what is told is what is there
    expect(Number(now?.read)).toBeGreaterThanOrEqual(acknowledged);
    acknowledged = Number(now?.read);
    if (now?.state === "done") break;
  }
  await town.work();
  const { closedBefore } = plantedDefects;
  expect(await run()).toMatchObject({
    state: "done",
    read: rows,
    fresh: rows - closedBefore,
    same: 0,
    refused: closedBefore,
  });
  const [kept] = await town.rows(
    "select count(*)::int as records, count(distinct key)::int as keys, max(revision) as newest from arrived_record",
  );
  expect(kept).toEqual({ records: rows - closedBefore, keys: rows - closedBefore, newest: 1 });
  expect(await town.rows("select count(*)::int from quarantined_row")).toEqual([{ count: closedBefore }]);
}, 3_600_000);
