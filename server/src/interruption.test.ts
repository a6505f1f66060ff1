import { spawn } from "node:child_process";
import { once } from "node:events";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadDataset } from "./load-dataset.ts";
import { wholeCity } from "./platform/scope.ts";
import { databaseForThisTest, type TestDatabase } from "./platform/test-database.ts";
import { startRun } from "./stages/scoring/commands.ts";
import { computeWaitingRuns } from "./stages/scoring/jobs.ts";
import { countRows, here, removeTowns, writeTown } from "./test-city.ts";
import { replay } from "./test-replay.ts";

const tables = [
  "recording",
  "programme",
  "subject",
  "service",
  "scheme",
  "scheme_version",
  "observation",
  "target",
  "account",
];
let folder: string;
let town: string;
beforeAll(() => {
  folder = writeTown({ staff: 400 }); // enough for more than one report of progress
  town = writeTown();
});
afterAll(removeTowns);

/** Runs the program up to a point and ends it as a power cut would. */
async function killAt(
  point: "load" | "reading" | "computing" | "writing" | "ending",
  db: TestDatabase,
): Promise<string> {
  const child = spawn(process.execPath, [here("./test-interrupted.ts"), db.url, point, folder], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [said] = await once(child.stdout, "data");
  child.kill("SIGKILL");
  await once(child, "exit");
  // the server notices that the connection is gone and ends its transaction
  await expect
    .poll(
      () =>
        db.database.withConnection(
          async (client) =>
            (
              await client.query(
                "select count(*)::int as n from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and (state like 'idle in%' or state = 'active')",
              )
            ).rows[0]?.n,
        ),
      { timeout: 90_000 },
    )
    .toBe(0);
  return String(said).trim();
}

const queue = (db: TestDatabase) =>
  db.database.transaction(async (tx) => {
    const run = await startRun(tx, wholeCity, { programme: "town", period: "2025" });
    if (!run.ok) throw new Error(run.refusal.code);
    return run.value.id;
  });

const stateOf = (db: TestDatabase, run: number) =>
  db.database.withConnection(async (client) => {
    const { rows } = await client.query(
      "select state, result_digest, (select count(*)::int from run_result r where r.run = run.id) as results from run where id = $1",
      [run],
    );
    return rows[0];
  });

describe("kill -9", () => {
  it("in the middle of loading leaves nothing, and loading again gives the whole", async () => {
    const db = await databaseForThisTest();
    expect(await killAt("load", db)).toBe("here");
    expect(await countRows(db.database, tables)).toEqual(Object.fromEntries(tables.map((table) => [table, 0])));
    const again = await loadDataset(db.database, { folder, programme: "town", author: "test" });
    expect(again.ok && again.value.isNew).toBe(true);
    expect(await countRows(db.database, ["subject", "observation"])).toEqual({ subject: 2412, observation: 9648 });
  });

  // Everything that a run writes; what is left of a killed one would be seen here.
  const written = ["result", "result_points", "run_list", "cohort_result", "cohort_place", "rank_shift"];

  it.each(["reading", "computing", "writing", "ending"] as const)(
    "of a run (%s) leaves it unfinished with nothing visible, and the next start finishes it",
    async (point) => {
      const db = await databaseForThisTest();
      await loadDataset(db.database, { folder: town, programme: "town", author: "test" });
      const run = await queue(db);
      expect(await killAt(point, db)).toBe("here");
      expect(await stateOf(db, run)).toEqual({ state: "running", result_digest: null, results: 0 });
      expect(await countRows(db.database, written)).toEqual(Object.fromEntries(written.map((table) => [table, 0])));
      expect(await computeWaitingRuns(db.database)).toEqual([run]);
      const interrupted = await stateOf(db, run);
      expect(interrupted).toMatchObject({ state: "done", results: 30 });
      const again = await replay(db.database, run);
      expect(again.resultDigest).toBe(interrupted?.result_digest);
      expect(again.recomputed).toEqual(again.recorded);
    },
  );
});
