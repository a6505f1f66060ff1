import type { Database } from "./platform/database.ts";
import { wholeCity } from "./platform/scope.ts";
import { findKept } from "./stages/access/account-store.ts";
import { listDeferrals } from "./stages/deferrals/cause-store.ts";
import { deferGrade } from "./stages/deferrals/commands.ts";

/** Whose grade is deferred in a demo, by their account, and why; invented like everything in it. */
const deferred = [
  ["liaison", "long-leave"],
  ["committee-member", "open-case"],
] as const;
const invented = { period: "2025", from: "2025-09-01", document: "示例纪〔2026〕2号（虚构）", reason: "演示" } as const;

/**
 * Two people of one unit, one for leave and one for an open case: everybody reads the same words twice, and the discipline
 * group reads which is which.
 */
export async function deferDemoGrades(database: Database): Promise<void> {
  await database.transaction(async (tx) => {
    const reader = { scope: wholeCity, self: undefined };
    if ((await listDeferrals(tx, reader, { which: "all", limit: 1 })).length > 0) return;
    for (const [account, cause] of deferred) {
      const { programme = null, self = null } = (await findKept(tx, account, invented.from)) ?? {};
      if (programme === null || self === null) continue;
      const set = await deferGrade(tx, reader, { ...invented, programme, subject: self.id, cause }, "biaochi");
      if (!set.ok) throw new Error(`the deferral of a demo was refused: ${set.refusal.code}`);
    }
  });
}
