import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadDataset } from "./load-dataset.ts";
import { freshDatabase, type TestDatabase } from "./platform/test-database.ts";
import { countRows, removeTowns, townPeople, writeTown } from "./test-city.ts";

let db: TestDatabase;
let folder: string;
beforeAll(async () => {
  db = await freshDatabase();
  folder = writeTown();
});
afterAll(() => db.drop());
afterAll(removeTowns);

const recorded = [
  "recording",
  "subject",
  "service",
  "scheme_version",
  "observation",
  "target",
  "coefficient",
  "assessment",
  "event",
  "ballot",
  "opening",
  "decided_grade",
];

describe("loading a dataset folder", () => {
  it("records everything once, and the same folder again changes nothing", async () => {
    const load = () =>
      loadDataset(db.database, { folder, programme: "town", author: "test", people: () => townPeople });
    const first = await load();
    expect(first.ok && first.value.isNew).toBe(true);
    const counts = await countRows(db.database, recorded);
    // 6 units + 6 teams + 18 officials; 6 × 2 × 4 unit values and 18 × 4 own values; one target per unit
    expect(counts).toMatchObject({ recording: 1, subject: 30, observation: 120, target: 6, scheme_version: 1 });
    const second = await load();
    expect(second.ok && second.value.isNew).toBe(false);
    expect(await countRows(db.database, recorded)).toEqual(counts);
  });

  it("refuses another dataset under the same name instead of overwriting", async () => {
    const other = await loadDataset(db.database, {
      folder: writeTown({ staff: 4 }),
      programme: "town",
      author: "test",
    });
    expect(other.ok ? "loaded" : other.refusal.code).toBe("dataset-differs");
  });

  it("says who reads a folder that is not sound, and writes nothing", async () => {
    const before = await countRows(db.database, recorded);
    const refused = await loadDataset(db.database, { folder: "/nowhere", programme: "elsewhere", author: "test" });
    expect(refused.ok ? "loaded" : refused.refusal.code).toBe("dataset-unsound");
    expect(await countRows(db.database, recorded)).toEqual(before);
  });
});

describe("recorded facts", () => {
  const attempts = recorded.flatMap((table) => [
    [table, `update "${table}" set recording = recording`],
    [table, `delete from "${table}"`],
    [table, `truncate "${table}" cascade`],
  ]);
  it.each(attempts)("%s refuses: %s", async (table, statement) => {
    const sql = table === "recording" ? statement.replace("recording = recording", "author = author") : statement;
    await expect(db.database.withConnection((client) => client.query(sql))).rejects.toThrow("append-only");
  });

  it("has a trigger on every table of facts that the migrations make", async () => {
    const { rows } = await db.database.withConnection((client) =>
      client.query<{ table_name: string }>(
        `select c.table_name from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
         where c.column_name = 'recording' and t.table_type = 'BASE TABLE' and c.table_schema = 'public' and c.table_name not in ('run', 'registry_import')
           and not exists (select 1 from pg_trigger g where g.tgrelid = c.table_name::regclass and g.tgname = 'append_only')`,
      ),
    );
    expect(rows).toEqual([]);
  });

  it("keeps an exact number exact, and refuses what is none", async () => {
    const insert = (value: string) =>
      db.database.withConnection((client) =>
        client.query(
          `with r as (insert into recording (programme, kind, name, author) values ('town', 'import', 'x', 'test') returning id)
           insert into observation (programme, id, recording, subject, indicator, period, value)
           select 'town', 'x' || $1, id, 'u1', 'answered', '2025Q1', $1 from r`,
          [value],
        ),
      );
    for (const value of ["NaN", "1e5", "1,000", " 1", ""]) await expect(insert(value)).rejects.toThrow("exact_text");
    await insert("26/3");
  });
});
