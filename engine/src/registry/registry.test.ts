import { describe, expect, it } from "vitest";
import { periodOf } from "../facts/period.ts";
import { exact } from "../number/exact.ts";
import type { Rule, Rulebook } from "../rulebook/rulebook.ts";
import { national } from "../rulebook/test-national.ts";
import type { RegistryAct } from "./acts.ts";
import { applyAct } from "./apply.ts";
import { appraiserOf } from "./appraiser.ts";
import { checkRegistry } from "./check.ts";
import { deriveSubjects } from "./derive.ts";
import { knownIn, newFindings } from "./finding.ts";
import {
  type Edition,
  emptyRegistry,
  type Official,
  type Post,
  type Registry,
  type UnitSpan,
  withEdition,
} from "./model.ts";
import { firstMonth, lastMonth, monthOf } from "./months.ts";

const named = (text: string) => ({ "zh-CN": text, en: text });
const unit = (id: string, more: Partial<UnitSpan> = {}): UnitSpan => ({
  ...{
    id: `${id}.1`,
    unit: id,
    name: named(id),
    sort: 1,
    successors: [],
    aliases: [],
    attributes: {},
    unitType: "bureau",
  },
  ...more,
});
const person = (id: string, more: Partial<Official> = {}): Official => ({
  ...{ id, name: named(id), sort: 1, aliases: [], attributes: {}, regime: "civil-servant", ...more },
});
const post = (id: string, official: string, at: string, more: Partial<Post> = {}): Post => ({
  ...{ id, official, unit: at, kind: "main", share: "1", roleClass: "staff", ...more },
});

const town: Registry = {
  ...emptyRegistry,
  unit: [unit("a"), unit("b"), unit("c", { parent: "a" })],
  section: [{ id: "a-s1", unit: "a", name: named("office"), sort: 1 }],
  team: [{ id: "t-a", unit: "a", name: named("team"), sort: 1, aliases: [], attributes: {} }],
  official: [person("p"), person("q"), person("r", { regime: "leading-member", managedBy: "committee" })],
  post: [
    post("p.1", "p", "a", { section: "a-s1", since: "2020-01-01" }),
    post("q.1", "q", "b", { since: "2020-01-01" }),
    post("r.1", "r", "a", { roleClass: "head", team: "t-a", since: "2020-01-01" }),
  ],
};
const known = knownIn(town, [{ id: "committee" }]);
const faults = (edition: Edition) =>
  checkRegistry(withEdition(town, edition), known).map(({ code, kind, id }) => `${code} ${kind} ${id}`);

