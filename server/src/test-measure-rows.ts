import type { RouteName } from "@biaochi/contract";
import type { Row } from "./test-permission-rows.ts";

/** A count of work orders, of an indicator that the owner of the matrix answers for. */
const content = {
  ...{ indicator: "answered", stream: "orders", name: { "zh-CN": "件数", en: "Orders" }, period: "month" },
  ...{ when: "receivedAt", of: { kind: "count" }, trust: "A" },
};

/** What the doors of measures and contests are asked about. */
export const measureRows = {
  listMeasures: { about: "programme" },
  readMeasure: { about: "programme" },
  previewMeasure: { about: "programme", body: () => ({ content, period: "2025-01" }) },
  saveMeasure: { about: "programme", body: () => ({ content, reason: "r", basedOn: 1 }) },
  endMeasure: { about: "programme", body: () => ({ reason: "r", basedOn: 2 }) },
  listLateRevisions: { about: "programme", lists: true },
  readFactRecords: { about: "fact" },
  listContests: { about: "programme", lists: true },
  readContestChoices: { about: "programme" },
  raiseContest: { about: "programme", body: () => ({ stream: "orders", key: "k", reason: "r" }) },
  decideContest: { about: "contest", body: () => ({ accept: false, reason: "r" }) },
} as const satisfies Partial<Record<RouteName, Row>>;
