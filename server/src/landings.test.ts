import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import type { Landing } from "./make-landing.ts";
import { isMigrated } from "./platform/migrations.ts";
import { restore } from "./platform/restore.ts";
import { databaseForThisTest } from "./platform/test-database.ts";
import { platformOn } from "./platform/test-platform.ts";
import { engineDigest } from "./stages/scoring/engine-identity.ts";
import { countRows, here } from "./test-city.ts";
import { finishedRuns, replay } from "./test-replay.ts";

/** Every backup in fixtures/landings/ was made by an earlier landing (tools/make-landing.mjs) and is never made again. */
const landings = here("../../fixtures/landings");
const files = readdirSync(landings).filter((name) => name.endsWith(".tar.gz"));
const folder = mkdtempSync(join(tmpdir(), "biaochi-landings-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("there is a landing", () => expect(files.length).toBeGreaterThan(0));

/** Bringing a backup back is on record itself: one line of the trail, in a batch. */
const withTheRestoring = (rows: Landing["rows"]): Landing["rows"] =>
  Object.fromEntries(
    Object.entries(rows).map(([table, n]) => [table, /^audit_(event|batch)$/.test(table) ? n + 1 : n]),
  );

describe.each(files)("%s", (name) => {
  const expected: Landing = JSON.parse(readFileSync(join(landings, name.replace(/tar\.gz$/, "json")), "utf8"));

  test("comes in, is brought forward, keeps every row, and is computed again to the same results", async () => {
    const { database } = await databaseForThisTest({ isEmpty: true });
    const restored = await restore(platformOn(database, join(folder, name)), join(landings, name));
    expect(restored).toMatchObject({ ok: true });
    expect(await isMigrated(database)).toBe(true);
    expect(await countRows(database, Object.keys(expected.rows))).toEqual(withTheRestoring(expected.rows));

    const runs = await finishedRuns(database);
    const recorded = runs.map(({ programme, period, facts_digest: facts, result_digest: result }) => ({
      ...{ programme, period, facts, result },
    }));
    expect(recorded).toEqual(expected.runs);
    for (const run of runs) {
      const again = await replay(database, run.id);
      const about = `${run.programme} ${run.period}`;
      expect({ about, digest: again.factsDigest }).toEqual({ about, digest: run.facts_digest });
      // A deferred grade is withheld from whoever reads results, and lies in them as it was.
      const asRead = again.recomputed.map((each, n) =>
        again.recorded[n]?.grade === "#deferred" ? { ...each, grade: "#deferred" } : each,
      );
      expect({ about, results: asRead }).toEqual({ about, results: again.recorded });
      const standings = again.recorded.map(({ standing }) => standing);
      const counted = ["complete", "provisional", "not-formed"].map(
        (one) => standings.filter((all) => all === one).length,
      );
      expect({ about, counted: [run.complete, run.provisional, run.not_formed] }).toEqual({ about, counted });
      expect(Object.values(again.explanations).filter((each) => !/^[0-9a-f]{64}$/.test(each))).toEqual([]);
      // A later engine may say more about a result; the same engine says the same, bit for bit.
      if (run.engine_digest === engineDigest())
        expect({ about, digest: again.resultDigest }).toEqual({ about, digest: run.result_digest });
    }
  });
});
