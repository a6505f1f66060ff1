import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readScheme, type SchemeFinding } from "../scheme/read.ts";
import { withLocal } from "./local.ts";
import { readRulebook } from "./read.ts";
import { national, someAdditions, someLocals } from "./test-national.ts";

/** vectors/rulebook: schemes beside the national rules, and files of rulebooks. */
const folder = new URL("../../../vectors/rulebook/", import.meta.url);
const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".yaml"));
const rulebook = withLocal(national(), someLocals);

function findingsIn(text: string): readonly SchemeFinding[] {
  return /^biaochi: rulebook\//m.test(text)
    ? readRulebook([{ name: "it", text }]).findings
    : readScheme(text, { rulebook, additions: someAdditions }).findings;
}

describe("a scheme beside the national rules, and a rulebook by itself", () => {
  it("have vectors", () => expect(names.length).toBeGreaterThan(16));

  it.each(names.sort())("%s: finds the one mistake, at its place, and nothing else", (name) => {
    const text = readFileSync(new URL(name, folder), "utf8");
    const expected = [...text.matchAll(/^# expect: (.+)$/gm)].map(([, line]) => line);
    const found = findingsIn(text).map((f) => `${f.code} ${f.severity} line ${f.line} path ${f.path || "-"}`);
    expect(found).toEqual(expected);
    expect(expected.length).toBe(name.startsWith("sound") ? 0 : 1);
  });

  it("stay apart: a scheme that is read without rulebook is read as ever", () => {
    const text = readFileSync(new URL("quota-above-national.yaml", folder), "utf8");
    expect(readScheme(text).findings).toEqual([]);
    expect(readScheme(text, { rulebook }).scheme).toEqual(readScheme(text).scheme);
  });
});
