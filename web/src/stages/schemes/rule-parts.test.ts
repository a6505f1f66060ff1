import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { isCode } from "@biaochi/words";
import { expect, it } from "vitest";

const scheme = readFileSync(resolve(import.meta.dirname, "../../../../examples/demo-city/scheme.v2.yaml"), "utf8");
const inside = (pattern: RegExp, each: RegExp) =>
  [...scheme.matchAll(pattern)].flatMap(([, list = ""]) => [...list.matchAll(each)].map(([, name = ""]) => name));

it("has a word in both languages for every ballot option and line of a checklist of the demo's scheme", () => {
  const said = [
    ...inside(/options: \{([^}]*)\}/g, /([^\s,:]+):/g).map((option) => `fact-detail.option.${option}`),
    ...inside(/criteria: \[([^\]]*)\]/g, /id: ([^\s,}]+)/g).map((line) => `fact-detail.criterion.${line}`),
  ];
  expect(new Set(said).size).toBeGreaterThan(10);
  expect([...new Set(said)].filter((code) => !isCode(code))).toEqual([]);
});
