import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { GroupConstraint } from "../rules/group-constraint.ts";
import { AbsencePolicies } from "../rules/not-applicable.ts";
import { RollUp } from "../rules/period-rollup.ts";
import { RedLine } from "../rules/veto.ts";
import { Block, EventType, Indicator, Item, List, Scheme, Weight } from "./document.ts";
import { Allocation, Band, Cohort, Condition, Grading, Quota, Ranking, Share } from "./outcome.ts";
import { readScheme } from "./read.ts";
import { Quantity, Selector } from "./values.ts";

/** docs/scheme-reference.md: its examples are what the reader reads, and it leaves no key of the format out. */
const text = readFileSync(new URL("../../../docs/scheme-reference.md", import.meta.url), "utf8");
const kinds = {
  ...{ AbsencePolicies, Allocation, Band, Block, Cohort, Condition, EventType, Grading, GroupConstraint, Indicator },
  ...{ Item, List, Quantity, RedLine, RollUp, Scheme, Selector, Weight },
};
const examples = [...text.matchAll(/```yaml (\w+)\n([\s\S]*?)```/g)].map(([, kind = "", yaml = ""]) => ({
  kind,
  yaml,
}));

test.each(examples)("the example of $kind is read", ({ kind, yaml }) => {
  const schema: z.ZodType | undefined = Object.entries(kinds).find(([name]) => name === kind)?.[1];
  expect(schema, `no schema ${kind}`).toBeDefined();
  const read = schema?.safeParse(parse(yaml));
  expect(read?.error?.issues ?? []).toEqual([]);
});

test("every kind of value has an example, and none is left unchecked", () => {
  expect(new Set(examples.map(({ kind }) => kind))).toEqual(new Set(Object.keys(kinds)));
  expect([...text.matchAll(/^```yaml *$/gm)]).toEqual([]);
});

test("the whole scheme is sound", () => {
  const whole = examples.find(({ kind }) => kind === "Scheme")?.yaml ?? "";
  expect(readScheme(whole).findings.filter((finding) => finding.severity === "error")).toEqual([]);
});

/** Every property name in a schema, without following references. */
function keysIn(shape: unknown): readonly string[] {
  if (typeof shape !== "object" || shape === null) return [];
  if (Array.isArray(shape)) return shape.flatMap(keysIn);
  return Object.entries(shape).flatMap(([key, inner]) => {
    if (key === "$defs") return [];
    return key === "properties" ? [...Object.keys(inner), ...Object.values(inner).flatMap(keysIn)] : keysIn(inner);
  });
}

test("every key is named", () => {
  const { $defs = {} } = z.toJSONSchema(Scheme, { io: "input" });
  const ours = ["Adjustment", "Ranking", "Quota", "Share", ...Object.keys(kinds)];
  expect([Ranking, Quota, Share].every((schema) => schema.meta()?.id !== undefined)).toBe(true);
  const unnamed = ours.flatMap((name) => {
    expect(Object.keys($defs)).toContain(name);
    return keysIn($defs[name])
      .filter((key) => !new RegExp(`(\`${key}\`|\\b${key}:)`).test(text))
      .map((key) => `${name}.${key}`);
  });
  expect(unnamed).toEqual([]);
});
