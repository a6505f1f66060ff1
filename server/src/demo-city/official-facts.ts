import { chance, decimal, within } from "./chance.ts";
import { qualityOf } from "./measure.ts";
import type { Official } from "./people.ts";
import type { Plan } from "./plan.ts";
import { periodsOf, recordedAfter, type Table } from "./table.ts";

/** Officials' own figures. None of them asks an official to fill in a form: systems and the leader's review supply all. */

/** Staff who fully reached everything: more of them than the quota of their unit has places. */
export const perfect = (official: Official): boolean =>
  official.unit === "T13" && official.roleClass === "staff" && Number(official.place.split("/")[2]) <= 6;

export function personalQuality(plan: Plan, official: Official): number {
  return within(
    -2.4,
    0.45 * qualityOf(plan.seed, official.unit) + 0.85 * chance(plan.seed, "person", official.place).bell(),
    2.4,
  );
}

/** 平时考核 grade of one quarter as the leader in charge gave it: 4 好, 3 较好, 2 一般, 1 较差. */
function reviewOf(quality: number, mood: number): number {
  const sum = quality + 0.6 * mood;
  return sum > 0.55 ? 4 : sum > -1.25 ? 3 : sum > -2.5 ? 2 : 1;
}

export function officialTables(plan: Plan): readonly Table[] {
  const observations: string[][] = [];
  for (const official of plan.officials) {
    const quality = personalQuality(plan, official);
    const draw = chance(plan.seed, "own", official.place);
    const best = perfect(official);
    for (const { id, last } of periodsOf(plan.year, "quarter")) {
      const tasks = best ? 100 : within(55, 90.5 + 5.2 * quality + 3.6 * draw.bell(), 100);
      const cases = best ? 100 : within(70, 96 + 2.2 * quality + 2 * draw.bell(), 100);
      const review = best ? 4 : reviewOf(quality, draw.bell());
      if (plan.figure(official.id, "own-tasks", id) === "left-out") continue;
      const on = recordedAfter(plan.year, last);
      if (!isThere(official, id, last)) {
        for (const indicator of ["own-tasks", "own-cases", "leader-review"])
          observations.push([official.id, indicator, id, "", "not-applicable", "人事系统", on]);
        continue;
      }
      observations.push([official.id, "own-tasks", id, decimal(tasks, 1), "", "项目调度系统", on]);
      if (official.roleClass === "sectionHead" || official.roleClass === "staff") {
        const none = !best && official.unitType === "party";
        observations.push([
          official.id,
          "own-cases",
          id,
          none ? "" : decimal(cases, 1),
          none ? "not-applicable" : "",
          "政务审批系统",
          on,
        ]);
      }
      observations.push([official.id, "leader-review", id, String(review), "", "平时考核", on]);
    }
  }
  return [
    {
      file: "observations-officials.csv",
      columns: ["subject", "indicator", "period", "value", "absence", "source", "recordedOn"],
      rows: observations,
    },
  ];
}

/** Somebody who joined during the year has no figures before. */
function isThere(official: Official, period: string, last: number): boolean {
  const first = official.posts[0]?.from ?? "";
  return first <= `${period.slice(0, 4)}-${String(last + 1).padStart(2, "0")}`;
}
