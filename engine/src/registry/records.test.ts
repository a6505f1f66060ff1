import { describe, expect, it } from "vitest";
import { sanctionMonths } from "../rulebook/ask.ts";
import { isOf } from "../rulebook/rulebook.ts";
import { national } from "../rulebook/test-national.ts";
import { isRecordAct, type RegistryAct, recordActs } from "./acts.ts";
import { applyAct } from "./apply.ts";
import { checkRegistry } from "./check.ts";
import { knownIn, newFindings } from "./finding.ts";
import { emptyRegistry, type Official, type Registry, withEdition } from "./model.ts";
import { sanctionTerm } from "./sanction-term.ts";
import { sanctionInRulebook, sanctionKinds } from "./vocabulary.ts";

const named = (text: string) => ({ "zh-CN": text, en: text });
const span = (unit: string) => ({
  ...{ id: `${unit}.1`, unit, name: named(unit), sort: 1, successors: [], aliases: [], attributes: {} },
});
const person = (id: string, more: Partial<Official> = {}): Official => ({
  ...{ id, name: named(id), sort: 1, aliases: [], attributes: {}, regime: "civil-servant", ...more },
});
const town: Registry = {
  ...emptyRegistry,
  unit: [span("a"), span("b")],
  section: [
    { id: "a-s1", unit: "a", name: named("office"), sort: 1 },
    { id: "a-s2", unit: "a", name: named("finance"), sort: 2 },
    { id: "b-s1", unit: "b", name: named("office"), sort: 1 },
  ],
  team: [{ id: "t-a", unit: "a", name: named("team"), sort: 1, aliases: [], attributes: {} }],
  official: [person("p"), person("q", { managedBy: "committee" })],
  post: [
    {
      ...{ id: "p.1", official: "p", unit: "a", section: "a-s1", team: "t-a", kind: "main", share: "1" },
      ...{ roleClass: "staff", title: "科员", since: "2020-01-01" },
    },
    { id: "q.1", official: "q", unit: "b", kind: "main", share: "1", roleClass: "staff", since: "2020-01-01" },
  ],
};
const bodies = [{ id: "committee" }];
const done = (act: RegistryAct, effective: string, registry = town): Registry => {
  const applied = applyAct(registry, act, effective);
  if (!applied.ok) throw new Error(JSON.stringify(applied.problem));
  return withEdition(registry, applied.edition);
};
const problemOf = (act: RegistryAct, effective: string, registry = town) => {
  const applied = applyAct(registry, act, effective);
  return applied.ok ? "none" : applied.problem.code;
};
const wrong = (after: Registry, lives = bodies) =>
  newFindings(checkRegistry(town, knownIn(town, bodies)), checkRegistry(after, knownIn(town, lives))).map(
    ({ code, severity, id }) => `${severity} ${code} ${id}`,
  );

