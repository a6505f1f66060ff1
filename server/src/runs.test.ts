import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadDataset } from "./load-dataset.ts";
import type { Database } from "./platform/database.ts";
import { wholeCity } from "./platform/scope.ts";
import { databaseForThisTest } from "./platform/test-database.ts";
import { cancelRun } from "./stages/scoring/commands.ts";
import { computeWaitingRuns, workOnQueue } from "./stages/scoring/jobs.ts";
import { makeMemory } from "./stages/scoring/memory.ts";
import { attendQueue } from "./stages/scoring/queue-attendant.ts";
import { findRun } from "./stages/scoring/store.ts";
import { correctFigure, countRows, here, queueRun, removeTowns, writeTown } from "./test-city.ts";
import { replay } from "./test-replay.ts";

let folder: string;
beforeAll(() => {
  folder = writeTown();
});
afterAll(removeTowns);

const written = ["result", "result_points", "run_list", "cohort_result", "cohort_place", "rank_shift"];
const nothing = Object.fromEntries(written.map((table) => [table, 0]));

async function town(): Promise<{ readonly database: Database; readonly url: string }> {
  const db = await databaseForThisTest();
  const loaded = await loadDataset(db.database, { folder, programme: "town", author: "test" });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.refusal));
  return db;
}

/** Done by another process while this one stands still. */
function meanwhile(url: string, ...deed: string[]): void {
  const { status, stderr } = spawnSync(process.execPath, [here("./test-on-database.ts"), url, ...deed]);
  if (status !== 0) throw new Error(String(stderr));
}

const read = (database: Database, run: number) => database.transaction((tx) => findRun(tx, wholeCity, run));
const cancel = (database: Database, run: number) =>
  database.decide((tx) => cancelRun(tx, wholeCity, { run, by: "organiser" }));

describe("cancelling", () => {
  it("ends a run that waits at once, says who asked, and leaves the others", async () => {
    const { database } = await town();
    const [first, second] = [await queueRun(database, "2025Q1"), await queueRun(database)];
    expect(await cancel(database, second)).toMatchObject({ ok: true, value: { state: "cancelled" } });
    expect(await computeWaitingRuns(database)).toEqual([first]);
    const run = await read(database, second);
    expect(run).toMatchObject({ state: "cancelled", cancel_by: "organiser", result_digest: null });
    expect(run?.finished_at).toBeInstanceOf(Date);
    expect(await cancel(database, first)).toMatchObject({ ok: false, refusal: { code: "run-finished" } });
    // A cancelled run answers no question: asking again begins a new one.
    expect(await queueRun(database)).toBeGreaterThan(second);
  });

  it.each(["reading", "computing", "writing"] as const)(
    "ends a run that is %s, and nothing of it is left",
    async (at) => {
      const { database, url } = await town();
      const run = await queueRun(database);
      const seen: string[] = [];
      const ended = await computeWaitingRuns(database, ({ phase }) => {
        if (phase === at && !seen.includes(phase)) meanwhile(url, "cancel", String(run));
        seen.push(phase);
      });
      expect(ended).toEqual([]);
      expect(seen).not.toContain("ending");
      expect(await read(database, run)).toMatchObject({
        state: "cancelled",
        cancel_by: "organiser",
        facts_digest: null,
      });
      expect(await countRows(database, written)).toEqual(nothing);
    },
  );

  it("is seen while the thread computes and hears nothing, by a flag", async () => {
    const { database } = await town();
    const run = await queueRun(database);
    let flag = 0;
    const phases: string[] = [];
    await computeWaitingRuns(
      database,
      ({ phase }) => {
        phases.push(phase);
        if (phase === "computing") flag = run;
      },
      undefined,
      { isCancelled: (each) => each === flag },
    );
    expect(phases).not.toContain("writing");
    expect(await read(database, run)).toMatchObject({ state: "cancelled", result_digest: null });
    expect(await countRows(database, written)).toEqual(nothing);
  });
});

