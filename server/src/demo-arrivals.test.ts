import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addDemoArrivals, demoProgramme, openDemoArrivals } from "./demo-arrivals.ts";
import { strangeDepartment } from "./demo-sources/serve.ts";
import { loadDataset } from "./load-dataset.ts";
import { makeClock } from "./platform/clock.ts";
import { wholeCity } from "./platform/scope.ts";
import { freshDatabase, type TestDatabase } from "./platform/test-database.ts";
import { listUnmapped } from "./stages/intake/arrivals/code-store.ts";
import { listConnections } from "./stages/intake/arrivals/connection-store.ts";
import { listRuns } from "./stages/intake/arrivals/run-store.ts";
import { listStreams } from "./stages/intake/arrivals/stream-store.ts";
import { tick } from "./stages/intake/arrivals/tick.ts";
import { workOnArrivals } from "./stages/intake/arrivals/work.ts";
import { removeTowns, writeTown } from "./test-city.ts";

let db: TestDatabase;
const folder = mkdtempSync(join(tmpdir(), "biaochi-demo-arrivals-"));
let now = Date.parse("2027-03-10T02:00:00Z");
const clock = makeClock({ mode: "production", machine: () => new Date(now) });
const masterKey = new Uint8Array(32).fill(3);

beforeAll(async () => {
  db = await freshDatabase();
  const loaded = await loadDataset(db.database, { folder: writeTown(), programme: demoProgramme, author: "test" });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.refusal));
});
afterAll(removeTowns);
afterAll(async () => {
  await db?.drop();
  rmSync(folder, { recursive: true, force: true });
});

test("the simulated systems of a demo are marked so, and what happens there arrives on schedule", async () => {
  const { database } = db;
  for (const _ of ["first start", "second start"]) await addDemoArrivals(database, { clock, masterKey });
  const systems = await openDemoArrivals(database, { clock, masterKey });
  const tools = { clock, folder, hosts: systems.hosts, pauses: [] };
  const look = async () => {
    await tick(database, tools);
    await workOnArrivals(database, { ...tools, masterKey });
  };
  try {
    await look();
    const connections = await database.read((tx) => listConnections(tx, wholeCity, demoProgramme));
    expect(connections.map(({ connection, version, isSimulated }) => [connection, version, isSimulated])).toEqual([
      ["approvals", 1, true],
      ["hotline", 1, true],
    ]);
    const streams = await database.read((tx) => listStreams(tx, wholeCity, { programme: demoProgramme }));
    expect(streams.every(({ isSimulated }) => isSimulated)).toBe(true);
    const runs = () => database.read((tx) => listRuns(tx, wholeCity, { programme: demoProgramme, limit: 10 }));
    const first = await runs();
    expect(first.map(({ state }) => state)).toEqual(["done", "done"]);
    const hotline = first.find(({ connection }) => connection === "hotline");
    expect(hotline?.fresh).toBeGreaterThan(2_000);
    expect(hotline?.refused).toBeGreaterThan(0); // an order that closed before it was received
    now += 6 * 60_000;
    await look();
    expect((await runs()).map(({ connection, why }) => [connection, why])[0]).toEqual(["hotline", "schedule"]);
    now += 8 * 3_600_000;
    await look();
    const moved = (await runs()).find(({ connection }) => connection === "hotline"); // the newest stands first
    expect(Number(moved?.fresh) + Number(moved?.changed)).toBeGreaterThan(0);
    const which = { programme: demoProgramme, stream: "hotline-orders", codes: "departments" };
    const unmapped = await database.read((tx) => listUnmapped(tx, wholeCity, which));
    expect(unmapped.map(({ code }) => code)).toEqual([strangeDepartment]);
  } finally {
    await systems.close();
  }
});
