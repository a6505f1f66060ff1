import { readScheme } from "@biaochi/engine";
import { sql } from "kysely";
import type { DemoPeople } from "./demo-accounts.ts";
import type { Database } from "./platform/database.ts";
import { saveSchemeVersion } from "./stages/schemes/version-store.ts";
import { townPeople } from "./test-city.ts";

/**
 * The running year of the town: two figures that units report each month, one of which the first two units alone are asked for, and one
 * that a red line reads of the last unit. One more is asked for no longer.
 */
const text = `biaochi: scheme/1
id: town-2026
version: 1
title: { zh-CN: 小城2026, en: Town 2026 }
effective: { from: 2026-01-01 }
cycle: "2026"
synthetic: true
rounding: { places: 2 }
absent: { missing: rescale, not-applicable: rescale, exempt: rescale, late: zero }
indicators:
  - { id: answered, name: { zh-CN: 按期答复率, en: Answered in time }, measure: "%", period: month, source: { kind: automatic, system: hotline } }
  - { id: visits, name: { zh-CN: 接访批次, en: Visits }, measure: 批, decimals: 0, period: month, source: { kind: reported, whyReported: { zh-CN: 纸质登记簿, en: "A book on paper" } } }
  - { id: errands, name: { zh-CN: 代办件数, en: Errands }, measure: 件, decimals: 1, period: month, source: { kind: reported, whyReported: { zh-CN: 尚无系统, en: "No system yet" } } }
  - { id: incidents, name: { zh-CN: 事故起数, en: Incidents }, measure: 起, decimals: 0, period: month, source: { kind: reported, whyReported: { zh-CN: 电话报告, en: "By telephone" } } }
  - { id: former, name: { zh-CN: 旧指标, en: Former }, measure: 起, period: month, sunset: 2026-06-30, source: { kind: reported, whyReported: { zh-CN: 无, en: "None" } } }
  - { id: yearly, name: { zh-CN: 年度项, en: Yearly }, measure: 件, period: year, source: { kind: reported, whyReported: { zh-CN: 无, en: "None" } } }
lists:
  - id: units
    for: { type: unit }
    score:
      block: total
      outOf: 100
      items:
        - { item: answered, weight: 40, values: mean, rule: { kind: completion-rate, target: 95 } }
        - { item: visits, weight: 30, values: sum, rule: { kind: completion-rate, target: 10 } }
        - { item: errands, for: { subjects: [u1, u2] }, weight: 20, values: sum, rule: { kind: completion-rate, target: 10 } }
        - { item: yearly, weight: 10, values: latest, rule: { kind: completion-rate, target: 10 } }
redLines:
  - { id: incidents, name: 事故, basis: 条例, approver: 市委, expires: 2026-12-31, kind: adjusts, for: { subjects: [u6] }, when: { quantity: { indicator: incidents }, atLeast: 3 }, effect: { does: deduct, points: 1 } }
  - { id: former, name: 旧线, basis: 条例, approver: 市委, expires: 2026-12-31, kind: adjusts, when: { quantity: { indicator: former }, atLeast: 3 }, effect: { does: deduct, points: 1 } }
cohorts:
  - { id: units, name: { zh-CN: 单位, en: Units }, for: { type: unit } }
`;

export async function recordReportingYear(database: Database): Promise<void> {
  const { scheme, findings } = readScheme(text);
  if (scheme === undefined) throw new Error(JSON.stringify(findings));
  await database.transaction(async (tx) => {
    const { rows } = await sql<{ id: number }>`
      insert into recording (programme, kind, name, author, reason, recorded_at)
      values ('town', 'scheme', 'town-2026 1', 'test', 'test', '2026-09-01T09:00:00+08:00') returning id`.execute(tx);
    const where = { programme: "town", recording: rows[0]?.id ?? 0, name: "town-2026.v1.yaml" };
    await saveSchemeVersion(tx, where, { text, scheme });
  });
}

const account = (
  id: string,
  grants: DemoPeople["accounts"][number]["grants"],
  self?: string,
): DemoPeople["accounts"][number] => ({
  ...{ id, name: { "zh-CN": id, en: id }, programme: "town", grants },
  ...(self === undefined ? {} : { self }),
});
const ofUnits = (role: "head" | "liaison", ...things: readonly string[]) =>
  ({ role, reach: "units", programme: "town", things: [...things] }) as const;
const ofIndicators = (...things: readonly string[]) =>
  ({ role: "owner", reach: "indicators", programme: "town", things: [...things] }) as const;

/** Who reports, confirms and accepts. `both` is liaison and head of one unit in one person, and answers for a figure too. */
export const reportingPeople: DemoPeople = {
  ...townPeople,
  accounts: [
    ...townPeople.accounts,
    account("liaison", [ofUnits("liaison", "u1")], "u1-p3"),
    account("liaison-2", [ofUnits("liaison", "u2")]),
    account("head-2", [ofUnits("head", "u2")], "u2-p1"),
    account("liaison-4", [ofUnits("liaison", "u4")]),
    account("head-4", [ofUnits("head", "u4")]),
    account("owner", [ofIndicators("visits")]),
    account("owner-2", [ofIndicators("errands")]),
    account("both", [ofUnits("liaison", "u3"), ofUnits("head", "u3"), ofIndicators("visits")]),
  ],
};
