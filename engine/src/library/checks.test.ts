import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readScheme } from "../scheme/read.ts";
import { balanceOf, type Movement } from "./balance.ts";
import { checkIndicator, checkUse } from "./checks.ts";
import { differingFields, fromScheme, type LibraryIndicator } from "./indicator.ts";
import { judge } from "./judge.ts";
import { slimnessOf } from "./slimming.ts";

const schemeAt = (path: string) => {
  const { scheme } = readScheme(readFileSync(new URL(`../../../examples/${path}`, import.meta.url), "utf8"));
  if (scheme === undefined) throw new Error(`${path} is unreadable`);
  return scheme;
};
const demo = schemeAt("demo-city/scheme.v2.yaml");
const city = demo.indicators.map((each) => fromScheme(each));
const now = { day: "2026-03-01", cycle: "2026" };
const both = (text: string) => ({ "zh-CN": text, en: text });
const base: LibraryIndicator = {
  ...{ id: "x", name: both("河湖清漂及时率"), measure: "%", direction: "higher", decimals: 1, period: "year" },
  ...{ owner: "R02", isMonitored: false, numerator: "按时清漂的河段", denominator: "应清漂的河段" },
  source: { kind: "automatic", system: "河长平台" },
};
const codesOf = (more: Partial<LibraryIndicator>) => checkIndicator({ ...base, ...more }, now).map(({ code }) => code);

describe("the checks of a definition", () => {
  it("find nothing on a sound indicator", () => {
    expect(checkIndicator(base, now)).toEqual([]);
  });

  it.each<readonly [code: string, wrong: Partial<LibraryIndicator>]>([
    ["rate-without-denominator", { numerator: undefined, denominator: undefined }],
    ["denominator-without-numerator", { numerator: undefined }],
    ["numerator-is-denominator", { numerator: "应清漂的河段" }],
    [
      "rate-is-share",
      { name: both("投诉率"), direction: "lower", numerator: "本单位投诉件", denominator: "全市投诉件" },
    ],
    ["numerator-outside-denominator", { numerator: "出动船只", denominator: "居民户数" }],
    ["count-with-decimals", { name: both("清漂河段"), measure: "处" }],
    ["rate-in-counts", { measure: "件", decimals: 0 }],
    ["too-many-decimals", { decimals: 6 }],
    ["place-rewarded-upwards", { name: both("全省排名"), measure: "位" }],
    ["nearest-without-midpoint", { direction: "nearest" }],
    ["midpoint-without-nearest", { midpoint: "5" }],
    ["more-of-the-worse", { name: both("超期件比例") }],
    ["less-of-the-better", { name: both("游客满意率"), direction: "lower" }],
    ["period-longer-than-cycle", { period: "term" }],
    ["sunset-passed", { sunset: "2026-02-28" }],
    ["reported-without-why", { source: { kind: "reported" } }],
    ["automatic-without-system", { source: { kind: "automatic" } }],
    ["source-missing", { source: undefined }],
    ["owner-missing", { owner: undefined }],
    ["forbidden", { name: both("签到率") }],
    ["forbidden", { evidence: "现场照片数量" }],
  ])("%s", (code, wrong) => {
    expect(codesOf(wrong)).toContain(code);
  });

  it("let a term's indicator, the last day, and the turned word through", () => {
    expect(codesOf({ sunset: "2026-03-01" })).toEqual([]);
    expect(codesOf({ name: both("投诉办结率") })).toEqual([]);
    expect(codesOf({ name: both("债务率"), direction: "lower" })).toEqual([]);
  });

  it("find nothing wrong, blocked or forbidden on the demo city and on the published schemes but sources that their texts leave out", () => {
    const paths = ["02-c-wenzhou-lines", "04-chuzhou-quarterly", "04-wanjiang-city", "02-e-wenzhou-bureaus"];
    const published = paths.flatMap((path) => schemeAt(`published-schemes/${path}/scheme.yaml`).indicators);
    const hard = (all: readonly LibraryIndicator[]) =>
      all.flatMap((each) => checkIndicator(each, now).filter(({ level }) => !["reason", "advice"].includes(level)));
    expect(hard(city)).toEqual([]);
    expect([...new Set(hard(published.map((each) => fromScheme(each))).map(({ code }) => code))]).toEqual([
      "source-missing",
    ]);
  });

  it("see in a scheme who is appraised by an owner's own hand, and deductions by the piece", () => {
    const use = checkUse(demo);
    expect(new Set(use.map(({ code }) => code))).toEqual(new Set(["deduction-without-exposure", "owner-is-appraised"]));
    const owned = use.filter(({ code }) => code === "owner-is-appraised").map(({ other }) => other);
    expect(owned).toContain("openness");
    expect(owned).not.toContain("hotline-satisfaction");
    // Each is found again in the document, at the item itself.
    const itemAt = (at: readonly PropertyKey[]) =>
      at.reduce<unknown>((value, key) => (value === undefined ? undefined : Reflect.get(Object(value), key)), demo);
    expect(use.map(({ at }) => itemAt(at)).filter((each) => !Reflect.has(Object(each), "item"))).toEqual([]);
  });
});

