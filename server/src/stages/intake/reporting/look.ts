import { lastDayOf, type Period } from "@biaochi/engine";
import { recordAsks } from "../../../platform/asks.ts";
import { dayAfter } from "../../../platform/clock.ts";
import type { Database, Transaction } from "../../../platform/database.ts";
import { wholeCity } from "../../../platform/scope.ts";
import { workingDaysAfter } from "../../../platform/working-days.ts";
import { listIndicators } from "../../schemes/library/store.ts";
import { closingOf } from "../closed-period.ts";
import { listClosings } from "../closed-period-store.ts";
import { unitsOn } from "../warnings/figure-store.ts";
import { schemeOn } from "../warnings/scheme-on.ts";
import { saveActs } from "./act-store.ts";
import {
  firstDayOf,
  listOvertaken,
  listWaitingLooks,
  measuredIndicators,
  type NewReport,
  saveLook,
  saveReports,
} from "./look-store.ts";
import { lockProgramme } from "./report-store.ts";
import { settleReportTodos } from "./todos.ts";
import { isReadOf, isReported, periodsOver } from "./wanted.ts";

const author = "biaochi";

/** Working days after the end of a period in which a unit reports, and after those until the office sees it. */
export type ReportDays = { readonly reportDays: number; readonly reportOfficeDays: number };

export async function hasWaitingReports(tx: Transaction): Promise<boolean> {
  return (await listWaitingLooks(tx)).length > 0;
}

/** Asks wherever a day has begun, or a scheme, a measure or the library has changed. What stops in between is begun again. */
export async function askForReports(
  database: Database,
  days: ReportDays,
  isStopped: () => boolean = () => false,
): Promise<void> {
  for (const each of await database.transaction(listWaitingLooks)) {
    if (isStopped()) return;
    await database.transaction(async (tx) => {
      await askOn(tx, each, days);
      await saveLook(tx, each);
    });
  }
}

/**
 * What is due on a day, each figure once: it is put on the burden meter, and waits for the liaison. What came by another way meanwhile
 * is not waited for any more. Nothing is set up form by form.
 */
export async function askOn(
  tx: Transaction,
  { programme, day }: { readonly programme: string; readonly day: string },
  days: ReportDays,
): Promise<void> {
  await lockProgramme(tx, programme);
  const measured = await measuredIndicators(tx, programme);
  await saveActs(tx, await listOvertaken(tx, programme, measured), "withdrawn", author);
  for (const [period, wanted] of await wantedOn(tx, { programme, day }, measured)) {
    const due = dueOf(day, days);
    const fresh = await saveReports(tx, programme, wanted, due);
    for (const [indicator, all] of Map.groupBy(fresh, (each) => each.indicator))
      await recordAsks(tx, {
        ...{ kind: "report", programme, subjects: all.map(({ unit }) => unit), by: author },
        reason: `report:${indicator}:${period.id}`,
      });
  }
  await settleReportTodos(tx, programme, { today: day, by: author });
}

/** Counted from the day before it is asked: the end of the period where that is its first day afterwards, and nobody is late at once. */
function dueOf(day: string, { reportDays, reportOfficeDays }: ReportDays) {
  const due = workingDaysAfter(dayAfter(day, -1), reportDays).day;
  return { due, officeFrom: workingDaysAfter(due, reportOfficeDays).day };
}

type On = { readonly programme: string; readonly day: string };

async function wantedOn(
  tx: Transaction,
  { programme, day }: On,
  measured: ReadonlySet<string>,
): Promise<readonly (readonly [Period, readonly NewReport[]])[]> {
  const library = new Map(
    (await listIndicators(tx, wholeCity, programme)).map((each) => [each.indicator, each.content]),
  );
  const closings = await listClosings(tx, wholeCity, programme);
  const found: (readonly [Period, readonly NewReport[]])[] = [];
  // The newest first: whether one of an earlier cycle is asked for, its own scheme says.
  for (const period of periodsOver(day, "")) {
    const last = lastDayOf(period.to);
    const on = await schemeOn(tx, programme, last);
    if (on === undefined || on.isCarriedOver || closingOf(closings, period.id) !== undefined) continue;
    const since = (await firstDayOf(tx, { programme, scheme: on.scheme.id })) ?? day;
    if (!periodsOver(day, since).some(({ id }) => id === period.id)) continue;
    const indicators = on.scheme.indicators.filter(
      (each) =>
        each.period === period.grain &&
        isReported(each, { library: library.get(each.id), isMeasured: measured.has(each.id), day: last }),
    );
    if (indicators.length === 0) continue;
    const units = await unitsOn(tx, wholeCity, { programme, day: last });
    const wanted = units.flatMap((unit) =>
      indicators
        .filter(({ id }) => isReadOf(on.scheme, unit, id))
        .map(({ id, name, measure, decimals, source }): NewReport => {
          const known = library.get(id);
          return {
            ...{ unit: unit.id, indicator: id, period: period.id, name, measure: measure ?? null, decimals },
            isShare: measure === "%" && known?.numerator !== undefined && known.denominator !== undefined,
            why: known?.source?.whyReported ?? source?.whyReported ?? null,
          };
        }),
    );
    if (wanted.length > 0) found.push([period, wanted]);
  }
  return found;
}
