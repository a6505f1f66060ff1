import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { checkSizes, countDetours } from "./check-sizes.mjs";

test.each([
  ["let x: any;", 1],
  ["f<any>(y as any)", 2],
  ["const z = y as unknown as Z;", 1],
  ["list[0]!.name; map.get(k)!;", 2],
  ["// @ts-expect-error: why\n// biome-ignore lint: why", 2],
  ["// any of them\nconst s = 'as any'; if (a !== b && !c) return !d; many.any(x);", 0],
])("%j has %i", (text, count) => {
  expect(countDetours(text)).toBe(count);
});

test("a long file needs a reason, a reason needs its file, and the ceiling holds", () => {
  const root = mkdtempSync(join(tmpdir(), "biaochi-sizes-"));
  onTestFinished(() => rmSync(root, { recursive: true }));
  mkdirSync(join(root, "engine"));
  writeFileSync(join(root, "engine", "long.ts"), "let a: any;\n".repeat(401));
  const strict = checkSizes(root, { atMost: 400, allowed: { "engine/gone.ts": "why" } }).found.join("\n");
  for (const expected of ["401 lines", "does not exist", "401 ways around"]) expect(strict).toContain(expected);
  expect(checkSizes(root, { atMost: 401, allowed: { "engine/long.ts": "a table" } }).found).toEqual([]);
});
