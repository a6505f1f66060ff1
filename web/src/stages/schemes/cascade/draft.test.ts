import type { UnitTasks } from "@biaochi/contract";
import { describe, expect, it } from "vitest";
import { bodyOf, copiedFrom, type Draft, draftOf, faultsOf, handToSections } from "./draft.ts";
import { closingOfTyped, spreadText } from "./figures.ts";

const both = (text: string) => ({ "zh-CN": text, en: text });
const person = (id: string, roleClass: string, section: string | null) => ({
  ...{ official: { id, type: "official" as const, name: both(id) }, roleClass, section },
  ...{ leads: 0, owns: 0, carries: 0, weight: "0" },
});
const people = [
  ...[person("head", "head", null), person("d1", "deputy", null), person("d2", "deputy", null)],
  ...Array.from({ length: 22 }, (_, n) => person(`p${n}`, n < 4 ? "sectionHead" : "staff", `s${n % 4}`)),
];
const sections = [0, 1, 2, 3].map((n) => ({ section: `s${n}`, name: both(`s${n}`) }));
const task: UnitTasks["tasks"][number] = {
  ...{
    goal: { id: "g", name: both("g"), target: "120", source: "s" },
    measure: "个",
    aggregation: "sum",
    part: "lead",
  },
  ...{ share: "30", coefficient: "1", indicator: null, duties: [] },
};
const unit: UnitTasks = {
  ...{ unit: { id: "u", type: "unit", name: both("u") }, cycle: "2026", cycles: ["2026"], version: 0, state: "open" },
  ...{ tasks: [task], people, idle: 25, sections, findings: [], commitment: null, objections: [] },
  ...{ isPart: false, mayDecompose: true, mayConfirm: true, mayAttest: false },
};

describe("one press for a unit of 25", () => {
  const duties = handToSections(task, sections, people, ({ section }) => section);

  it("gives every section a duty and everybody a part, and the figures close at every step", () => {
    expect(duties.map(({ share }) => share)).toEqual(["8", "8", "7", "7"]);
    expect(closingOfTyped("sum", "30", duties)?.isClosed).toBe(true);
    for (const duty of duties)
      expect(
        closingOfTyped(
          "sum",
          duty.share,
          duty.people.filter(({ role }) => role === "carries"),
        )?.isClosed,
      ).toBe(true);
    expect(new Set(duties.flatMap((duty) => duty.people.map(({ official }) => official))).size).toBe(25);
  });

  it("has the head lead and the deputies own in turn, without a figure", () => {
    const of = (role: string) =>
      duties.map((duty) =>
        duty.people.filter((each) => each.role === role).map(({ official, share }) => official + share),
      );
    expect(of("leads")).toEqual(Array(4).fill(["head"]));
    expect(of("owns")).toEqual([["d1"], ["d2"], ["d1"], ["d2"]]);
  });
});

describe("what is typed", () => {
  it("is spread in steps as coarse as it is written, finer where somebody would get nothing", () => {
    expect(spreadText("sum", "100", 3)).toEqual(["34", "33", "33"]);
    expect(spreadText("sum", "2", 4)).toEqual(["0.5", "0.5", "0.5", "0.5"]);
    expect(spreadText("each", "98.5", 2)).toEqual(["98.5", "98.5"]);
    expect(spreadText("sum", "x", 2)).toEqual(["", ""]);
  });

  it("is sent exactly, without rows in which nothing stands, and what is no number is a fault", () => {
    const row = { key: 1, section: "", coefficient: "1", what: " w ", share: "10/4" };
    const draft: Draft = [
      {
        goal: "g",
        duties: [
          { ...row, people: [{ official: "p0", role: "carries", share: "" }] },
          { ...row, key: 2, what: "", share: "", people: [] },
        ],
      },
    ];
    expect(bodyOf(draft)).toEqual({
      tasks: [
        {
          goal: "g",
          duties: [
            {
              section: null,
              what: "w",
              share: "2.5",
              coefficient: "1",
              people: [{ official: "p0", role: "carries", share: null }],
            },
          ],
        },
      ],
    });
    expect(faultsOf(draft)).toEqual([]);
    expect(faultsOf([{ goal: "g", duties: [{ ...row, share: "十", people: [] }] }])).toEqual([
      { id: "share-1", code: "figure" },
    ]);
  });
});

it("last year's duties come back for goals that are not handed down yet, with those who are still here", () => {
  const duty = {
    section: "gone",
    what: "w",
    share: "30",
    coefficient: "1",
    people: [
      { official: "p0", role: "carries" as const, share: "30" },
      { official: "left", role: "owns" as const, share: null },
    ],
  };
  const before: UnitTasks = { ...unit, cycle: "2025", tasks: [{ ...task, duties: [duty] }] };
  const [copied] = copiedFrom(draftOf(unit), before, unit);
  expect(copied?.duties).toMatchObject([{ section: "", what: "w", share: "30", people: [{ official: "p0" }] }]);
  expect(copied?.duties[0]?.people).toHaveLength(1);
});
