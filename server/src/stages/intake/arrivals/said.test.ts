import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isCode } from "@biaochi/words";
import { expect, test } from "vitest";

const here = import.meta.dirname;
const source = globSync("**/*.ts", { cwd: here })
  .filter((file) => !file.endsWith(".test.ts"))
  .map((file) => readFileSync(join(here, file), "utf8"))
  .join("\n");
const found = (pattern: RegExp): readonly string[] =>
  [...new Set([...source.matchAll(pattern)].map((match) => match[1] ?? ""))].toSorted();

test("every failure of a source has its sentence in both languages", () => {
  const failures = found(/SourceFailure\(\s*"([a-z-]+)"/g);
  expect(failures.length).toBeGreaterThan(30);
  expect(failures.filter((code) => !isCode(`arrival.failure.${code}`))).toEqual([]);
});

test("every reason for which a row is put aside has its sentence", () => {
  const types = ["text", "number", "instant", "day", "truth"].map((type) => `not-${type}`);
  const reasons = [
    ...found(/reasons?\.push\(\{ code: "([a-z-]+)"/g),
    ...found(/refuse\("([a-z-]+)"\)/g),
    ...found(/fault: \{ code: "([a-z-]+)"/g),
    ...types,
  ];
  expect(reasons).toEqual(expect.arrayContaining(["expression-failed", "not-plain", "required", "row-longer"]));
  expect(
    [...reasons, "key-missing", "row-too-large", "check-failed", "pattern-endless"].filter(
      (code) => !isCode(`arrival.reason.${code}`),
    ),
  ).toEqual([]);
});
