import type { Transaction } from "../../../platform/database.ts";
import type { Scope } from "../../../platform/scope.ts";
import { minutesOf } from "./model.ts";
import { type Axis, listAmounts, type ReportFilter, sumBy, sumUp } from "./report-store.ts";
import { modelOn } from "./rule-store.ts";

const nothing = { requests: 0, asks: 0, minutes: 0 };
const sumOf = (row: typeof nothing | undefined) =>
  row === undefined ? nothing : { requests: row.requests, asks: row.asks, minutes: row.minutes };

/** The last day of a year that counts: today in the year that runs. */
export function lastDay(year: number, today: string): string {
  const [first, last] = [`${year}-01-01`, `${year}-12-31`];
  if (today < first) return first;
  return today < last ? today : last;
}

type Asked = Omit<ReportFilter, "until"> & { readonly by: Axis; readonly today: string };

/** A year beside the same days of the year before, with everything that is needed to check a claim about the two. */
export async function report(tx: Transaction, scope: Scope, { by, today, ...asked }: Asked) {
  const until = lastDay(asked.year, today);
  const filter: ReportFilter = { ...asked, until };
  const sums = await sumBy(tx, scope, filter, by);
  const totals = await sumUp(tx, scope, filter);
  const [now, before] = [true, false].map((is) => totals.find(({ is_now }) => is_now === is));
  const keys = [...new Set(sums.map(({ key }) => key))];
  const at = (key: string, is: boolean) => sums.find((row) => row.key === key && row.is_now === is);
  const model = await modelOn(tx, scope, { programme: asked.programme, day: until });
  const amounts = await listAmounts(tx, scope, filter);
  const byOneModel = (is: boolean) =>
    amounts
      .filter(({ is_now }) => is_now === is)
      .reduce((minutes, row) => minutes + row.asks * minutesOf(model.costs, row), 0);
  return {
    ...{ year: asked.year, until, by },
    rows: keys.map((key) => ({
      ...{ key, name: (at(key, true) ?? at(key, false))?.name ?? null },
      ...{ now: sumOf(at(key, true)), before: sumOf(at(key, false)) },
    })),
    total: { now: sumOf(now), before: sumOf(before) },
    units: { now: now?.units ?? 0, before: before?.units ?? 0 },
    models: { now: [...(now?.models ?? [])], before: [...(before?.models ?? [])] },
    oneModel: { version: model.version, now: byOneModel(true), before: byOneModel(false) },
    isSynthetic: totals.some(({ is_synthetic }) => is_synthetic),
  };
}
