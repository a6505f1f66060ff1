import { describe, expect, it } from "vitest";
import { correctionOf, type Draft, draftOf, faultsOf, plainNumber } from "./correction-draft.ts";

const fact = {
  ...{ id: "o:1", kind: "observation" as const, subject: null, indicator: null, period: "2025Q1", value: "93.9" },
  ...{
    absence: null,
    details: {},
    event: null,
    assessor: null,
    source: "系统",
    recordedAt: "2026-01-05T00:00:00Z",
    provisional: [],
    supersededBy: null,
  },
};
const draft = (change: Partial<Draft>): Draft => ({ ...draftOf(fact), reason: "复核", ...change });

describe("what people type as a number", () => {
  it.each([
    ["93.5", "93.5"],
    [" 1,234.50 ", "1234.50"],
    ["１２，３４５．６", "12345.6"],
    ["−1.25", "-1.25"],
    ["－３", "-3"],
  ])("%s is %s", (typed, plain) => {
    expect(plainNumber(typed)).toBe(plain);
    expect(faultsOf("target", draft({ value: typed }))).toEqual({});
  });

  it.each(["", "abc", "93.5%", "1.2.3", "1/3"])("%s is none", (typed) => {
    expect(faultsOf("target", draft({ value: typed }))).toEqual({ value: "correct.value.wrong" });
  });
});

describe("a correction as it is sent", () => {
  it("has what its kind has, and nothing else", () => {
    expect(Object.keys(correctionOf("observation", draft({})))).toEqual(["value", "source", "absence"]);
    expect(correctionOf("observation", draft({ state: "missing", value: "1" }))).toEqual({
      absence: "missing",
      source: "系统",
    });
    expect(correctionOf("observation", draft({ state: "late", value: "７" }))).toMatchObject({
      value: "7",
      absence: "late",
    });
    expect(correctionOf("target", draft({ value: "7" }))).toEqual({ value: "7" });
    expect(correctionOf("event", draft({ value: "1", standing: "revoked" }))).toMatchObject({ standing: "revoked" });
    expect(correctionOf("opening", draft({ value: "8", document: " 甲〔1〕 " }))).toEqual({
      value: "8",
      document: "甲〔1〕",
    });
  });

  it("needs a reason, and a document where a result was decided outside", () => {
    expect(faultsOf("observation", draft({ state: "missing", value: "", reason: "  " }))).toEqual({
      reason: "correct.reason.wrong",
    });
    expect(faultsOf("opening", draft({ value: "8", document: "" }))).toEqual({ document: "document-required" });
  });
});
