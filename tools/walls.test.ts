import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { checkLock } from "./check-lock.mjs";
import { checkMigrations, land } from "./check-migrations.mjs";
import { makeNotice } from "./notice.mjs";

test("a lock that names a registry, lacks a digest, or a range in a manifest is found", () => {
  const sound = {
    "node_modules/a": { version: "1.0.0", integrity: "sha512-x" },
    "node_modules/own": { link: true, resolved: "own" },
  };
  expect(checkLock({ packages: sound }, { "package.json": { dependencies: { a: "1.0.0-beta.1" } } })).toEqual([]);
  const resolved = "https://registry.example.org/a/-/a-1.0.0.tgz";
  const found = checkLock(
    { packages: { "node_modules/a": { resolved } } },
    { "x/package.json": { devDependencies: { a: "^1.0.0" } } },
  );
  expect(found).toHaveLength(4);
});

test("a landed migration that was edited or removed is found; a new one is not", () => {
  const folder = mkdtempSync(join(tmpdir(), "biaochi-landed-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const put = (name: string, text: string) => writeFileSync(join(folder, name), text);
  put("0001-a.sql", "select 1");
  put("0002-b.sql", "select 2");
  land(folder);
  put("0003-c.sql", "select 3");
  expect(checkMigrations(folder)).toMatchObject({ found: [], fresh: ["0003-c.sql"] });
  put("0001-a.sql", "select 1 ");
  rmSync(join(folder, "0002-b.sql"));
  const found = checkMigrations(folder).found.join("\n");
  for (const expected of [
    "0001-a.sql has landed and was edited",
    "0002-b.sql has landed and is gone",
    "number 2 was expected",
  ])
    expect(found).toContain(expected);
});

test("the notice names every package with its licence", () => {
  const list = [{ name: "a", version: "1.0.0", licence: "MIT", copyright: "Copyright (c) 2020 A" }];
  expect(makeNotice(list)).toContain("a 1.0.0: MIT. Copyright (c) 2020 A");
});
