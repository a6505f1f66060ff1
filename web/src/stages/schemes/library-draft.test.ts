import { LibraryIndicator } from "@biaochi/contract";
import { describe, expect, it } from "vitest";
import { draftOf, emptyDraft, indicatorOf } from "./library-draft.ts";
import { percentOf } from "./percent-of.ts";

const whole: LibraryIndicator = {
  ...{ id: "x", name: { "zh-CN": "甲", en: "A" }, definition: { "zh-CN": "乙", en: "B" } },
  ...{ numerator: "子", denominator: "母", measure: "%", direction: "nearest", midpoint: "5", decimals: 2 },
  ...{ period: "year", dimension: "自定", owner: "U1", dataOwner: "U2", evidence: "证", sunset: "2027-12-31" },
  ...{ isMonitored: true, basis: "省〔2026〕1号" },
  source: { kind: "reported", system: "系统", datum: "表", whyReported: { "zh-CN": "无系统", en: "No system" } },
};

describe("the form of an indicator", () => {
  it("sends what it was given, and nothing that was left empty", () => {
    expect(indicatorOf(draftOf(whole), whole)).toEqual(whole);
    const typed = indicatorOf({ ...emptyDraft, id: " new ", name: " 名称 ", kind: "assessment" });
    expect(typed).toEqual({
      ...{ id: "new", name: { "zh-CN": "名称", en: "名称" }, direction: "higher", decimals: 1, period: "quarter" },
      ...{ isMonitored: false, source: { kind: "assessment" } },
    });
    expect(LibraryIndicator.safeParse(typed).success).toBe(true);
  });

  it("is no indicator without a name, or with an identifier that is none", () => {
    expect(indicatorOf({ ...emptyDraft, id: "new" })).toBeUndefined();
    expect(indicatorOf({ ...emptyDraft, name: "名称", id: "a b" })).toBeUndefined();
  });

  it("keeps the English of a reason that was not touched, and drops it where it was", () => {
    const changed = indicatorOf({ ...draftOf(whole), whyReported: "尚未接入" }, undefined);
    expect(changed?.source?.whyReported).toEqual({ "zh-CN": "尚未接入", en: "尚未接入" });
  });
});

describe("a change in per cent", () => {
  it("is of what was, with its sign, and none where nothing was", () => {
    expect([percentOf(100, 24), percentOf(3, 4), percentOf(0, 4), percentOf(4, 4)]).toEqual([
      "−76",
      "+33.3",
      null,
      "0",
    ]);
  });
});
