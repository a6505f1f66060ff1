import type { WarningOutcome } from "@biaochi/contract";
import { lastDayOf, periodOf, show } from "@biaochi/engine";
import { daysBetween } from "../../../platform/clock.ts";
import type { Transaction } from "../../../platform/database.ts";
import { wholeCity } from "../../../platform/scope.ts";
import { finishTodos } from "../../../platform/todos.ts";
import { isMissed } from "./judge.ts";
import { see } from "./see.ts";
import { thresholdsOf } from "./threshold-store.ts";
import { addOutcomes, type Decided, keptWarnings, recentPeriods, type WarningRow } from "./warning-store.ts";

/**
 * What came of the periods that are over, wherever every figure that is due is there: by the line of the scheme that was in force on
 * the last day of the period. What was not looked at while the period ran is not assessed.
 */
export async function settle(
  tx: Transaction,
  { programme, day }: { readonly programme: string; readonly day: string },
): Promise<void> {
  const periods = (await recentPeriods(tx, programme, day)).filter((each) => lastDayOf(periodOf(each).to) < day);
  if (periods.length === 0) return;
  const thresholds = await thresholdsOf(tx, wholeCity, programme);
  const kept = await keptWarnings(tx, wholeCity, { programme, periods });
  for (const period of periods) {
    const of = lastDayOf(periodOf(period).to);
    const looks = (await see(tx, { programme, day, of })).filter(({ watched }) => watched.period.id === period);
    const ends = new Map(looks.map((look) => [`${look.watched.rule}\n${look.subject}`, look]));
    const decided = kept.flatMap((row): readonly Decided[] => {
      const look = row.period === period ? ends.get(`${row.rule}\n${row.subject}`) : undefined;
      if (look?.final === undefined || look.line === undefined) return [];
      const outcome = outcomeOf(row, isMissed(look.line, look.final, thresholds));
      const leadDays = row.warnedOn === null ? null : Math.max(0, daysBetween(row.warnedOn, of));
      return [{ warning: row.id, outcome, value: show(look.final), leadDays, decidedOn: day }];
    });
    await addOutcomes(tx, decided);
    for (const { warning } of decided) await finishTodos(tx, `warning:${warning}:`, "biaochi");
  }
}

/** A remedy counts where it was asked for: by a unit whose line was red. */
function outcomeOf({ warnedOn, redOn, remedies }: WarningRow, isMissedLine: boolean): WarningOutcome {
  if (warnedOn === null) return isMissedLine ? "missed" : "quiet";
  if (isMissedLine) return "came-true";
  return redOn !== null && remedies > 0 ? "averted" : "false-alarm";
}
