import { StreamMapping } from "@biaochi/contract";
import { describe, expect, it } from "vitest";
import { draftOf, emptyMapping, listed, mappingOf, newCheck, twiceNamed } from "./mapping-draft.ts";

const name = { "zh-CN": "办结不早于受理", en: "Closed not before received" };
const mapping = StreamMapping.parse({
  rows: "orders",
  key: "number",
  fields: {
    received: { from: "receivedAt", type: "instant", form: "iso", required: true },
    closed: { from: "closedAt", type: "instant" },
    satisfied: { from: "satisfied", type: "truth", yes: ["满意", "Y"], no: ["不满意"] },
    unit: { from: "department", type: "text" },
  },
  happenedAt: "received",
  unit: "unit",
  codes: "hotline",
  checks: [
    { id: "order", name, severity: "refuse", kind: "order", earlier: "received", later: "closed", isStrict: true },
    { id: "known", name, severity: "note", kind: "one-of", field: "unit", values: ["HPD", "DOT"] },
    { id: "sane", name, severity: "note", kind: "within", field: "received", least: "2020-01-01" },
    { id: "form", name, severity: "note", kind: "pattern", field: "unit", pattern: "[A-Z]+" },
    { id: "there", name, severity: "refuse", kind: "present", field: "closed" },
  ],
});

describe("a mapping in the form", () => {
  it("is sent as it was read when nothing was changed", () => {
    expect(mappingOf(draftOf(mapping))).toEqual(mapping);
  });

  it("sends of a check what its kind asks for, and of a field what its type does", () => {
    const { fields, checks, ...rest } = draftOf(mapping);
    const [first, second, third] = [fields[0], fields[2], checks[0]];
    if (!first || !second || !third) throw new Error("three were expected");
    const changed = {
      ...rest,
      fields: [
        { ...first, type: "text" as const },
        { ...second, type: "number" as const },
      ],
    };
    const sent = mappingOf({ ...changed, checks: [{ ...third, kind: "present", field: "received" }] });
    expect(sent.fields).toEqual({
      received: { from: "receivedAt", type: "text", required: true },
      satisfied: { from: "satisfied", type: "number", required: false },
    });
    expect(sent.checks).toEqual([{ id: "order", name, severity: "refuse", kind: "present", field: "received" }]);
  });

  it("leaves out what was left empty, and says what is named twice", () => {
    const [field] = emptyMapping.fields;
    if (!field) throw new Error("one was expected");
    const twice = {
      ...emptyMapping,
      key: " id ",
      fields: [
        { ...field, name: "a" },
        { ...field, name: "a " },
      ],
    };
    expect(mappingOf(twice)).toMatchObject({ headings: 1, key: "id", checks: [] });
    expect(Object.keys(mappingOf(twice)).sort()).toEqual(["checks", "fields", "headings", "key"]);
    expect([twiceNamed(twice), twiceNamed(draftOf(mapping))]).toEqual([["a"], []]);
  });

  it("gives a new check an identifier that is free, and reads lists with commas of both languages", () => {
    const one = newCheck([]);
    expect([one.id, newCheck([{ ...one, id: "check-2" }]).id]).toEqual(["check-1", "check-3"]);
    expect(listed("是，Y, 1、true\nyes,")).toEqual(["是", "Y", "1", "true", "yes"]);
  });
});
