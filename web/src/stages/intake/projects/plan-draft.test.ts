import { expect, it } from "vitest";
import { emptyPlan, planOf, readFigures, readMilestones } from "./plan-draft.ts";

it("milestones are read from lines as people write them, and a wrong one is named", () => {
  const written = "完成设计，2027-6-30\n\n开工,2027/07/01\n竣工\t2027年12月1日";
  expect(readMilestones(written)).toEqual({
    read: [
      { name: "完成设计", planned: "2027-06-30" },
      { name: "开工", planned: "2027-07-01" },
      { name: "竣工", planned: "2027-12-01" },
    ],
  });
  expect(readMilestones("完成设计，2027-02-30").wrong).toEqual({ line: 1, found: "完成设计，2027-02-30" });
  expect(readMilestones("甲，2027-01-01\n乙").wrong).toEqual({ line: 2, found: "乙" });
});

it("a figure without its unit is none", () => {
  expect(readFigures("总投资，1200.5，万元").read).toEqual([{ name: "总投资", value: "1200.5", measure: "万元" }]);
  expect(readFigures("总投资，1200").wrong).toEqual({ line: 1, found: "总投资，1200" });
});

it("a goal goes with its cycle, and none is not sent", () => {
  expect(planOf({ ...emptyPlan, goal: "2027 g 1" }).goal).toEqual({ cycle: "2027", goal: "g 1" });
  expect("goal" in planOf(emptyPlan)).toBe(false);
});
