import type { SearchAnswer } from "@biaochi/contract";
import type { SubjectType } from "@biaochi/engine";
import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadDataset } from "./load-dataset.ts";
import { type Scope, wholeCity } from "./platform/scope.ts";
import { freshDatabase, type TestDatabase } from "./platform/test-database.ts";
import { isWanted, searchSubjects, wantedOf } from "./stages/registry/search-store.ts";
import { searchIndicators } from "./stages/schemes/indicator-search.ts";
import { removeTowns, writeTown } from "./test-city.ts";

let db: TestDatabase;
beforeAll(async () => {
  db = await freshDatabase();
  const loaded = await loadDataset(db.database, {
    folder: writeTown(),
    programme: "town",
    author: "test",
    people: () => ({ accounts: [], bodies: [] }),
  });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.refusal));
});
afterAll(removeTowns);
afterAll(() => db.drop());

const everybody = ["unit", "team", "official"] as const;
const found = (q: string, scope: Scope = wholeCity, types: readonly SubjectType[] = everybody) =>
  db.database.read(async (tx) => {
    const found: string[] = [];
    for (const type of types)
      found.push(...(await searchSubjects(tx, scope, wantedOf(q), type)).map(({ subject }) => subject.id));
    return found;
  });
const ofUnit: Scope = [{ role: "head", reach: { kind: "units", programme: "town", units: ["u1"] }, releases: [] }];

/** What "is found" means, said once more and without an index. */
function isFound(name: string, q: string): boolean {
  const plain = (text: string) => text.normalize("NFKC").toLowerCase().replaceAll("·", "");
  const words = (text: string) => text.match(/[a-z0-9]+/g) ?? [];
  const runs = plain(q)
    .split(/[a-z0-9\s（）()、，。,.-]+/)
    .filter((run) => run !== "");
  const asked = words(plain(q));
  if (runs.length + asked.length === 0) return false;
  return (
    runs.every((run) => plain(name).includes(run)) &&
    asked.every((word) => words(plain(name)).some((known) => known.startsWith(word)))
  );
}

describe("what is found", () => {
  it("any part of a Chinese name, one sign included; the beginning of words and numbers", async () => {
    expect(await found("第1局", wholeCity, ["unit"])).toEqual(["u1"]);
    expect(await found("局", wholeCity, ["unit"])).toEqual(["u1", "u2", "u3", "u4", "u5", "u6"]);
    expect(await found("局班子")).toEqual(["t-u1", "t-u2", "t-u3", "t-u4", "t-u5", "t-u6"]);
    expect(await found("班局")).toEqual([]);
    expect(await found("BUR 3")).toEqual(["u3"]);
    expect(await found("ureau")).toEqual([]);
    expect(await found("u2-p3")).toEqual(["u2-p3"]);
    expect(await found("Ｂureau　２")).toEqual(["u2"]);
    expect(await found("％")).toEqual([]);
    expect(await found("'; drop table subject; --")).toEqual([]);
  });

  it("whole names first, then their beginning, then protocol order", async () => {
    expect((await found("u1")).slice(0, 2)).toEqual(["u1", "t-u1"]);
    expect((await found("person u1-p2"))[0]).toBe("u1-p2");
  });

  it("nobody from outside the scope", async () => {
    expect(await found("局", ofUnit)).toEqual(["u1", "t-u1"]);
    expect(await found("人员", ofUnit)).toEqual(["u1-p1", "u1-p2", "u1-p3"]);
    expect(await found("u", [])).toEqual([]);
    expect(await found("u", [{ role: "audit-administrator", reach: { kind: "installation" }, releases: [] }])).toEqual(
      [],
    );
    const self: Scope = [
      { role: "official", reach: { kind: "self", programme: "town", self: "u1-p2", context: ["u1"] }, releases: [] },
    ];
    expect(await found("u", self)).toEqual(["u1-p2"]);
  });

  it("the newest name of somebody who is called otherwise now, and not the old one", async () => {
    await db.database.withConnection(async (client) => {
      await client.query("begin");
      await client.query(
        `insert into recording (programme, kind, name, author, reason) values ('town', 'correction', 'x', 't', 'r')`,
      );
      await client.query(`insert into subject (programme, id, recording, type, name, sort, attributes)
        select programme, id, (select max(id) from recording), type, '{"zh-CN": "阿里木·热合曼局", "en": "Renamed"}', sort, attributes
        from subject where id = 'u6'`);
      await client.query("commit");
    });
    expect(await found("热合曼")).toEqual(["u6"]);
    expect(await found("木热")).toEqual(["u6"]);
    expect(await found("第6局", wholeCity, ["unit"])).toEqual([]);
  });

  it("indicators by either name, of programmes in scope", async () => {
    const indicators = (q: string, scope = wholeCity) =>
      db.database.read((tx) => searchIndicators(tx, scope, wantedOf(q)));
    const expected: SearchAnswer["indicators"]["found"] = [
      {
        programme: "town",
        indicator: { id: "answered", name: { "zh-CN": "按期答复率", en: "Answered in time" } },
        scheme: { id: "town", version: 1 },
        list: "units",
      },
    ];
    expect(await indicators("答复")).toEqual(expected);
    expect(await indicators("answ")).toEqual(expected);
    expect((await indicators("率")).map(({ indicator }) => indicator.id)).toEqual(["answered", "projects"]);
    expect(
      await indicators("率", [
        { role: "head", reach: { kind: "units", programme: "village", units: ["u1"] }, releases: [] },
      ]),
    ).toEqual([]);
  });
});

it("finds exactly what a search without an index finds", async () => {
  const signs = [..."王小明局第一·12ab BC（-）、Ａ１"];
  const text = fc.array(fc.constantFrom(...signs), { maxLength: 9 }).map((all) => all.join(""));
  await db.database.withConnection(async () => undefined);
  await fc.assert(
    fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 40 }), text, async (names, q) => {
      const { rows } = await db.database.read((tx) =>
        sql<{ name: string }>`select n.name from unnest(${names}::text[]) as n(name)
          where ${isWanted(wantedOf(q), { grams: "name_grams(n.name)", name: "n.name" })}`.execute(tx),
      );
      const wanted = wantedOf(q).grams.length === 0 ? [] : rows.map(({ name }) => name).sort();
      expect(wanted).toEqual(names.filter((name) => isFound(name, q)).sort());
    }),
    { numRuns: 150 },
  );
});
