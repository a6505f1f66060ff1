import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { loadDataset } from "./load-dataset.ts";
import type { PlatformRefusal } from "./platform/refusal.ts";
import { wholeCity } from "./platform/scope.ts";
import { databaseForThisTest, type TestDatabase } from "./platform/test-database.ts";
import { openRunDesk, type RunDesk, type RunDeskOptions } from "./run-desk.ts";
import { differingBlocks } from "./stages/intake/block-upkeep.ts";
import { cancelRun } from "./stages/scoring/commands.ts";
import { computedFrom, openDesk } from "./stages/scoring/desk.ts";
import { agreedExplanation } from "./stages/scoring/explanation.ts";
import { computeWaitingRuns } from "./stages/scoring/jobs.ts";
import { findResult } from "./stages/scoring/result-store.ts";
import { findRun, type RunRow } from "./stages/scoring/store.ts";
import { correctFigure, queueRun, removeTowns, writeTown } from "./test-city.ts";
import { replay } from "./test-replay.ts";

let folder: string;
beforeAll(() => {
  folder = writeTown();
});
afterAll(removeTowns);

type Open = TestDatabase & { readonly desk: RunDesk; readonly told: string[]; readonly said: PlatformRefusal[] };

async function open(options: Pick<RunDeskOptions, "thread"> = {}, queueFirst = false): Promise<Open> {
  const db = await databaseForThisTest();
  const loaded = await loadDataset(db.database, { folder, programme: "town", author: "test" });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.refusal));
  if (queueFirst) await queueRun(db.database);
  const told: string[] = [];
  const said: PlatformRefusal[] = [];
  const tell = (notice: PlatformRefusal) => {
    told.push(notice.code);
    said.push(notice);
  };
  const desk = openRunDesk({ url: db.url, tell, ...options });
  onTestFinished(() => desk.close());
  return { ...db, desk, told, said };
}

const read = async ({ database }: Open, run: number): Promise<RunRow> => {
  const found = await database.transaction((tx) => findRun(tx, wholeCity, run));
  if (found === undefined) throw new Error(`no run ${run}`);
  return found;
};
const untilState = (office: Open, run: number, state: string) =>
  expect.poll(async () => (await read(office, run)).state, { timeout: 90_000 }).toBe(state);

/** Changes a byte of stored blocks, as a failing disk would. */
const damage = ({ database }: Open, which: string) =>
  database.withConnection((client) =>
    client.query(`update observation_block set values = set_byte(values, 0, get_byte(values, 0) # 1) where ${which}`),
  );
const differing = async ({ database }: Open) =>
  (await database.withConnection((client) => differingBlocks(client, "town"))).keys;