describe("a run is what it is computed from", () => {
  it("asking again answers the same run, waiting or done, also when two ask at once", async () => {
    const { database } = await town();
    const [one, other] = await Promise.all([queueRun(database), queueRun(database)]);
    expect(other).toBe(one);
    await computeWaitingRuns(database);
    expect(await queueRun(database)).toBe(one);
    expect(await queueRun(database, "2025Q2")).not.toBe(one);
    await correctFigure(database, { subject: "u3", indicator: "answered", period: "2025Q2", value: "94.5" });
    const next = await queueRun(database);
    expect(next).not.toBe(one);
    // Closing a period is on record, and changes no fact.
    await database.withConnection((client) =>
      client.query(
        "insert into recording (programme, kind, name, author, reason) values ('town', 'period-closed', '2025Q1', 'test', 'over')",
      ),
    );
    expect(await queueRun(database)).toBe(next);
  });

  it("sees exactly its recording, whatever is recorded meanwhile", async () => {
    const { database, url } = await town();
    const run = await queueRun(database);
    const correction = ["correct", "u1", "answered", "2025Q1", "12"];
    let isCorrected = false;
    await computeWaitingRuns(database, ({ phase }) => {
      if (phase === "reading" && !isCorrected) meanwhile(url, ...correction);
      isCorrected = true;
    });
    const again = await replay(database, run);
    expect(again.run.recording).toBe(1);
    expect(again.recomputed).toEqual(again.recorded);
    expect(again.recorded.find((each) => each.subject === "u1")?.score).toBe("84.28"); // by hand, in office.test.ts
    const next = await queueRun(database);
    await computeWaitingRuns(database);
    const after = await replay(database, next);
    expect(after.recomputed).toEqual(after.recorded);
    expect(after.recorded.find((each) => each.subject === "u1")?.score).not.toBe("84.28");
  });
});

describe("trouble", () => {
  it("a full disk leaves nothing half visible, says so, and lets the next runs go on", async () => {
    const { database } = await town();
    const run = await queueRun(database);
    await database.withConnection((client) =>
      client.query(`create function disk_full() returns trigger language plpgsql as $$
        begin raise exception 'could not extend file: No space left on device' using errcode = 'disk_full'; end $$;
        create trigger full_disk before insert on cohort_result for each row execute function disk_full()`),
    );
    expect(await computeWaitingRuns(database)).toEqual([run]);
    expect(await read(database, run)).toMatchObject({ state: "failed", failure: { code: "database-full" } });
    expect(await countRows(database, written)).toEqual(nothing);
    await database.withConnection((client) => client.query("drop trigger full_disk on cohort_result"));
    const next = await queueRun(database);
    expect(await computeWaitingRuns(database)).toEqual([next]);
    expect((await read(database, next))?.state).toBe("done");
  });

  it.each(["reading", "computing", "writing"] as const)(
    "a database that goes away while a run is %s: the run waits, says so, and comes to its end when it is back",
    async (at) => {
      const { database, url } = await town();
      const run = await queueRun(database);
      const notices: string[] = [];
      let isCut = false;
      const attendant = attendQueue(database, ({ code }) => notices.push(code), {
        onProgress({ phase }) {
          if (phase === at && !isCut) meanwhile(url, "cut");
          if (phase === at) isCut = true;
        },
      });
      await expect.poll(() => notices, { timeout: 90_000 }).toEqual(["calculation-waiting"]);
      const elsewhere = new URL(url);
      const name = elsewhere.pathname.slice(1);
      elsewhere.pathname = "/postgres";
      const client = new pg.Client({ connectionString: elsewhere.href });
      await client.connect();
      await client.query(`alter database ${name} with allow_connections true`);
      await client.end();
      await expect.poll(async () => (await read(database, run))?.state, { timeout: 90_000 }).toBe("done");
      await attendant.close();
      expect(notices).toEqual(["calculation-waiting", "calculation-going-on"]);
      const again = await replay(database, run);
      expect(again.resultDigest).toBe(again.run.result_digest);
      expect(again.recomputed).toEqual(again.recorded);
    },
  );

  it("a run that takes its process with it again and again is given up with a sentence", async () => {
    const { database } = await town();
    const run = await queueRun(database);
    await database.withConnection((client) =>
      client.query("update run set state = 'running', attempts = 5 where id = $1", [run]),
    );
    await computeWaitingRuns(database);
    expect(await read(database, run)).toMatchObject({ state: "failed", failure: { code: "run-given-up" } });
  });
});

describe("two processes on one database", () => {
  it("one works at a time; what the other leaves when it is killed is taken up", async () => {
    const { database, url } = await town();
    const run = await queueRun(database);
    const child = spawn(process.execPath, [here("./test-interrupted.ts"), url, "computing", folder], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    await once(child.stdout, "data");
    expect(await workOnQueue(database, () => undefined, undefined)).toBeUndefined();
    expect((await read(database, run))?.state).toBe("running");
    const attendant = attendQueue(database, () => undefined, { memory: makeMemory() });
    child.kill("SIGKILL");
    await expect.poll(async () => (await read(database, run))?.state, { timeout: 90_000 }).toBe("done");
    await attendant.close();
    expect(await countRows(database, ["run", "result"])).toEqual({ run: 1, result: 30 });
  });
});
