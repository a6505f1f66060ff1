import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { deferralCauses } from "../contract/src/deferral-causes.ts";
import { ruleNameWords } from "../words/src/rule-names.ts";
import { editionDigest, editions, made } from "./make-rulebooks.ts";

test("what is made from rulebooks/ is what was committed (node tools/make-rulebooks.ts rewrites it)", () => {
  for (const { file, text } of made) expect(readFileSync(file, "utf8"), file.pathname).toBe(text());
});

test("the files are the newest edition: a change of the law is a new day (node tools/make-rulebooks.ts 2027-01-01)", () => {
  const days = Object.keys(editions());
  expect(days).toEqual([...days].sort());
  expect(Object.values(editions()).at(-1)).toBe(editionDigest());
});

test("the causes of deferral are those that stood in the code before", () => {
  expect(deferralCauses).toEqual({
    "open-case": { source: "公务员考核规定第28条", verified: true },
    probation: { source: "公务员考核规定第25条", verified: true },
    "long-leave": { source: "公务员考核规定第27条", verified: true },
    demerit: { source: "公务员考核规定第29条（二手材料）", verified: false },
    "heavier-sanction": { source: "公务员考核规定第29条（二手材料）", verified: false },
    removal: { source: "处理处分影响清单（二手材料）", verified: false },
    "short-service": { source: "事业单位工作人员考核规定（二手材料）", verified: false },
  });
});

test("every rule has a name that people call it by, and no name is without its rule", () => {
  const folder = new URL("../rulebooks/", import.meta.url);
  const ids = readdirSync(folder)
    .filter((name) => name.endsWith(".yaml"))
    .flatMap((name) => [...readFileSync(new URL(name, folder), "utf8").matchAll(/^ {2}- (?:\{ )?id: ([\w.-]+)/gm)])
    .map(([, id]) => `rule-name.${id}`);
  expect(ids.length).toBeGreaterThan(130);
  expect(Object.keys(ruleNameWords).sort()).toEqual([...new Set(ids)].sort());
});