describe("the check of a registry", () => {
  it("finds nothing in a sound one", () => expect(checkRegistry(town, known)).toEqual([]));

  it.each<[string, Edition, readonly string[]]>([
    ["two heads", { post: [post("q.1", "q", "a", { roleClass: "head" })] }, ["two-heads post r.1"]],
    ["a loop", { unit: [unit("a", { parent: "b" }), unit("b", { parent: "c" })] }, ["tree-loop unit a.1"]],
    ["itself as parent", { unit: [unit("b", { parent: "b" })] }, ["tree-loop unit b.1"]],
    ["two full main posts", { post: [post("p.2", "p", "b", { since: "2025-06-15" })] }, ["two-main-posts post p.2"]],
    [
      "dates backwards",
      { post: [post("q.1", "q", "b", { since: "2025-02-01", until: "2025-01-31" })] },
      ["dates-backwards post q.1"],
    ],
    ["unknown rank", { official: [person("q", { rank: "general" })] }, ["rank-unknown official q"]],
    ["unknown regime", { official: [person("q", { regime: "friend" })] }, ["regime-unknown official q"]],
    ["unknown role class", { post: [post("q.1", "q", "b", { roleClass: "boss" })] }, ["role-class-unknown post q.1"]],
    ["unknown unit", { post: [post("q.1", "q", "x")] }, ["unit-unknown post q.1"]],
    ["unknown parent", { unit: [unit("b", { parent: "x" })] }, ["parent-unknown unit b.1"]],
    [
      "a parent that has gone",
      { unit: [unit("d", { until: "2024-12-31", ending: "abolished" }), unit("b", { parent: "d" })] },
      ["parent-not-then unit b.1"],
    ],
    [
      "a section of another unit",
      { post: [post("q.1", "q", "b", { section: "a-s1" })] },
      ["section-elsewhere post q.1"],
    ],
    ["a team of another unit", { post: [post("q.1", "q", "b", { team: "t-a" })] }, ["team-elsewhere post q.1"]],
    [
      "merged into nothing",
      { unit: [unit("c", { until: "2025-12-31", ending: "merged" })] },
      ["successor-absent unit c.1"],
    ],
    [
      "a post in a unit that has gone",
      { unit: [unit("b", { until: "2025-06-30", ending: "abolished" })] },
      ["unit-not-then post q.1"],
    ],
    ["spans that overlap", { unit: [unit("b", { id: "b.2", since: "2025-01-01" })] }, ["spans-overlap unit b.2"]],
    ["an unknown body", { official: [person("q", { managedBy: "nobody" })] }, ["body-unknown official q"]],
    [
      "more leave than days",
      { leave: [{ id: "p.leave.1", official: "p", since: "2025-02-01", until: "2025-02-28", days: 29 }] },
      ["leave-too-long leave p.leave.1"],
    ],
    [
      "an unknown sanction",
      { sanction: [{ id: "p.1", official: "p", kind: "frown", since: "2025-02-01", document: "1" }] },
      ["sanction-unknown sanction p.1"],
    ],
    [
      "a name as long as a report",
      { official: [person("q", { name: named("x".repeat(201)) })] },
      ["name-too-long official q"],
    ],
  ])("finds %s", (_what, edition, expected) => expect(faults(edition)).toEqual(expected));

  it("lets two heads be who bear different titles, and shares that sum to one", () => {
    const heads = [
      post("r.1", "r", "a", { roleClass: "head", title: "书记" }),
      post("q.1", "q", "a", { roleClass: "head", title: "镇长" }),
    ];
    expect(faults({ post: heads })).toEqual([]);
    expect(
      faults({ post: [post("p.1", "p", "a", { share: "1/2" }), post("p.2", "p", "b", { share: "1/2" })] }),
    ).toEqual([]);
  });
});

const done = (act: RegistryAct, day: string, registry = town): Registry => {
  const applied = applyAct(registry, act, day);
  if (!applied.ok) throw new Error(JSON.stringify(applied.problem));
  return withEdition(registry, applied.edition);
};
const year = { cycle: periodOf("2025") };
const subject = (registry: Registry, id: string, when = year) =>
  deriveSubjects(registry, when).find((each) => each.id === id);

