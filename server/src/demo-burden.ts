import { demoRequests } from "./demo-burden-year.ts";
import type { Database } from "./platform/database.ts";
import { wholeCity } from "./platform/scope.ts";
import { cityToday } from "./stages/intake/burden/city-day-store.ts";
import { listRequests, saveRequest, saveWithdrawal } from "./stages/intake/burden/request-store.ts";
import { listUnits, saveBudget } from "./stages/intake/burden/rule-store.ts";

const programme = "demo-city";

/** Two years of what was asked of the demo's units, marked as invented, and this year's budgets. Done once. */
export async function addDemoBurden(database: Database): Promise<void> {
  await database.transaction(async (tx) => {
    const units = await listUnits(tx, wholeCity, programme);
    if (units.length === 0 || (await listRequests(tx, wholeCity, programme, {})).requests.length > 0) return;
    const today = await cityToday(tx);
    const year = today.slice(0, 4);
    const budget = { programme, from: `${year}-01`, reason: `示例〔${year}〕1号减负安排（虚构）`, by: "biaochi" };
    await saveBudget(tx, { ...budget, reach: "all", of: null, minutes: 3000, asks: 12 });
    await saveBudget(tx, { ...budget, reach: "type", of: "township", minutes: 3600, asks: 10 });
    const numbers = [];
    for (const request of demoRequests(programme, units, today)) numbers.push(await saveRequest(tx, request));
    // One was taken back: it stays on record and counts no more.
    const last = numbers.at(-1);
    if (last !== undefined) await saveWithdrawal(tx, { request: last, reason: "并入例会（演示）", by: "organiser" });
  });
}