describe("formal conclusions", () => {
  const book = national();
  it.each([
    ["warning", "2025-12-01", "2026-05-31"],
    ["warning", "2025-08-31", "2026-02-28"],
    ["demerit", "2024-02-29", "2025-02-28"],
    ["major-demerit", "2025-03-15", "2026-09-14"],
    ["demotion", "2025-01-01", "2026-12-31"],
    ["removal", "2025-01-01", "2026-12-31"],
  ])("%s of %s runs until %s by the rulebook", (kind, since, until) => {
    expect(sanctionTerm(book, kind, since)?.until).toBe(until);
  });
  it("of which the rulebook knows no time have none, and neither has one of a day before the rule", () => {
    expect(
      ["admonition", "party-warning", "party-probation", "unheard-of"].map((k) => sanctionTerm(book, k, "2025-01-01")),
    ).toEqual([undefined, undefined, undefined, undefined]);
    expect(sanctionTerm(book, "warning", "2000-01-01")).toBeUndefined();
  });
  it("are called in the rulebook by a word that it has", () => {
    const words = book.rules.flatMap((rule) => (isOf(rule, "sanctions") ? (rule.value?.sanctions ?? []) : []));
    const unknown = sanctionKinds.filter((kind) => !words.includes(sanctionInRulebook(kind) ?? ""));
    expect(unknown).toEqual(["party-probation"]);
    expect(sanctionMonths(book, "demotion", "2025-01-01")).toBeUndefined();
  });

  const warned = done(
    { act: "add-sanction", official: "p", kind: "warning", document: "甲〔2025〕1号", until: "2025-08-31" },
    "2025-03-01",
  );
  it("begin with the act’s day and end by a date; nothing vanishes", () => {
    const [one] = warned.sanction;
    expect(one).toEqual({
      ...{ id: "p.s1", official: "p", kind: "warning", document: "甲〔2025〕1号" },
      ...{ since: "2025-03-01", until: "2025-08-31" },
    });
    expect(wrong(warned)).toEqual([]);
    const ended = done({ act: "end-sanction", sanction: "p.s1" }, "2025-06-01", warned);
    expect(ended.sanction).toEqual([{ ...one, until: "2025-05-31" }]);
    expect(problemOf({ act: "end-sanction", sanction: "p.s1" }, "2025-09-02", warned)).toBe("not-then");
    expect(problemOf({ act: "end-sanction", sanction: "p.s9" }, "2025-06-01", warned)).toBe("record-unknown");
    const open = done({ act: "change-sanction", sanction: "p.s1", kind: "demerit", until: null }, "2025-03-01", warned);
    expect(open.sanction[0]).toMatchObject({ kind: "demerit", since: "2025-03-01" });
    expect(open.sanction[0]?.until).toBeUndefined();
    expect(problemOf({ act: "change-sanction", sanction: "p.s1" }, "2025-03-01", warned)).toBe("nothing-changes");
  });
  it("of nobody, or of an unknown kind, cannot be; a second one in the time of the first is told", () => {
    expect(problemOf({ act: "add-sanction", official: "x", kind: "warning", document: "1" }, "2025-03-01")).toBe(
      "official-unknown",
    );
    expect(wrong(done({ act: "add-sanction", official: "p", kind: "frown", document: "1" }, "2025-03-01"))).toEqual([
      "error sanction-unknown p.s1",
    ]);
    const twice = done({ act: "add-sanction", official: "p", kind: "demerit", document: "2" }, "2025-08-31", warned);
    expect(wrong(twice)).toEqual(["warning sanctions-overlap p.s2"]);
    const later = done({ act: "add-sanction", official: "p", kind: "demerit", document: "2" }, "2025-09-01", warned);
    expect(wrong(later)).toEqual([]);
  });
});

describe("earlier grades, and what was recorded by mistake", () => {
  const graded = done(
    { act: "add-grade", official: "p", year: 2024, grade: "优秀", document: "甲〔2025〕2号" },
    "2025-03-01",
  );
  it("one of a year", () => {
    expect(graded.grade).toEqual([
      { id: "p.g1", official: "p", year: 2024, grade: "优秀", scale: "annual", document: "甲〔2025〕2号" },
    ]);
    const again = done(
      { act: "add-grade", official: "p", year: 2024, grade: "称职", document: "3" },
      "2025-03-01",
      graded,
    );
    expect(wrong(again)).toEqual(["error grade-twice p.g2"]);
    const mended = done({ act: "change-grade", entry: "p.g1", grade: "称职" }, "2025-03-02", graded);
    expect(mended.grade).toEqual([{ ...graded.grade[0], grade: "称职" }]);
    expect(problemOf({ act: "change-grade", entry: "p.g1", grade: "优秀" }, "2025-03-02", graded)).toBe(
      "nothing-changes",
    );
  });
  it("is withdrawn, which is said and recorded", () => {
    const applied = applyAct(graded, { act: "withdraw-record", kind: "grade", entry: "p.g1" }, "2025-03-02");
    expect(applied).toEqual({ ok: true, edition: { withdrawn: { grade: ["p.g1"] } } });
    expect(problemOf({ act: "withdraw-record", kind: "leave", entry: "p.g1" }, "2025-03-02", graded)).toBe(
      "record-unknown",
    );
  });
  it("are the acts that only those do who keep the file", () => {
    expect(recordActs.every(isRecordAct)).toBe(true);
    expect(["change-post", "end-official", "record-meeting"].some(isRecordAct)).toBe(false);
  });
});

