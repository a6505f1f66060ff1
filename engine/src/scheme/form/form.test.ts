import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { AnyRule, ruleKinds } from "../../rules/registry.ts";
import { readSource } from "../source.ts";
import { type FormField, firstValue, formOf, partKeys, quantityField, ruleKeys } from "./fields.ts";
import { ruleGroups, ruleSaid } from "./said.ts";
import { blockSums } from "./sums.ts";

test("every kind of rule stands in one group, and every parameter has its field", () => {
  const grouped = Object.values(ruleGroups).flat();
  expect([...grouped].sort()).toEqual(ruleKinds.map(({ id }) => id).sort());
  for (const kind of ruleKinds) {
    const keys = ruleKeys(kind.id);
    expect(keys.map(({ key }) => key).sort(), kind.id).toEqual(Object.keys(kind.parameters).sort());
    expect(ruleKeys(`${kind.id}@${kind.version}`)).toEqual(keys);
  }
});

/** Keys for which nothing better than the text stands. */
function others(field: FormField): number {
  if (field.kind === "other") return 1;
  if (field.kind === "list" || field.kind === "table") return others(field.of);
  if (field.kind === "group") return field.keys.reduce((sum, { field: inner }) => sum + others(inner), 0);
  return field.kind === "either" ? field.forms.reduce((sum, { field: inner }) => sum + others(inner), 0) : 0;
}

test("only pairs of numbers on a line and sheets of a ballot are left to the text", () => {
  const left = ruleKinds.flatMap(({ id }) =>
    ruleKeys(id).flatMap(({ key, field }) => (others(field) > 0 ? [`${id}.${key}`] : [])),
  );
  expect(left).toEqual(["bands.bands", "weighted-ballot.items"]);
  for (const part of ["Item", "Adjustment", "Indicator", "RedLine", "Cohort", "Grading", "Quota", "Band"])
    expect([part, partKeys(part).flatMap(({ key, field }) => (others(field) > 0 ? [key] : []))]).toEqual([part, []]);
});

test("the form of every value in the demo city is the one it was written in", () => {
  const file = new URL("../../../../examples/demo-city/scheme.v2.yaml", import.meta.url);
  const { raw } = readSource(readFileSync(file, "utf8"));
  const wrong: string[] = [];
  const see = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    const rule: unknown = Reflect.get(value, "rule");
    if (typeof rule === "object" && rule !== null) {
      const kind = String(Reflect.get(rule, "kind"));
      if (ruleSaid(rule) === undefined) wrong.push(`${kind} says nothing`);
      const known = new Set(ruleKeys(kind).map(({ key }) => key));
      wrong.push(...Object.keys(rule).filter((key) => key !== "kind" && !known.has(key)));
    }
    for (const inner of Object.values(value)) see(inner);
  };
  see(raw);
  expect(wrong).toEqual([]);
});

test("a quantity is told by its form", () => {
  const field = quantityField();
  const nameOf = (value: unknown) => field.forms[formOf(field, value)]?.name;
  expect([95, "2/3", { target: true }, { target: "x" }, { indicator: "i", values: "sum" }].map(nameOf)).toEqual([
    ...["scheme-form.decimal", "scheme-form.decimal", "scheme-key.target", "scheme-key.target", "scheme-key.indicator"],
  ]);
  expect(nameOf({ coefficient: "c" })).toBe("scheme-key.coefficient");
  expect(nameOf({ formula: "A" })).toBe("scheme-key.formula");
  expect(nameOf({ statistic: "mean", of: 1 })).toBe("scheme-key.of");
});

test("what a form begins a rule with can be read, or says what is missing", () => {
  const readable = ruleKinds.filter(({ id }) => {
    const needed = ruleKeys(id).filter(({ isRequired }) => isRequired);
    const rule = Object.fromEntries(needed.map(({ key, field }) => [key, firstValue(field)]));
    return AnyRule.safeParse({ kind: id, ...rule }).success;
  });
  expect(ruleKinds.filter((kind) => !readable.includes(kind)).map(({ id }) => id)).toEqual([]);
});

test("weights add up exactly, for each kind of subject", () => {
  const shared = { common: [{ item: "c", weight: "0.1" }] };
  const block = {
    block: "b",
    outOf: 1,
    items: [
      { use: "common" },
      { item: "x", weight: "0.2" },
      { item: "y", weight: { by: "roleClass", values: { head: "0.7" }, default: "0.6" } },
      { item: "z", weight: "0.1", for: { where: { roleClass: ["staff"] } } },
    ],
  };
  expect(blockSums(block, shared)).toEqual({
    sums: [
      { who: { roleClass: "head" }, sum: "1" },
      { who: {}, sum: "0.9" },
    ],
    ...{ outOf: "1", isEven: false, isOpen: false },
  });
  expect(blockSums({ ...block, weights: "proportional" }, shared).isEven).toBe(true);
  expect(blockSums({ items: [{ item: "x", weight: { coefficient: "k" } }], outOf: 5 }, {})).toMatchObject({
    ...{ isOpen: true, isEven: true },
  });
  expect(blockSums("nonsense", {}).sums).toEqual([]);
});