describe("the thread that computes", () => {
  it("computes what is queued, explains every subject as the recorded score says, and tells what a correction would do", async () => {
    const office = await open();
    const run = await queueRun(office.database);
    office.desk.wake();
    await untilState(office, run, "done");
    const row = await read(office, run);
    for (const subject of ["u1", "t-u1", "u1-p2"]) {
      const { explanations, subjects } = await office.desk.explain(computedFrom(row), [subject]);
      const here = await openDesk(office.database).explain(computedFrom(row), [subject]);
      expect({ explanations, subjects }).toEqual(here);
      const result = await office.database.transaction((tx) => findResult(tx, wholeCity, run, subject));
      if (result === undefined) throw new Error(subject);
      expect(agreedExplanation(row, result, explanations[0]).ok).toBe(true);
    }
    const { rows } = await office.database.withConnection((client) =>
      client.query<{ id: string }>(
        "select id from observation where subject = 'u3' and indicator = 'answered' and period = '2025Q2'",
      ),
    );
    const supersedes = rows[0]?.id ?? "";
    const fact = { subject: "u3", indicator: "answered", period: "2025Q2", value: { num: 189n, den: 2n } };
    const edit = { supersedes, next: { list: "observations" as const, fact: { ...fact, id: "preview" } } };
    const previewed = await office.desk.preview(computedFrom(row), edit, ["organiser"]);
    expect(previewed.map((each) => each.subject.id)).toEqual(expect.arrayContaining(["u3", "t-u3", "u3-p1"]));
    // What it told is what then happens.
    await correctFigure(office.database, { subject: "u3", indicator: "answered", period: "2025Q2", value: "94.5" });
    const next = await queueRun(office.database);
    office.desk.wake();
    await untilState(office, next, "done");
    for (const { subject, after } of previewed) {
      const result = await office.database.transaction((tx) => findResult(tx, wholeCity, next, subject.id));
      expect({ subject: subject.id, score: result?.score }).toEqual({ subject: subject.id, score: after?.score });
    }
    expect(office.told).toEqual([]);
  });

  it("takes up what an earlier process left without being asked", async () => {
    const office = await open({}, true);
    await untilState(office, 1, "done");
  });

  it("is started again when it ends by itself, says so, and finishes the run", async () => {
    const office = await open({ thread: new URL("./test-crashing-thread.ts", import.meta.url) }, true);
    await untilState(office, 1, "done");
    expect(office.told).toEqual(["calculation-interrupted"]);
    const again = await replay(office.database, 1);
    expect(again.resultDigest).toBe(again.run.result_digest);
    expect((await office.desk.explain(computedFrom(again.run), ["u1"])).explanations).toHaveLength(1);
  });

  it("computes past a damaged block, mends it after the run, and says once which", async () => {
    const office = await open();
    await damage(office, "indicator = 'answered' and period = '2025Q2'");
    expect(await differing(office)).toEqual(["answered\n2025Q2"]);
    const run = await queueRun(office.database);
    office.desk.wake();
    await untilState(office, run, "done");
    await expect.poll(() => office.told, { timeout: 90_000 }).toEqual(["block-damaged"]);
    expect(office.said[0]?.params).toEqual({ programme: "town", indicator: "answered", period: "2025Q2" });
    expect(await differing(office)).toEqual([]);
    const again = await replay(office.database, run);
    expect(again.recorded).toEqual(again.recomputed);
    // A run of other facts meets sound blocks: nothing more is said.
    await correctFigure(office.database, { subject: "u3", indicator: "projects", period: "2025Q2", value: "94.5" });
    const next = await queueRun(office.database);
    office.desk.wake();
    await untilState(office, next, "done");
    await office.desk.close();
    expect(office.told).toEqual(["block-damaged"]);
  });

  it("mends what an explanation met, and says one line for many blocks", async () => {
    const office = await open();
    const run = await queueRun(office.database);
    expect(await computeWaitingRuns(office.database)).toEqual([run]);
    const row = await read(office, run);
    await damage(office, "indicator = 'projects'");
    expect(await differing(office)).toHaveLength(4);
    const { explanations } = await office.desk.explain(computedFrom(row), ["u1"]);
    const result = await office.database.transaction((tx) => findResult(tx, wholeCity, run, "u1"));
    if (result === undefined) throw new Error("u1");
    expect(agreedExplanation(row, result, explanations[0]).ok).toBe(true);
    await expect.poll(() => office.told, { timeout: 90_000 }).toEqual(["blocks-damaged"]);
    expect(office.said[0]?.params).toMatchObject({ programme: "town", indicator: "projects", count: "4" });
    expect(await differing(office)).toEqual([]);
  });

  it("says that blocks cannot be written, gives right scores all the same, and mends them with the next run", async () => {
    const office = await open();
    await damage(office, "indicator = 'answered' and period = '2025Q2'");
    await office.database.withConnection((client) =>
      client.query("alter table observation_block add constraint no_writing check (false) not valid"),
    );
    const run = await queueRun(office.database);
    office.desk.wake();
    await untilState(office, run, "done");
    await expect.poll(() => office.told, { timeout: 90_000 }).toEqual(["blocks-unmended"]);
    expect(office.said[0]?.params).toMatchObject({ programme: "town", reason: expect.stringContaining("no_writing") });
    const again = await replay(office.database, run);
    expect(again.recorded).toEqual(again.recomputed);
    await office.database.withConnection((client) =>
      client.query("alter table observation_block drop constraint no_writing"),
    );
    await queueRun(office.database, "2025Q3");
    office.desk.wake();
    await expect.poll(() => office.told, { timeout: 90_000 }).toEqual(["blocks-unmended", "block-damaged"]);
    expect(await differing(office)).toEqual([]);
  });

  it("does not take up a run that was cancelled", async () => {
    const office = await open();
    const run = await queueRun(office.database);
    await office.database.decide((tx) => cancelRun(tx, wholeCity, { run, by: "organiser" }));
    office.desk.cancel(run);
    office.desk.wake();
    const other = await queueRun(office.database, "2025Q3");
    office.desk.wake();
    await untilState(office, other, "done");
    expect((await read(office, run)).state).toBe("cancelled");
  });

  it("ends in order: a run at hand is put back whole, and the next start finishes it", async () => {
    const office = await open();
    const run = await queueRun(office.database);
    office.desk.wake();
    await office.desk.close();
    const { state } = await read(office, run);
    expect(["queued", "running", "done"]).toContain(state);
    const { rows } = await office.database.withConnection((client) =>
      client.query("select count(*)::int as n from result"),
    );
    expect(rows[0]).toEqual({ n: state === "done" ? 30 : 0 });
    const next = openRunDesk({ url: office.url, tell: () => undefined });
    onTestFinished(() => next.close());
    await untilState(office, run, "done");
  });
});
