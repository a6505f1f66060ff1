import { type Exact, exactOf } from "@biaochi/engine";
import type { ClientBase } from "pg";
import { afterAll, beforeAll, beforeEach } from "vitest";
import { freshDatabase, type TestDatabase } from "../../platform/test-database.ts";
import { type PackedRead, readPacked } from "./block-store.ts";
import { type ImportedRow, importObservations } from "./import-store.ts";

export const people = ["a", "b", "c"];
const subjects = people.map((id) => ({ id }));

/** One observation of indicator i in 2025Q1, unless `more` says otherwise. */
export const row = (subject: string, value: string | Exact, more: Partial<ImportedRow> = {}): ImportedRow => ({
  ...{ subject, indicator: "i", period: "2025Q1", value: typeof value === "string" ? exactOf(value) : value },
  ...more,
});

/** A database for the tests of a file; each test has a programme of its own with three subjects and nothing else. */
export function smallProgrammes() {
  let db: TestDatabase | undefined;
  let programmes = 0;
  const database = () => {
    if (db === undefined) throw new Error("the database is made before the tests");
    return db.database;
  };
  const name = () => `p${programmes}`;
  const withClient = <T>(work: (client: ClientBase) => Promise<T>): Promise<T> => database().withConnection(work);
  const recorded = async (client: ClientBase): Promise<number> => {
    const { rows } = await client.query<{ id: number }>(
      "insert into recording (programme, kind, name, author) values ($1, 'import', 'x', 'test') returning id",
      [name()],
    );
    return rows[0]?.id ?? 0;
  };
  const bring = (rows: readonly ImportedRow[]) =>
    withClient((client) => importObservations(client, { programme: name(), name: "list", author: "test" }, rows));
  const read = (recording: number, indicators?: readonly string[]): Promise<PackedRead> =>
    withClient((client) =>
      readPacked(client, { programme: name(), recording }, subjects, indicators === undefined ? {} : { indicators }),
    );

  beforeAll(async () => {
    db = await freshDatabase();
  });
  afterAll(() => db?.drop());
  beforeEach(async () => {
    programmes += 1;
    await withClient(async (client) => {
      await client.query("insert into programme (id, title, synthetic) values ($1, '{}', true)", [name()]);
      const id = await recorded(client);
      for (const [sort, each] of people.entries())
        await client.query(
          "insert into subject (programme, id, recording, type, name, sort, attributes) values ($1, $2, $3, 'unit', '{}', $4, '{}')",
          [name(), each, id, sort],
        );
    });
  });

  return {
    ...{ database, name, withClient, recorded, bring, read },
    async imported(rows: readonly ImportedRow[]): Promise<number> {
      const outcome = await bring(rows);
      if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusal));
      return outcome.value.recording;
    },
    /** What the engine is told of indicator i in 2025Q1, by subject: a number, the name of a fact beside, or null. */
    async figures(recording: number): Promise<unknown[]> {
      const { packed, observations } = await read(recording);
      const block = packed.blocks.find((each) => each.indicator === "i" && each.period === "2025Q1");
      return people.map((id, position) => {
        const aside = observations.find((each) => each.subject === id);
        if (aside !== undefined) return aside.id;
        const slot = packed.slotOf?.[position] ?? -1;
        return block === undefined || block.states[slot] !== 0 ? null : Number(block.values[slot]) / 10 ** block.scale;
      });
    },
    rowCount: () =>
      withClient(
        async (client) => (await client.query("select from observation union all select from recording")).rowCount,
      ),
  };
}
