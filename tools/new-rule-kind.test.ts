import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";

/** CONTRIBUTING.md, "Adding a rule kind", followed step by step in a copy: one file, its schema entry, its words, its vectors. */
const root = fileURLToPath(new URL("..", import.meta.url));
let copy = "";

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), "biaochi-kind-"));
  for (const part of ["engine", "words", "vectors", "tools", "package.json", "tsconfig.json"]) {
    cpSync(join(root, part), join(copy, part), { recursive: true, filter: (path) => !path.includes("node_modules") });
  }
  mkdirSync(join(copy, "node_modules"));
  for (const name of ["zod", "yaml", "vitest", "vite", "@marcbachmann", "fast-check", "typescript", "@types"]) {
    symlinkSync(join(root, "node_modules", name), join(copy, "node_modules", name));
  }
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

const edit = (path: string, change: (text: string) => string): void => {
  const file = join(copy, path);
  const before = readFileSync(file, "utf8");
  const after = change(before);
  expect(after, path).not.toBe(before);
  writeFileSync(file, after);
};
const node = (...args: readonly string[]): string =>
  execFileSync(process.execPath, args, { cwd: copy, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });

test("a 23rd rule kind needs one file, one line, its words and its vectors", { timeout: 120_000 }, () => {
  // 1. its file
  writeFileSync(
    join(copy, "engine/src/rules/half-credit.ts"),
    `import { choose, isAtLeast, scale } from "../number/arithmetic.ts";
import { exact } from "../number/exact.ts";
import { Quantity } from "../scheme/values.ts";
import { presentInAll } from "./presence.ts";
import { ruleKind } from "./rule-kind.ts";

/** 23 过半给半: all of W at the target, half of it below. */
export const halfCredit = ruleKind({
  id: "half-credit",
  version: 1,
  number: 23,
  parameters: { target: Quantity },
  isRelative: () => false,
  score(rule, scope) {
    const actual = scope.actual();
    const target = scope.quantity(rule.target);
    scope.tell("actual", actual.value);
    scope.tell("target", target.value);
    const points = choose(isAtLeast(actual.value, target.value), scope.weight, scale(scope.weight, exact(1, 2)));
    return { points, states: presentInAll(actual, target) };
  },
});
`,
  );
  // 2. its schema entry
  edit("engine/src/rules/registry.ts", (text) =>
    text
      .replace(
        'import { gap } from "./gap.ts";',
        'import { gap } from "./gap.ts";\nimport { halfCredit } from "./half-credit.ts";',
      )
      .replace("  gap,\n", "  gap,\n  halfCredit,\n"),
  );
  node("tools/make-schema.ts");
  expect(readFileSync(join(copy, "engine/scheme.schema.json"), "utf8")).toContain("half-credit");
  // 3. its words
  edit("words/src/rules-2.ts", (text) =>
    text.replace(
      "} as const",
      `  "rule.half-credit": { "zh-CN": "过半给半", en: "half credit" },
  "rule.half-credit.says": { "zh-CN": "达到 {target} 得满分，否则得一半", en: "full marks at {target}, otherwise half" },
  "rule.half-credit.why": { "zh-CN": "实际 {actual}，目标 {target}", en: "actual {actual}, target {target}" },
  "rule.half-credit.regain": { "zh-CN": "达到 {target}", en: "reach {target}" },
} as const`,
    ),
  );
  // 4. its vectors
  const cases = [
    ["100", "10"],
    ["95", "10"],
    ["94.999999999", "5"],
    ["0", "5"],
    ["-3", "5"],
  ].map(([actual, points]) => ({
    name: `A ${actual}`,
    why: `target 95, full marks 10: ${points === "10" ? "reached" : "10 ÷ 2 = 5 below"}`,
    item: { weight: "10", rule: { kind: "half-credit", target: "95" } },
    subjects: { a: { observations: [["A", "2025", actual]] } },
    expect: { a: { points } },
  }));
  writeFileSync(join(copy, "vectors/rules/half-credit.json"), JSON.stringify(cases));

  const report = node(
    "node_modules/vitest/vitest.mjs",
    "run",
    "--root",
    copy,
    "engine/src/rules/vectors.test.ts",
    "words/src/index.test.ts",
  );
  expect(report).toMatch(/half-credit|passed/);
  expect(report).not.toMatch(/failed/);

  // A kind without its vectors is refused by the closing test.
  rmSync(join(copy, "vectors/rules/half-credit.json"));
  expect(() =>
    node("node_modules/vitest/vitest.mjs", "run", "--root", copy, "engine/src/rules/vectors.test.ts"),
  ).toThrow();
});
