// The table of vectors/ledger: every file is named there with its source and licence, and run by what the table says.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");
const read = (path: string) => readFileSync(join(root, path), "utf8");
const rows = read("vectors/ledger/README.md")
  .split("\n")
  .filter((line) => /^\| (?!file or|---)/.test(line))
  .map((line) => line.slice(2, -2).split(" | "));

test("names every file with its source and licence", () => {
  const named = rows.flatMap(([files = ""]) => files.split(", "));
  const there = readdirSync(join(root, "vectors/ledger")).filter((name) => !/^(README|LICENSES)/.test(name));
  expect(named.toSorted()).toEqual(there.toSorted());
  for (const [files, , source = "", licence = ""] of rows)
    expect(source.length * licence.length, files).toBeGreaterThan(0);
});

test.each(rows)("%s is run by those who are said to run it", (files, _what, _source, _licence, tests, python) => {
  for (const file of files.split(", ")) {
    const [first = ""] = file.split(".");
    const named = file.includes(".") ? `${file}"` : `${first}/`;
    const readBy = tests.split(", ").map((name) => read(`ledger/src/${name}.test.ts`));
    expect(
      readBy.every((text) => text.includes(named)),
      file,
    ).toBe(true);
    expect(read("verifiers/python/vectors.py").includes(first), file).toBe(python !== "no");
  }
});
