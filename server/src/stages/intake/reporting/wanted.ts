import { isFor, lastDayOf, type Period, readersOf, type Scheme, type Subject } from "@biaochi/engine";
import type { LibraryIndicator } from "@biaochi/engine/library";
import { monthOfDay } from "../warnings/scheme-on.ts";
import { periodAt } from "../warnings/watched.ts";

type Indicator = Scheme["indicators"][number];
type Grain = "month" | "quarter" | "half" | "year";
const grains: readonly Grain[] = ["month", "quarter", "half", "year"];
/** Further back nobody is asked, however long nothing looked. */
const mostPeriods = 13;

/**
 * The periods that are over on a day and may be asked for, the newest first: the one that ended last, and those that ended after
 * `since`. What is older came before the product did, and opening balances say it.
 */
export function periodsOver(day: string, since: string): readonly Period[] {
  return grains.flatMap((grain) => {
    const over: Period[] = [];
    let period = periodAt(grain, monthOfDay(day));
    while (period !== undefined && over.length < mostPeriods) {
      period = periodAt(grain, period.from - 1);
      if (period === undefined || (over.length > 0 && lastDayOf(period.to) < since)) break;
      over.push(period);
    }
    return over;
  });
}

/** Whether units must be asked for an indicator: it is reported, and no measure gives it. What the library says of its source holds. */
export function isReported(
  indicator: Indicator,
  on: { readonly library: LibraryIndicator | undefined; readonly isMeasured: boolean; readonly day: string },
): boolean {
  const kind = on.library?.source?.kind ?? indicator.source?.kind;
  return kind === "reported" && !on.isMeasured && (indicator.sunset ?? on.day) >= on.day;
}

/** Whether a figure of the unit is read for its own list, or by a red line that strikes it. */
export function isReadOf(scheme: Scheme, unit: Subject, indicator: string): boolean {
  const { items, redLines } = readersOf(scheme, { kind: "observation", subject: unit, name: indicator });
  return items.length > 0 || scheme.redLines.some((line) => redLines.includes(line.id) && isFor(line.for, unit));
}
