// The list of failures names tests; here is asked whether they are there.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const home = join(import.meta.dirname, "../..");
const list = readFileSync(join(home, "docs/operations/failures-of-the-log.md"), "utf8");
const rows = list.split("\n").filter((line) => /^\| \d+ \|/.test(line));

test("every failure of the list has its number, and tests that exist under that name", () => {
  expect(rows.map((row) => Number(row.split("|")[1]))).toEqual(rows.map((_, at) => at + 1));
  for (const row of rows) {
    const named = [...row.matchAll(/`([\w/.-]+\.test\.ts)` “([^”]+)”/g)];
    expect(named.length, row).toBeGreaterThan(0);
    expect(named.length, row).toBe(row.split(".test.ts`").length - 1);
    for (const [, file = "", name = ""] of named)
      expect(readFileSync(join(home, file), "utf8"), `${file}: ${name}`).toMatch(titled(name));
  }
});

/** As the first thing in quotes of a test. */
function titled(name: string): RegExp {
  const text = name.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`(?:test|\\))\\(\\s*["\`]${text}["\`]`);
}