describe("what stands against writing an indicator", () => {
  const none = { year: "2026", added: 0, excepted: 0, ended: 0, places: 0 };
  const options = { ...now, library: city, exceptions: [], balance: none };
  const copy: LibraryIndicator = {
    ...base,
    ...{
      id: "copy",
      name: both("12345满意率"),
      numerator: undefined,
      denominator: undefined,
      source: { kind: "assessment" },
    },
  };
  const codes = (indicator: LibraryIndicator, more: Partial<Parameters<typeof judge>[1]> = {}) =>
    judge(indicator, { ...options, ...more }).flatMap(({ code, level }) => (level === "blocked" ? [code] : []));

  it("is a duplicate, what is watched already, and a place that nobody made", () => {
    expect(codes({ ...copy, source: { kind: "automatic", system: "另一系统" } })).toEqual(["duplicate"]);
    expect(codes(copy)).toEqual(["monitored", "one-in-one-out"]);
    expect(codes(base)).toEqual([]);
  });

  it("is taken back by the exception for just that, and by no other", () => {
    const exceptions = [{ block: "monitored", indicator: "copy", other: "hotline-satisfaction" }] as const;
    expect(codes(copy, { exceptions })).toEqual(["one-in-one-out"]);
    expect(codes(copy, { exceptions: [{ ...exceptions[0], other: "pm25" }] })).toContain("monitored");
    expect(codes(copy, { exceptions: [{ ...exceptions[0], indicator: "other" }] })).toContain("monitored");
    expect(codes(copy, { exceptions: [{ ...exceptions[0], block: "duplicate" }] })).toContain("monitored");
    expect(judge(copy, { ...options, exceptions }).find(({ code }) => code === "monitored")?.level).toBe("advice");
    const forbidden = { ...copy, name: both("签到率") };
    const levels = judge(forbidden, { ...options, exceptions }).map(({ level }) => level);
    expect(levels[0]).toBe("forbidden");
  });

  it("is not the version before, nor what is ended in the same act", () => {
    const own = { ...base, source: { kind: "reported", whyReported: both("无系统") } } as const;
    expect(codes(own)).toEqual(["one-in-one-out"]);
    expect(codes(own, { before: own })).toEqual([]);
    expect(codes(own, { before: base })).toEqual(["one-in-one-out"]);
    expect(codes(own, { instead: { ...own, id: "old" } })).toEqual([]);
    expect(codes(own, { instead: { ...base, id: "old" } })).toEqual(["one-in-one-out"]);
    const hotline = city.find(({ id }) => id === "hotline-satisfaction");
    expect(codes({ ...copy, source: { kind: "automatic", system: "另一系统" } }, { instead: hotline })).toEqual([]);
  });
});

describe("one in, one out", () => {
  const move = (before: Movement["before"], after: Movement["after"], more: Partial<Movement> = {}): Movement => ({
    ...{ year: "2026", indicator: "i", before, after, isTakenOver: false, isExcepted: false, ...more },
  });

  it("counts what is asked of people, by year, and neither what was taken over nor what arrives by itself", () => {
    const moves = [
      move(null, "reported"),
      move(null, "assessment", { isExcepted: true }),
      move(null, "automatic"),
      move(null, "reported", { isTakenOver: true }),
      move("reported", "assessment"),
      move("reported", "automatic"),
      move("assessment", null),
      move("automatic", null),
      move(null, "reported", { year: "2025" }),
    ];
    expect(balanceOf(moves, "2026")).toEqual({ year: "2026", added: 1, excepted: 1, ended: 2, places: 1 });
    expect(balanceOf(moves, "2025").places).toBe(-1);
    expect(balanceOf([], "2027").places).toBe(0);
  });
});

describe("before and after", () => {
  it("counts by source, owner and kind of unit what is asked in a year", () => {
    const unit = (id: string, unitType: string) =>
      ({
        id,
        type: "unit",
        name: both(id),
        sort: 1,
        attributes: { unitType, existence: "current" },
        service: [],
      }) as const;
    const reported = { ...base, id: "income", period: "quarter", source: { kind: "reported" } } as const;
    const bare = { ...base, numerator: undefined, denominator: undefined };
    const judged = { ...bare, id: "openness", name: both("政务公开"), source: { kind: "assessment" } } as const;
    const slim = slimnessOf({ indicators: [base, reported, judged], scheme: demo }, [
      unit("P01", "party"),
      unit("P05", "party"),
    ]);
    expect(slim).toMatchObject({
      indicators: 3,
      forms: 5,
      minutes: 70,
      byOwner: { R02: 3 },
      duplicates: [["x", "income"]],
    });
    expect(slim.bySource).toEqual({ automatic: 1, reported: 1, assessment: 1, ballot: 0, event: 0, unsaid: 0 });
    expect(slim.byUnitType).toEqual([{ type: "party", units: 2, forms: 1, minutes: 10 }]);
  });
});

describe("a scheme beside the library", () => {
  it("says the same, or in which fields not", () => {
    for (const each of demo.indicators) expect(differingFields(each, fromScheme(each))).toEqual([]);
    const [first] = demo.indicators;
    const [known] = city;
    if (first === undefined || known === undefined) throw new Error("the demo city has indicators");
    const more = { ...known, numerator: "甲", evidence: "乙", dataOwner: "丙", isMonitored: true, dimension: "virtue" };
    expect(differingFields(first, more)).toEqual([]);
    expect(differingFields({ ...first, decimals: 3, period: "month" }, more)).toEqual(["decimals", "period"]);
    expect(differingFields(first, { ...more, source: { kind: "reported" }, definition: both("另一说法") })).toEqual([
      "definition",
      "kind",
      "system",
    ]);
  });

  it("is taken over with what only the library knew", () => {
    const [first] = demo.indicators;
    const known = {
      ...base,
      numerator: "甲",
      dimension: "自定维度",
      source: { kind: "automatic", system: "组织工作系统", datum: "丁" },
    } as const;
    if (first === undefined) throw new Error("the demo city has indicators");
    expect(fromScheme(first, known)).toMatchObject({ numerator: "甲", dimension: "virtue", source: { datum: "丁" } });
    const { source: _, ...without } = first;
    expect(fromScheme({ ...without, dimension: undefined }, known)).toMatchObject({ dimension: "自定维度" });
  });
});
