import { expect, it } from "vitest";
import { national, readNational } from "./test-national.ts";

/**
 * What was read in the text of an instrument, kept by hand from the notes of whoever read it: the article, and which of our rules
 * rest on it. Nothing else may say that it is verified. A new line here needs the text on the table.
 */
const wasRead: Readonly<Record<string, readonly string[]>> = {
  "公务员法（2018年修订） 37": ["appraisers.own-organ"],
  "公务员法（2018年修订） 37, 111": ["appraisers.leading-member"],
  "公务员法（2018年修订） 38": ["grade-scales.civil-servant"],
  "公务员法（2018年修订） 39": ["effects.basis"],
  "公务员法（2018年修订） 50": ["effects.incompetent-demotion"],
  "公务员法（2018年修订） 51, 53": ["rewards.ladder"],
  "公务员法（2018年修订） 56": ["rewards.revocation"],
  "公务员法（2018年修订） 64": [
    ...["sanctions.term-warning", "sanctions.term-demerit", "sanctions.term-major-demerit", "sanctions.term-heaviest"],
    "sanctions.no-promotion",
  ],
  "公务员法（2018年修订） 80": ["effects.bonus-only"],
  "公务员法（2018年修订） 84, 106(4)": ["effects.pay-protected"],
  "公务员法（2018年修订） 88(1)": ["effects.incompetent-two-years"],
  "公务员法（2018年修订） 95": ["clocks.review-request", "clocks.appeal-after-review", "clocks.appeal-direct"],
  "公务员法（2018年修订） 96": ["clocks.review-decision", "clocks.appeal-decision", "clocks.appeal-extension"],
  "公务员法（2018年修订） 112": ["grade-scales.cangong"],
  // Chapters 3 (without numbers of articles), 4 and 5 as far as they were reprinted word for word.
  "公务员考核规定 ch. 3": ["clocks.excellent-notice"],
  "公务员考核规定 19": [
    ...["effects.excellent-commendation", "effects.excellent-rank-time", "effects.excellent-three-years"],
    "effects.excellent-priority",
  ],
  "公务员考核规定 20": [
    ...["effects.competent-pay-step", "effects.competent-level", "effects.competent-tenure", "effects.competent-bonus"],
  ],
  // The first three consequences; the text was cut there.
  "公务员考核规定 21": ["effects.basic-admonition", "effects.basic-pay", "effects.basic-tenure"],
  "公务员考核规定 25": ["grade-scales.probation", "deferral-causes.probation"],
  // How days are counted, and on which one looks where somebody is, was not in what was read.
  "公务员考核规定 26": ["appraisers.transferred", "appraisers.seconded", "appraisers.training"],
  "公务员考核规定 27": ["deferral-causes.long-leave"],
  "公务员考核规定 28": ["deferral-causes.open-case"],
  // Partly read: of the warning the whole sentence, of heavier sanctions the beginning.
  "公务员考核规定 29": ["sanctions.warning"],
  "公职人员政务处分法 52": ["sanctions.open-case"],
  "公职人员政务处分法 53": ["sanctions.cleared"],
  "监察法（2024年修正） 56": [
    ...["clocks.sanction-re-examination-request", "clocks.sanction-re-examination-decision"],
    ...["clocks.sanction-second-request", "clocks.sanction-second-decision"],
  ],
  // A fragment, articles 9 to 15.
  "党政领导干部考核工作条例 9–13": ["red-lines.constraint-items"],
  "统计法（2024年修正） 7, 9": ["red-lines.false-statistics"],
  "事业单位人事管理条例 16": ["clocks.contract-end-notice", "effects.institution-unqualified"],
  "事业单位人事管理条例 21": ["grade-scales.public-institution", "grade-scales.public-institution-term"],
  // The ministry's own answers to questions about it.
  "事业单位工作人员考核规定（2023） ": ["red-lines.institution-political"],
  "档案法、档案法实施条例 36–37": ["retention.issued-result", "retention.results-stay"],
  "个人信息保护法 19": ["retention.account-in-use"],
  "个人信息保护法 55–56": ["retention.impact-assessment"],
  "网络安全法（2025年修正） 23": ["retention.trail-stays"],
};

const rules = national().rules;

it("is read without a finding", () => expect(readNational().findings).toEqual([]));

it("calls verified exactly what was read, by source and article", () => {
  const verified = rules.filter((rule) => rule.verified);
  const found: Record<string, string[]> = {};
  for (const { id, source, article, chapter } of verified) {
    const place = `${source["zh-CN"]} ${article ?? (chapter === undefined ? "" : `ch. ${chapter}`)}`;
    found[place] = [...(found[place] ?? []), id];
  }
  const sorted = (table: Readonly<Record<string, readonly string[]>>) =>
    Object.fromEntries(Object.entries(table).map(([place, ids]) => [place, [...ids].sort()]));
  expect(sorted(found)).toEqual(sorted(wasRead));
});

it("calls nothing verified whose figure is told by others or from memory alone", () => {
  const open = rules.filter(({ id }) => /^(quotas|working-days|exemption-kinds)\./.test(id));
  expect(open.length).toBeGreaterThan(15);
  expect(open.filter((rule) => rule.verified)).toEqual([]);
});

it("says every rule in both languages, with its source and its first day", () => {
  expect(rules.length).toBeGreaterThan(125);
  const said = (text: { readonly "zh-CN": string; readonly en: string }): boolean =>
    /\p{Script=Han}/u.test(text["zh-CN"]) && /^[^\p{Script=Han}]{6,}$/u.test(text.en);
  expect(rules.filter(({ text, source, note }) => !said(text) || !said(source) || (note && !said(note)))).toEqual([]);
  expect(rules.filter((rule) => rule.verified && !rule.article && !rule.chapter).map(({ id }) => id)).toEqual([
    "red-lines.institution-political",
  ]);
});

it("keeps seven slots of exemptions, of which five are empty, and seven bars whose text is to be supplied", () => {
  const slots = rules.filter(({ value }) => value !== undefined && "slot" in value);
  expect(slots.map(({ value }) => value)).toEqual([1, 2, 3, 4, 5, 6, 7].map((slot) => ({ slot, isOpen: slot > 2 })));
  const bars = rules.filter(({ id }) => id.startsWith("red-lines.bar-"));
  expect(bars.map(({ value }) => value !== undefined && "isOpen" in value && value.isOpen)).toEqual(
    Array.from({ length: 7 }, () => true),
  );
});
