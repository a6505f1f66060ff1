import type { RouteName } from "@biaochi/contract";
import type { Row } from "./test-permission-rows.ts";

/** A due day of an indicator that the owner of the matrix answers for. */
const check = { kind: "due", indicator: "answered", days: 15 };

/** What the doors of the quality of data are asked about. */
export const qualityRows = {
  readQuality: { about: "programme" },
  listFindings: { about: "programme", lists: true },
  readFinding: { about: "finding" },
  actOnFinding: { about: "finding", body: () => ({ act: "explain", reason: "r" }) },
  actOnFindings: {
    about: "programme",
    body: () => ({ act: "explain", findings: [{ finding: 1, last: null }], reason: "r" }),
  },
  listQualityRules: { about: "programme" },
  saveQualityRule: { about: "programme", body: () => ({ check, reason: "r", basedOn: 1 }) },
  endQualityRule: { about: "programme", body: () => ({ reason: "r", basedOn: 2 }) },
} as const satisfies Partial<Record<RouteName, Row>>;