describe("an act", () => {
  it("that renames a unit makes a span; before the day it bears the old name", () => {
    const after = done({ act: "change-unit", unit: "b", name: named("bb") }, "2025-07-01");
    expect(after.unit.filter((each) => each.unit === "b")).toMatchObject([
      { name: named("b"), until: "2025-06-30" },
      { id: "b.2", name: named("bb"), since: "2025-07-01" },
    ]);
    expect(subject(after, "b")?.name.en).toBe("bb");
    expect(subject(after, "b", { cycle: periodOf("2024") })?.name.en).toBe("b");
  });

  it("that merges ends what is in the unit, carries everybody but the head, and shares the months", () => {
    const after = done({ act: "end-unit", unit: "a", ending: "merged", successors: ["b"], carry: true }, "2025-11-01");
    expect(checkRegistry(after, known)).toEqual([]);
    expect(after.unit.find(({ id }) => id === "c.2")).toMatchObject({ parent: "b", since: "2025-11-01" });
    expect(after.post.filter(({ official }) => official === "r")).toMatchObject([{ unit: "a", until: "2025-10-31" }]);
    expect(after.post.filter(({ official }) => official === "p")).toMatchObject([
      { unit: "a", until: "2025-10-31" },
      { unit: "b", since: "2025-11-01" },
    ]);
    expect(after.section[0]?.until).toBe("2025-10-31");
    const merged = subject(after, "b");
    expect(merged?.service.map(({ unit: at, from, to, share }) => [at, from, to, `${share.num}/${share.den}`])).toEqual(
      [
        ["a", "2025-01", "2025-10", "1/2"],
        ["b", "2025-01", "2025-10", "1/2"],
        ["b", "2025-11", "2025-12", "2/2"].map((text) => (text === "2/2" ? "1/1" : text)),
      ],
    );
    expect(subject(after, "a")?.attributes).toMatchObject({ existence: "ended", successor: "b", until: "2025-10" });
  });

  it("that moves somebody in the middle of a month gives the month to whoever held its fifteenth day", () => {
    const moved = (day: string) =>
      subject(done({ act: "change-post", post: "p.1", unit: "b" }, day), "p")?.service.map(({ unit: at, from, to }) => [
        at,
        from,
        to,
      ]);
    expect(moved("2025-07-15")).toEqual([
      ["a", "2025-01", "2025-06"],
      ["b", "2025-07", "2025-12"],
    ]);
    expect(moved("2025-07-16")).toEqual([
      ["a", "2025-01", "2025-07"],
      ["b", "2025-08", "2025-12"],
    ]);
    expect([firstMonth("2025-07-15"), lastMonth("2025-07-14")]).toEqual([monthOf("2025-07"), monthOf("2025-06")]);
  });

  it("on what is not there is refused with a reason", () => {
    const code = (act: RegistryAct, day = "2025-07-01") => {
      const applied = applyAct(town, act, day);
      return applied.ok ? "done" : applied.problem.code;
    };
    expect(code({ act: "make-unit", unit: "p", name: named("x"), sort: 1 })).toBe("id-taken");
    expect(code({ act: "change-unit", unit: "x", name: named("x") })).toBe("unit-unknown");
    expect(code({ act: "change-unit", unit: "b", name: named("b") })).toBe("nothing-changes");
    expect(code({ act: "end-post", post: "p.1" }, "2019-07-01")).toBe("not-then");
    expect(code({ act: "end-official", official: "x" })).toBe("official-unknown");
  });

  it("answers for nothing that was wrong before it", () => {
    const crooked = withEdition(town, { post: [post("q.1", "q", "x")] });
    const before = checkRegistry(crooked, known);
    const after = checkRegistry(done({ act: "change-unit", unit: "b", parent: "c" }, "2025-07-01", crooked), known);
    expect(before.map(({ code }) => code)).toEqual(["unit-unknown"]);
    expect(newFindings(before, after)).toEqual([]);
  });

  it("that ends somebody leaves them out of the next year, and in this one", () => {
    const after = done({ act: "end-official", official: "q" }, "2025-09-01");
    expect(subject(after, "q")?.service).toMatchObject([{ unit: "b", to: "2025-08" }]);
    expect(subject(after, "q", { cycle: periodOf("2026") })).toBeUndefined();
  });
});