describe("a section", () => {
  const places = (registry: Registry) =>
    registry.post.map(({ id, unit, section = "", team = "", since = "", until = "" }) =>
      [id, unit, section, team, since, until].join(" "),
    );
  it("is called otherwise, and stays the one it was", () => {
    const after = done({ act: "change-section", section: "a-s1", name: named("secretariat"), sort: 3 }, "2025-07-01");
    expect(after.section[0]).toEqual({ id: "a-s1", unit: "a", name: named("secretariat"), sort: 3 });
  });
  it("moves to another unit from a day on: people go along with their post, and without the old team", () => {
    const after = done({ act: "move-section", section: "a-s1", unit: "b", carry: true }, "2025-07-01");
    expect(after.section.map(({ id, unit, since = "", until = "" }) => [id, unit, since, until].join(" "))).toEqual([
      ...["a-s1 a  2025-06-30", "a-s2 a  ", "b-s1 b  ", "b-s2 b 2025-07-01 "],
    ]);
    expect(places(after)).toEqual([
      ...["p.1 a a-s1 t-a 2020-01-01 2025-06-30", "q.1 b   2020-01-01 ", "p.2 b b-s2  2025-07-01 "],
    ]);
    expect(after.post.at(-1)).toMatchObject({ roleClass: "staff", title: "科员", share: "1" });
    expect(wrong(after)).toEqual([]);
  });
  it("moves without its people, who stay in no section; goes into another one; ends", () => {
    const stay = ["p.1 a a-s1 t-a 2020-01-01 2025-06-30", "q.1 b   2020-01-01 ", "p.2 a  t-a 2025-07-01 "];
    const moved = done({ act: "move-section", section: "a-s1", unit: "b", carry: false }, "2025-07-01");
    expect(places(moved)).toEqual(stay);
    const ended = done({ act: "end-section", section: "a-s1" }, "2025-07-01");
    expect(places(ended)).toEqual(stay);
    const merged = done({ act: "merge-section", section: "a-s1", into: "a-s2", carry: true }, "2025-07-01");
    expect(places(merged).at(-1)).toBe("p.2 a a-s2 t-a 2025-07-01 ");
    for (const after of [moved, ended, merged]) expect(wrong(after)).toEqual([]);
  });
  it("that is not there, or would go where it is, does nothing", () => {
    expect(problemOf({ act: "move-section", section: "x", unit: "b", carry: true }, "2025-07-01")).toBe(
      "section-unknown",
    );
    expect(problemOf({ act: "move-section", section: "a-s1", unit: "a", carry: true }, "2025-07-01")).toBe(
      "nothing-changes",
    );
    expect(problemOf({ act: "merge-section", section: "a-s1", into: "a-s1", carry: true }, "2025-07-01")).toBe(
      "nothing-changes",
    );
    expect(wrong(done({ act: "move-section", section: "a-s1", unit: "x", carry: true }, "2025-07-01"))).toContain(
      "error unit-unknown x-s1",
    );
  });
});

it("what rests on a body that ends is told; what begins later, and a meeting after its day, cannot be", () => {
  const ended = [{ id: "committee", until: "2025-06-30" }];
  expect(wrong(town, ended)).toEqual(["warning body-ended q"]);
  const later = withEdition(town, { official: [person("r", { managedBy: "committee", since: "2025-07-01" })] });
  expect(wrong(later, ended)).toContain("error body-not-then r");
  const meeting = (day: string) =>
    done({ act: "record-meeting", body: "committee", name: named("m"), session: "1", day, minutes: "1" }, day);
  expect(wrong(meeting("2025-06-30"), ended)).toEqual(["warning body-ended q"]);
  expect(wrong(meeting("2025-07-01"), ended)).toContain("error body-not-then committee.1");
});
