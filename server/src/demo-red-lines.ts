import type { Database } from "./platform/database.ts";
import { wholeCity } from "./platform/scope.ts";
import { listAdditions, type NewAddition } from "./stages/registry/rulebooks/red-line-store.ts";
import { askRedLine, decideRedLine } from "./stages/registry/rulebooks/red-lines.ts";

const days = { from: "2025-01-01", until: "2027-12-31" };
const committee = "市委考核委员会";
const government = "市政府常务会议";
const ofAll: Pick<NewAddition, "strikes" | "isLiftable"> = { strikes: ["unit", "person"], isLiftable: false };

/** What the schemes of the demo rest on beside the national rules; invented like everything in it. */
export const demoRedLines: readonly Omit<NewAddition, "by">[] = [
  {
    ...{
      key: "local.debt",
      title: { "zh-CN": "债务率", en: "Debt ratio" },
      caps: ["bars-top-grade"],
      ...ofAll,
      ...days,
    },
    ...{
      basis: "党政领导干部考核工作条例（新增债务等约束性指标）",
      document: "衡考办〔2025〕33号（虚构）",
      authority: committee,
    },
  },
  {
    ...{
      key: "local.pollution",
      title: { "zh-CN": "环境污染事故", en: "Pollution accident" },
      caps: ["bars-top-grade"],
    },
    ...{ ...ofAll, ...days, basis: "环境保护法", document: "衡考办〔2025〕33号（虚构）", authority: committee },
  },
  {
    ...{ key: "local.food-safety", title: { "zh-CN": "重大食品安全事故", en: "Major food-safety accident" } },
    ...{ caps: ["bars-top-grade"], ...ofAll, ...days },
    ...{ basis: "食品安全法", document: "衡考办〔2025〕33号（虚构）", authority: committee },
  },
  {
    ...{ key: "local.water", title: { "zh-CN": "水质优良率", en: "Water quality" }, caps: ["adjusts"], ...days },
    ...{ strikes: ["unit"], isLiftable: true },
    ...{ basis: "水污染防治法", document: "衡政发〔2025〕3号（虚构）", authority: government },
  },
  {
    ...{ key: "local.employment", title: { "zh-CN": "新增就业托底线", en: "Floor of new jobs" }, caps: ["adjusts"] },
    ...{ strikes: ["unit"], isLiftable: true, ...days },
    ...{ basis: "就业促进法", document: "衡政发〔2025〕3号（虚构）", authority: government },
  },
];

/** Puts them up in the name of the office and approves them in that of the authority, once. */
export async function addDemoRedLines(database: Database): Promise<void> {
  await database.transaction(async (tx) => {
    if ((await listAdditions(tx, wholeCity, days.from)).length > 0) return;
    const at = { scope: wholeCity, by: "authority", today: days.from };
    for (const line of demoRedLines) {
      const asked = await askRedLine(tx, { ...line, by: "organiser" }, days.from);
      if (!asked.ok) throw new Error(`a red line of a demo was refused: ${asked.refusal.code}`);
      const decided = await decideRedLine(tx, at, { addition: asked.value, approve: true, reason: null });
      if (!decided.ok) throw new Error(`a red line of a demo was not approved: ${decided.refusal.code}`);
    }
  });
}
