import type { Measure } from "@biaochi/contract";
import type { Database } from "./platform/database.ts";
import { wholeCity } from "./platform/scope.ts";
import { findMeasure, listStreamsToMeasure, saveMeasureVersion } from "./stages/intake/measures/measure-store.ts";

const stream = "hotline-orders";
const common = { stream, period: "month", when: "receivedAt", trust: "A" } as const;

/**
 * How the demo's hotline is counted: how much came, how much was answered in time, how content people were, who called again; of
 * the approval platform how much was decided in time, and of projects which milestones were done by their agreed day.
 */
export const demoMeasures: Readonly<Record<string, Measure>> = {
  "hotline-cases": {
    ...{ ...common, indicator: "hotline-cases", name: { "zh-CN": "受理件数", en: "Cases" } },
    ...{ of: { kind: "count" }, least: 1 },
  },
  "hotline-answered": {
    ...{ ...common, indicator: "hotline-answered", name: { "zh-CN": "按期答复件数", en: "Answered in time" } },
    ...{ where: { field: "answeredInTime", is: "equal", value: "true" }, of: { kind: "count" }, least: 1 },
  },
  "hotline-satisfaction": {
    ...{ ...common, indicator: "hotline-satisfaction", name: { "zh-CN": "满意率", en: "Satisfaction" }, least: 5 },
    where: { field: "satisfied", is: "one-of", values: ["满意", "不满意"] },
    of: { kind: "ratio", numerator: { field: "satisfied", is: "equal", value: "满意" }, times: 100 },
  },
  "hotline-repeat": {
    ...{ ...common, indicator: "hotline-repeat", name: { "zh-CN": "重复来件率", en: "Repeated calls" }, least: 5 },
    of: { kind: "ratio", numerator: { field: "isRepeat", is: "equal", value: "true" }, times: 100 },
  },
  "approval-ontime": {
    ...{ stream: "approval-cases", period: "month", when: "decidedAt", trust: "A", least: 3 },
    ...{ indicator: "approval-ontime", name: { "zh-CN": "审批按时办结率", en: "Approvals on time" } },
    where: { field: "isOnTime", is: "present" },
    of: { kind: "ratio", numerator: { field: "isOnTime", is: "equal", value: "true" }, times: 100 },
  },
  "project-milestones": {
    ...{ stream: "project-milestones", period: "month", when: "agreedDay", trust: "B", least: 1 },
    ...{ indicator: "project-milestones", name: { "zh-CN": "项目节点按期完成率", en: "Milestones in time" } },
    where: { field: "dueByAgreed", is: "equal", value: "true" },
    of: {
      ...{ kind: "ratio", times: 100 },
      numerator: {
        all: [
          { field: "doneDay", is: "present" },
          { from: "agreedDay", to: "doneDay", in: "days", atMost: 0 },
        ],
      },
    },
  },
};

/** Made once, where the demo's hotline is; a second start finds them, and what somebody has changed stays. Answers whether some are new. */
export async function addDemoMeasures(database: Database, programme = "demo-city"): Promise<boolean> {
  return database.transaction(async (tx) => {
    const streams = await listStreamsToMeasure(tx, wholeCity, programme);
    let isNew = false;
    for (const [measure, content] of Object.entries(demoMeasures)) {
      if (!streams.some(({ id }) => id === content.stream)) continue;
      if ((await findMeasure(tx, wholeCity, { programme, measure })) !== undefined) continue;
      const made = { programme, measure, version: 1, content, isEnded: false, by: "biaochi", reason: "演示" };
      await saveMeasureVersion(tx, made);
      isNew = true;
    }
    return isNew;
  });
}
