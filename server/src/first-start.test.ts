import { afterAll, beforeAll, expect, it } from "vitest";
import { firstStart } from "./first-start.ts";
import { freshDatabase, type TestDatabase } from "./platform/test-database.ts";

let db: TestDatabase;
beforeAll(async () => {
  db = await freshDatabase();
});
afterAll(() => db.drop());

it("loads", async () => {
  let t = performance.now();
  await firstStart(db.database, (n) => { if (n.code === "run-progress" && n.params.done !== n.params.total && n.params.done < 30001) return; console.log(Math.round(performance.now() - t), JSON.stringify(n)); });
  const r = await db.database.withConnection((c) => c.query("select id, programme, period, state, rows_done, fact_count, failure, findings from run order by id"));
  for (const row of r.rows) console.log(JSON.stringify(row).slice(0, 400));
  expect(1).toBe(1);
}, 120_000);