describe("who appraises", () => {
  const book = national();
  const of = (official: Official, posts: readonly Post[], leave: readonly number[] = [], rulebook = book) => {
    const {
      code,
      rule,
      values,
      unit: by,
      body,
      hears,
      takingPart,
    } = appraiserOf(
      official,
      posts,
      leave.map((days, n) => ({ id: `${n}`, official: official.id, since: "2025-01-01", until: "2025-12-31", days })),
      year,
      rulebook,
    );
    return {
      ...{ code, values, by: by ?? body, hears, rests: rule?.id, verified: rule?.verified === true },
      also: takingPart.map((each) => each.code),
    };
  };
  const since = "2020-01-01";

  it("is the own unit of those who stayed, the authority of those who lead", () => {
    expect(of(person("p"), [post("1", "p", "a", { since })])).toMatchObject({
      code: "own-unit",
      by: "a",
      verified: true,
    });
    const leader = person("r", { regime: "leading-member", managedBy: "committee" });
    expect(of(leader, [post("1", "r", "a", { since })])).toMatchObject({
      code: "by-authority",
      by: "committee",
      hears: ["a"],
    });
    expect(of(person("r", { regime: "leading-member" }), [post("1", "r", "a")])).toMatchObject({
      code: "authority-unknown",
    });
  });

  it("is the unit of the cut-off day after a transfer; the former one is heard", () => {
    const posts = [post("1", "p", "a", { since, until: "2025-11-30" }), post("2", "p", "b", { since: "2025-12-01" })];
    expect(of(person("p"), posts)).toMatchObject({ code: "transferred", by: "b", hears: ["a"] });
  });

  it("is where somebody was sent for half of the year or more: 183 of 365 days, not 182", () => {
    const sent = (until: string) =>
      of(person("p"), [
        post("1", "p", "a", { since }),
        post("2", "p", "b", { kind: "secondment", since: "2025-01-01", until }),
      ]);
    expect(sent("2025-07-02")).toMatchObject({ code: "seconded-longer", by: "b", hears: ["a"] });
    expect(sent("2025-07-01")).toMatchObject({ code: "seconded-shorter", by: "a", hears: ["b"] });
  });

  it("follows the rulebook of the time: another share there, or none, decides otherwise", () => {
    const sent = [post("1", "p", "a", { since }), post("2", "p", "b", { kind: "secondment", since: "2025-05-01" })];
    const changed = (edit: (rule: Rule) => Rule | undefined): Rulebook => ({
      subjects: [],
      rules: book.rules.flatMap((rule) => edit(rule) ?? []),
    });
    const isSeconded = ({ id }: Rule) => id === "appraisers.seconded";
    const threeQuarters = changed((rule) =>
      isSeconded(rule) ? { ...rule, value: { case: "seconded", share: exact(3, 4) } } : rule,
    );
    expect(of(person("p"), sent)).toMatchObject({ code: "seconded-longer", rests: "appraisers.seconded" });
    expect(of(person("p"), sent, [], threeQuarters)).toMatchObject({
      ...{ code: "seconded-shorter", values: { share: "75%" } },
    });
    const without = changed((rule) => (isSeconded(rule) ? undefined : rule));
    expect(of(person("p"), sent, [], without)).toMatchObject({ code: "local-rule", rests: undefined, verified: false });
    const ended = changed((rule) => (rule.subject === "deferral-causes" ? { ...rule, until: "2025-12-30" } : rule));
    const [one, other] = [book, ended].map((each) => of(person("p"), sent, [200], each).also);
    expect([one, other]).toEqual([["no-grade-for-leave"], []]);
  });

  it("is nobody for those who left or are nowhere, and the city's own rule for others", () => {
    expect(of(person("p", { until: "2025-06-30" }), [])).toMatchObject({ code: "left-before", by: undefined });
    expect(of(person("p"), [])).toMatchObject({ code: "placeless" });
    expect(of(person("p", { regime: "community-secretary" }), [post("1", "p", "a")])).toMatchObject({
      ...{ code: "local-rule", by: "a", verified: false },
    });
  });

  it("says what follows for the grade of those on probation, and of those away for more than half of the year", () => {
    const here = [post("1", "p", "a", { since })];
    expect(of(person("p", { regime: "probation" }), here).also).toEqual(["comment-only"]);
    expect(of(person("p"), here, [100, 82]).also).toEqual([]);
    expect(of(person("p"), here, [100, 83]).also).toEqual(["no-grade-for-leave"]);
  });
});
