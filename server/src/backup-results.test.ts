import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { loadDataset } from "./load-dataset.ts";
import { backup } from "./platform/backup.ts";
import type { Database } from "./platform/database.ts";
import { restore } from "./platform/restore.ts";
import { wholeCity } from "./platform/scope.ts";
import { freshDatabase, type TestDatabase } from "./platform/test-database.ts";
import { platformOn } from "./platform/test-platform.ts";
import { startRun } from "./stages/scoring/commands.ts";
import { computeWaitingRuns } from "./stages/scoring/jobs.ts";
import { findRun } from "./stages/scoring/store.ts";
import { writeTown } from "./test-city.ts";
import { finishedRuns, replay } from "./test-replay.ts";

let [from, to]: TestDatabase[] = [];
const folder = mkdtempSync(join(tmpdir(), "biaochi-backup-results-"));
beforeAll(async () => {
  [from, to] = [await freshDatabase(), await freshDatabase({ isEmpty: true })];
});
afterAll(async () => {
  await Promise.all([from?.drop(), to?.drop()]);
  rmSync(folder, { recursive: true });
});

async function appraise(database: Database): Promise<number> {
  const run = await database.transaction((tx) => startRun(tx, wholeCity, { programme: "town", period: "2025" }));
  if (!run.ok) throw new Error(run.refusal.code);
  await computeWaitingRuns(database);
  return run.value.id;
}

/** A correction of one figure: the second run rests on other facts than the first. */
async function correct(database: Database): Promise<void> {
  await database.withConnection(async (client) => {
    const recording = await client.query<{ id: number }>(
      "insert into recording (programme, kind, name, author, reason) values ('town', 'correction', 'x', 'test', 'counted again') returning id",
    );
    await client.query(
      `insert into observation (programme, id, recording, supersedes, subject, indicator, period, value)
       select programme, id || '@2', $1, id, subject, indicator, period, '26/3' from observation
       where subject = 'u3' and indicator = 'answered' and period = '2025Q2'`,
      [recording.rows[0]?.id],
    );
  });
}

/** Every table as PostgreSQL prints it, and every finished run computed and explained again. */
async function everythingIn(database: Database) {
  const tables = await database.withConnection(async (client) => {
    const content: Record<string, unknown> = {};
    for (const name of ["recording", "subject", "observation", "run", "result", "cohort_result", "cohort_place"]) {
      const { rows } = await client.query(
        `select count(*)::int as rows, md5(string_agg(t::text, '|' order by t::text)) as digest from "${name}" t`,
      );
      content[name] = rows[0];
    }
    return content;
  });
  const runs = await finishedRuns(database);
  const replayed = [];
  for (const { id } of runs) replayed.push(await replay(database, id));
  return { tables, replayed };
}

test("a restored installation has the same results, explains them alike, and goes on to the same next result", async () => {
  if (from === undefined || to === undefined) throw new Error("no databases");
  await loadDataset(from.database, { folder: writeTown(), programme: "town", author: "test" });
  await appraise(from.database);
  await correct(from.database);
  await appraise(from.database);
  const before = await everythingIn(from.database);
  expect(before.replayed).toHaveLength(2);
  // The replay is a comparison of its own: what is recorded is what is computed from the facts as of each run.
  for (const each of before.replayed) {
    expect(each.recomputed).toEqual(each.recorded);
    expect(each.recorded).toHaveLength(30);
    expect(each.resultDigest).toBe(each.run.result_digest);
    expect(each.factsDigest).toBe(each.run.facts_digest);
    expect(Object.values(each.explanations).every((digest) => /^[0-9a-f]{64}$/.test(digest))).toBe(true);
  }
  expect(before.replayed[0]?.resultDigest).not.toBe(before.replayed[1]?.resultDigest);

  const path = join(folder, "town.tar.gz");
  expect(await backup(platformOn(from.database, join(folder, "from")), path)).toMatchObject({ ok: true });
  expect(await restore(platformOn(to.database, join(folder, "to")), path)).toMatchObject({ ok: true });
  expect(await everythingIn(to.database)).toEqual(before);

  const database = to.database;
  const next = await appraise(database);
  const run = await database.transaction((tx) => findRun(tx, wholeCity, next));
  expect(run?.result_digest).toBe(before.replayed[1]?.resultDigest);
});
