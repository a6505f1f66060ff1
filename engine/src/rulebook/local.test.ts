import { describe, expect, it } from "vitest";
import { exact } from "../number/exact.ts";
import { clock, quota } from "./ask.ts";
import { type LocalFigure, type LocalRule, maySetLocally, setLocally, withLocal } from "./local.ts";
import { national, someLocals } from "./test-national.ts";

const book = national();
const ruleOf = (id: string) => {
  const rule = book.rules.find((each) => each.id === id);
  if (rule === undefined) throw new Error(id);
  return rule;
};
const refusedOf = (id: string, figure: LocalFigure) => {
  const set = setLocally(ruleOf(id), figure);
  return "refusal" in set ? set.refusal : "set";
};
const local = (more: Partial<LocalRule>): LocalRule => ({
  ...{ id: 1, rule: "quotas.civil-servant", level: "city", from: "2027-01-01", until: undefined },
  ...{ authority: "机关", document: "文号", figure: { share: "15%" }, ...more },
});

describe("a figure of a province or a city", () => {
  it("of a quota is at most the national one, and with consent at most its ceiling", () => {
    const of = (figure: LocalFigure) => refusedOf("quotas.civil-servant", figure);
    expect([of({ share: "20%" }), of({ share: "25%" }), of({ share: "15%", ceiling: "20%" })]).toEqual([
      ...["set", "set", "set"],
    ]);
    expect(of({ share: "25.01%" })).toEqual({ problem: "beyond", found: "25.01%", limit: "≤ 25%" });
    expect(of({ share: "20%", ceiling: "30%" })).toEqual({ problem: "beyond", found: "30%", limit: "≤ 25%" });
    expect(of({ share: "20%", ceiling: "15%" })).toEqual({ problem: "beyond", found: "15%", limit: "≥ 20%" });
    expect(refusedOf("quotas.team", { share: "31%" })).toEqual({ problem: "beyond", found: "31%", limit: "≤ 30%" });
    // In principle is no permission to go beyond.
    expect(refusedOf("quotas.usual-good", { share: "41%" })).toMatchObject({ problem: "beyond" });
  });

  it("by the grade of the team is at most the national one of that grade", () => {
    const of = (byTeamGrade: Record<string, string>) =>
      refusedOf("quotas.leading-member", { share: "25%", byTeamGrade });
    expect(of({ 优秀: "28%", 较差: "0%" })).toBe("set");
    expect(of({ 较差: "16%" })).toEqual({ problem: "beyond", found: "较差 16%", limit: "≤ 15%" });
    expect([of({ 不存在: "1%" }), of({ 优秀: "many" })]).toEqual([
      { problem: "not-permitted" },
      { problem: "not-permitted" },
    ]);
  });

  it("of a deadline gives people no less time, and whoever decides no more", () => {
    const of = (id: string, length: number) => refusedOf(`clocks.${id}`, { length });
    expect([of("review-request", 30), of("review-request", 45)]).toEqual(["set", "set"]);
    expect(of("review-request", 29)).toEqual({ problem: "beyond", found: "29", limit: "≥ 30" });
    expect([of("review-decision", 20), of("review-decision", 30)]).toEqual(["set", "set"]);
    expect(of("review-decision", 31)).toEqual({ problem: "beyond", found: "31", limit: "≤ 30" });
  });

  it("of anything else is the nation's alone", () => {
    for (const id of ["grade-scales.civil-servant", "sanctions.warning", "deferral-causes.long-leave"])
      expect([maySetLocally(ruleOf(id)), refusedOf(id, { length: 1 })]).toEqual([false, { problem: "not-permitted" }]);
    expect(maySetLocally(ruleOf("quotas.head-of-weak-team"))).toBe(false); // a rule without a figure
    expect(refusedOf("clocks.review-request", { share: "1%" })).toEqual({ problem: "not-permitted" });
    expect(refusedOf("quotas.team", { share: "-1%" })).toEqual({ problem: "not-permitted" });
  });
});

describe("a rulebook as it holds in one city", () => {
  const at = (locals: readonly LocalRule[], day: string) => quota(withLocal(book, locals), "civil-servant", day);
  const share = (locals: readonly LocalRule[], day: string) => at(locals, day)?.value.share;

  it("is the nation's before, between and after, and says which layer gives a value", () => {
    expect(
      ["2030-12-31", "2031-01-01", "2031-12-31", "2032-01-01", "2032-12-31", "2033-01-01"].map((day) => {
        const found = at(someLocals, day);
        return [found?.value.share, found?.rule.layers?.map(({ level }) => level)];
      }),
    ).toEqual([
      [exact(1, 5), undefined],
      [exact(9, 50), ["province"]],
      [exact(9, 50), ["province"]],
      [exact(1, 4), ["province", "city"]],
      [exact(1, 4), ["province", "city"]],
      [exact(1, 5), undefined],
    ]);
    expect(at([...someLocals].reverse(), "2032-06-01")).toEqual(at(someLocals, "2032-06-01"));
    expect(withLocal(book, [])).toBe(book);
    // What nothing is set upon is the same object.
    const same = withLocal(book, someLocals).rules.filter((rule) => book.rules.includes(rule));
    expect(same.length).toBe(book.rules.length - 1);
  });

  it("lets no city go beyond its province, nor anybody beyond the nation, however it was recorded", () => {
    const province = local({ id: 1, level: "province", figure: { share: "15%" } });
    const looser = local({ id: 2, figure: { share: "16%" } });
    expect([share([looser], "2027-06-01"), share([looser, province], "2027-06-01")]).toEqual([
      exact(4, 25),
      exact(3, 20),
    ]);
    expect(share([local({ figure: { share: "40%" } })], "2027-06-01")).toEqual(exact(1, 5));
    expect(at([local({ figure: { share: "40%" } })], "2027-06-01")?.rule.layers).toBeUndefined();
    const longer = local({ rule: "clocks.review-decision", figure: { length: 45 } });
    expect(clock(withLocal(book, [longer]), "clocks.review-decision", "2027-06-01")?.value.length).toBe(30);
  });

  it("raises a share no further by consent, unless the document says up to where", () => {
    expect(at([local({})], "2027-06-01")?.value).not.toHaveProperty("ceiling");
    expect(at([local({ figure: { share: "15%", ceiling: "18%" } })], "2027-06-01")?.value.ceiling).toEqual(
      exact(9, 50),
    );
  });
});
