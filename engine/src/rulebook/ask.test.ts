import { describe, expect, it } from "vitest";
import { exact } from "../number/exact.ts";
import {
  clock,
  effectsOf,
  gradeScale,
  isBeyond,
  quota,
  sanctionEffects,
  sanctionMonths,
  teamGradeScale,
} from "./ask.ts";
import { readRulebook } from "./read.ts";
import { national } from "./test-national.ts";

const book = national();
const day = "2026-03-05";
const names = (grades: readonly { readonly "zh-CN": string }[] | undefined) => grades?.map((each) => each["zh-CN"]);

describe("what is asked of the national rules", () => {
  it("scales of grades, by regime", () => {
    expect(names(gradeScale(book, "cangong", day)?.value.grades)).toEqual(["优秀", "称职", "基本称职", "不称职"]);
    expect(names(gradeScale(book, "public-institution", day)?.value.grades)?.[1]).toBe("合格");
    expect(names(gradeScale(book, "public-institution", day, "term")?.value.grades)).toEqual(["合格", "不合格"]);
    expect(names(gradeScale(book, "civil-servant", day, "usual")?.value.grades)?.at(-1)).toBe("较差");
    expect(names(gradeScale(book, "probation", day)?.value.grades)).toEqual([]);
    expect(names(teamGradeScale(book, day)?.value.grades)?.[1]).toBe("良好");
  });

  it("quotas, exactly", () => {
    expect(quota(book, "civil-servant", day)?.value).toMatchObject({ share: exact(1, 5), ceiling: exact(1, 4) });
    expect(quota(book, "team", day)?.value.share).toEqual(exact(3, 10));
    expect(quota(book, "leading-member", day)?.value.byTeamGrade?.较差).toEqual(exact(3, 20));
    expect(quota(book, "civil-servant", day, "usual")?.value).toMatchObject({ share: exact(2, 5), isSoft: true });
  });

  it("deadlines, and which others would be beyond them", () => {
    const review = clock(book, "clocks.review-request", day)?.value;
    const decision = clock(book, "clocks.appeal-decision", day)?.value;
    if (review === undefined || decision === undefined) throw new Error("two deadlines were expected");
    expect([29, 30, 31].map((length) => isBeyond(review, { length, unit: "days" }))).toEqual([true, false, false]);
    expect([59, 60, 61].map((length) => isBeyond(decision, { length, unit: "days" }))).toEqual([false, false, true]);
    expect(isBeyond(review, { length: 30, unit: "working-days" })).toBe(true);
    expect(clock(book, "clocks.nothing", day)).toBeUndefined();
  });

  it("sanctions: of several the heavier effect, year by year, and how long each runs", () => {
    const of = (...sanctions: string[]) => sanctionEffects(book, sanctions, day).map(({ outcome }) => outcome);
    expect(of("warning")).toEqual(["bars-top-grade"]);
    expect(of("warning", "demerit")).toEqual(["comment-only"]);
    expect(of("major-demerit", "party-post-removal")).toEqual(["fails", "undetermined"]);
    expect(of("party-expulsion")).toEqual(["fails", "undetermined", "undetermined"]);
    expect(of("nothing")).toEqual([]);
    expect(
      ["warning", "demerit", "major-demerit", "post-removal"].map((s) => sanctionMonths(book, s, day)?.value),
    ).toEqual([6, 12, 18, 24]);
  });

  it("what follows from a grade, with what follows from a better one", () => {
    const of = (grade: string) => effectsOf(book, "civil-servant", grade, day).map(({ value }) => value?.effect);
    expect(of("优秀")).toEqual(expect.arrayContaining(["commendation", "pay-step", "bonus"]));
    expect(of("称职")).toContain("pay-step");
    expect(of("基本称职")).not.toContain("bonus");
    expect(of("不称职")).toEqual(expect.arrayContaining(["demotion", "dismissal"]));
  });

  it("reads the law of earlier days", () => {
    const entry = (from: string, until: string, length: number) =>
      `  - { id: clocks.a, from: ${from}${until}, source: law, evidence: read, verified: true, text: 例, value: { bound: at-most, length: ${length}, unit: days } }\n`;
    const text = `biaochi: rulebook/1\nsubject: clocks\ntitle: 例\nsources: { law: 法 }\nrules:\n${entry("2006-01-01", ", until: 2019-05-31", 60)}${entry("2019-06-01", "", 30)}`;
    const { rulebook } = readRulebook([{ name: "clocks.yaml", text }]);
    if (rulebook === undefined) throw new Error("unread");
    const at = (when: string) => clock(rulebook, "clocks.a", when)?.value.length;
    expect(["2005-12-31", "2019-05-31", "2019-06-01"].map(at)).toEqual([undefined, 60, 30]);
    const [old, now] = rulebook.rules;
    expect(old?.canonical).not.toBe(now?.canonical);
    const reordered = text.replace("{ id: clocks.a, from: 2006-01-01,", "{ from: 2006-01-01, id: clocks.a,");
    expect(reordered).not.toBe(text);
    expect(readRulebook([{ name: "x", text: reordered }]).rulebook?.rules[0]?.canonical).toBe(old?.canonical);
  });

  it("gives half a law to nobody", () => {
    expect(readRulebook([]).rulebook).toBeUndefined();
    expect(readRulebook([{ name: "a", text: "" }])).toMatchObject({
      findings: [{ code: "document-empty", file: "a" }],
    });
  });
});
