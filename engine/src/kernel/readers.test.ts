import { describe, expect, it } from "vitest";
import { readersOf } from "./readers.ts";
import { indicator, listOf, percent, schemeOf, unit } from "./small-city.ts";

const scheme = schemeOf({
  indicators: [indicator("answered"), indicator("cases"), indicator("case-s")],
  lists: [
    listOf("unit", [
      { item: "answered", weight: 60, rule: { kind: "completion-rate", target: { target: true } } },
      percent("cases", 20, { for: { subjects: ["b"] } }),
      { item: "share", indicator: "case-s", weight: 10, rule: { kind: "formula", formula: "W * answered / cases" } },
      { item: "safe", weight: 10, rule: { kind: "event-deduction", causes: [{ type: "accident", deduct: 1 }] } },
    ]),
  ],
});
const items = (kind: "observation" | "target" | "event" | "opening", name: string, of = "a") =>
  readersOf(scheme, { kind, name, subject: unit(of) }).items.map(({ item }) => item);

describe("who reads a fact", () => {
  it("names the items that read an indicator, by themselves or in a formula, and no others", () => {
    expect(items("observation", "answered")).toEqual(["answered", "share"]);
    expect(items("observation", "cases")).toEqual(["share"]);
    expect(items("observation", "case-s")).toEqual([]);
    expect(items("target", "answered")).toEqual(["answered"]);
    expect(items("event", "accident")).toEqual(["safe"]);
    expect(items("event", "acc")).toEqual([]);
    expect(items("opening", "answered")).toEqual(["answered"]);
  });

  it("leaves out what is not for the subject, and asks everybody's where the fact is for all", () => {
    expect(items("observation", "cases", "b")).toEqual(["cases", "share"]);
    expect(readersOf(scheme, { kind: "observation", name: "cases" }).items.map(({ item }) => item)).toEqual([
      "cases",
      "share",
    ]);
  });
});
