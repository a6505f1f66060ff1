import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Place, type StreamMapping } from "@biaochi/contract";
import { loadDataset } from "./load-dataset.ts";
import { type Clock, makeClock } from "./platform/clock.ts";
import { wholeCity } from "./platform/scope.ts";
import { freshDatabase, type TestDatabase } from "./platform/test-database.ts";
import { askForRun } from "./stages/intake/arrivals/ask.ts";
import { saveConnection, saveStream, setActive, setSchedule } from "./stages/intake/arrivals/commands.ts";
import { findRun, listRuns } from "./stages/intake/arrivals/run-store.ts";
import { tick } from "./stages/intake/arrivals/tick.ts";
import { workOnArrivals } from "./stages/intake/arrivals/work.ts";
import { writeTown } from "./test-city.ts";

export const programme = "town";
export const office = { id: "organiser", scope: wholeCity };
export const masterKey = new Uint8Array(32).fill(7);
/** The time in the town: it stands still but for what has passed. */
export const townMachine = (passed: () => number) => () => new Date(Date.parse("2027-03-10T02:00:00Z") + passed());
const name = { "zh-CN": "测试", en: "Test" };
export const agreement = {
  ...{ approver: "a", basis: "b", fields: ["k"], frequency: "daily", contact: "c", lastDay: "2030-12-31" },
};

export type ArrivalTown = {
  readonly db: TestDatabase;
  readonly clock: Clock;
  readonly folder: string;
  /** Lets time go by. */
  pass(seconds: number): void;
  passed(): number;
  rows(text: string, values?: readonly unknown[]): Promise<readonly Record<string, unknown>[]>;
  connect(
    connection: string,
    place: object,
    more?: { readonly secret?: string; readonly lastDay?: string },
  ): Promise<void>;
  describe(stream: string, connection: string, mapping: StreamMapping): Promise<void>;
  every(connection: string, minutes: number): Promise<void>;
  ask(stream: string, day?: string): Promise<number>;
  work(): Promise<number>;
  /** Looks whether a time has come, and works on what may begin. */
  look(): Promise<void>;
  run(id: number): ReturnType<typeof findRun>;
  last(): ReturnType<typeof findRun>;
  /** State of a run; rows read, fresh, changed, the same, refused, noted. */
  counts(id: number): Promise<readonly unknown[]>;
  drop(): Promise<void>;
};

/** A town with a registry of six units, and time that goes by when it is told to. */
export async function openArrivalTown(): Promise<ArrivalTown> {
  const db = await freshDatabase();
  const loaded = await loadDataset(db.database, { folder: writeTown(), programme, author: "test" });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.refusal));
  const folder = mkdtempSync(join(tmpdir(), "biaochi-arrivals-"));
  let passed = 0;
  const clock = makeClock({ mode: "production", machine: townMachine(() => passed) });
  const { database } = db;
  const must = <T>(
    outcome: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: object },
  ): T => {
    if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusal));
    return outcome.value;
  };
  const tools = { clock, folder, masterKey, pauses: [1] };
  const town: ArrivalTown = {
    ...{ db, clock, folder },
    pass(seconds) {
      passed += seconds * 1_000;
    },
    passed: () => passed,
    rows: async (text, values = []) =>
      (await database.withConnection((client) => client.query(text, [...values]))).rows,
    async connect(connection, place, { secret, lastDay = agreement.lastDay } = {}) {
      const parsed = Place.parse(place);
      const said = { programme, connection, name, place: parsed, keeper: null, reason: "test", basedOn: 0, secret };
      must(
        await database.decide((tx) =>
          saveConnection(tx, office, { ...said, agreement: { ...agreement, lastDay } }, tools),
        ),
      );
      if (lastDay >= clock.today())
        must(await database.decide((tx) => setActive(tx, office, { programme, connection, isActive: true }, tools)));
      if (parsed.kind === "folder") mkdirSync(join(folder, parsed.folder), { recursive: true });
    },
    async describe(stream, connection, mapping) {
      const known = await town.rows("select max(version) as version from stream_version where stream = $1", [stream]);
      const basedOn = Number(known[0]?.version ?? 0);
      const said = { programme, stream, connection, name, mapping, reason: "test", basedOn };
      must(await database.decide((tx) => saveStream(tx, office, said)));
    },
    async every(connection, everyMinutes) {
      must(await database.decide((tx) => setSchedule(tx, office, { programme, connection, everyMinutes }, tools)));
    },
    async ask(stream, day) {
      const why = day === undefined ? ({ why: "asked" } as const) : ({ why: "replay", day } as const);
      return must(await database.decide((tx) => askForRun(tx, office, { programme, stream, ...why }, tools))).run;
    },
    work: () => workOnArrivals(database, tools),
    async look() {
      await tick(database, tools);
      await town.work();
    },
    run: (run) => database.read((tx) => findRun(tx, wholeCity, { programme, run })),
    last: async () => (await database.read((tx) => listRuns(tx, wholeCity, { programme, limit: 1 })))[0],
    async counts(id) {
      const run = await town.run(id);
      return run === undefined ? [] : [run.state, run.read, run.fresh, run.changed, run.same, run.refused, run.noted];
    },
    async drop() {
      await db.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return town;
}
