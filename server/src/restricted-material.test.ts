import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { actions, dataClasses, rolesOf, routes } from "@biaochi/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDatabase, type TestDatabase } from "./platform/test-database.ts";

/** What may never be in this edition has no table, no column, no field, no route, no action: all of them are walked. */
const restricted = Object.entries(dataClasses).flatMap(([name, each]) =>
  each.edition === "restricted" ? each.tokens.map((token) => ({ name, token: token as string })) : [],
);

const tokensOf = (name: string): readonly string[] =>
  name
    .replaceAll(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z]+/);
const found = (names: Iterable<string>): readonly string[] =>
  [...names].flatMap((name) =>
    restricted.filter(({ token }) => tokensOf(name).includes(token)).map((each) => `${name}: ${each.name}`),
  );

let db: TestDatabase;
beforeAll(async () => {
  db = await freshDatabase();
});
afterAll(() => db?.drop());

/** Every name of a field in the published contract. */
function fieldsOf(schema: unknown, names = new Set<string>()): Set<string> {
  if (Array.isArray(schema)) for (const each of schema) fieldsOf(each, names);
  else if (typeof schema === "object" && schema !== null)
    for (const [key, value] of Object.entries(schema)) {
      if (key === "properties" && typeof value === "object" && value !== null)
        for (const name of Object.keys(value)) names.add(name);
      if (key === "name" && typeof value === "string") names.add(value);
      fieldsOf(value, names);
    }
  return names;
}

describe("restricted material", () => {
  it("would be found by its names", () => {
    expect(found(["talk_note.contents", "GET /clues", "reserveList", "political_quality"])).toHaveLength(4);
    expect(found(["leaders", "result.talking", "observation"])).toEqual([]);
  });

  it("has no table and no column", async () => {
    const { rows } = await db.database.withConnection((client) =>
      client.query<{ name: string }>(
        "select table_name || '.' || column_name as name from information_schema.columns where table_schema = 'public'",
      ),
    );
    expect(rows.length).toBeGreaterThan(200);
    expect(found(rows.map(({ name }) => name))).toEqual([]);
  });

  it("has no route, no action and no field", () => {
    const { paths, components } = JSON.parse(
      readFileSync(join(import.meta.dirname, "../../contract/openapi.json"), "utf8"),
    ) as { paths: object; components: object };
    const fields = fieldsOf([paths, components]);
    expect(fields.size).toBeGreaterThan(150);
    const doors = Object.entries(routes).flatMap(([name, { path, action }]) => [name, path, action]);
    expect(found([...fields, ...doors, ...Object.keys(actions), ...Object.keys(paths)])).toEqual([]);
  });
});

describe("the causes of deferrals", () => {
  it("are read and set by those alone whom the data class names", () => {
    const { readBy, setBy } = dataClasses.investigation;
    // Whoever widens this changes docs/decisions/0046-masking.md and both guides with it.
    expect({ readBy, setBy }).toEqual({ readBy: ["discipline"], setBy: ["discipline"] });
    expect(rolesOf("see-deferrals")).toEqual(readBy);
    expect([rolesOf("defer-grade"), rolesOf("end-deferral")]).toEqual([setBy, setBy]);
  });

  it("are asked of the database in one place", () => {
    const folder = import.meta.dirname;
    const asking = readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith(".ts") && !path.endsWith(".test.ts"))
      .filter((path) => /deferral_(end_)?cause/.test(readFileSync(join(folder, path), "utf8")));
    expect(asking).toEqual([join("stages", "deferrals", "cause-store.ts")]);
  });
});
