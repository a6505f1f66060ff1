import type { OutputOf, routes } from "@biaochi/contract";
import type { Transaction } from "../../../platform/database.ts";
import { wholeCity } from "../../../platform/scope.ts";
import { listIndicators } from "../../schemes/library/store.ts";
import { measuredIndicators } from "../reporting/look-store.ts";
import { isReported } from "../reporting/wanted.ts";
import { unitsOn } from "../warnings/figure-store.ts";
import { schemeOn } from "../warnings/scheme-on.ts";
import { calendarOf } from "./year.ts";

type Shown = OutputOf<(typeof routes)["readBurdenOfProduct"]>["calendar"];

/** The year's calendar by the scheme that holds on a day; the most of any unit and owner, nobody named. */
export async function calendarOn(tx: Transaction, programme: string, day: string): Promise<Shown | undefined> {
  const on = await schemeOn(tx, programme, day);
  if (on === undefined) return undefined;
  const all = await listIndicators(tx, wholeCity, programme);
  const library = new Map(all.map((each) => [each.indicator, each.content]));
  const measured = await measuredIndicators(tx, programme);
  const isAsked = (each: (typeof on.scheme.indicators)[number]) =>
    isReported(each, { library: library.get(each.id), isMeasured: measured.has(each.id), day });
  const reported = new Set(on.scheme.indicators.filter(isAsked).map(({ id }) => id));
  const units = await unitsOn(tx, wholeCity, { programme, day });
  const { rows, events, ...sums } = calendarOf({ scheme: on.scheme, cycle: on.cycle, units, reported });
  return { ...sums, rows: [...rows], events: [...events] };
}
