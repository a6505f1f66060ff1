import type { Transaction } from "../../../platform/database.ts";
import type { ContestRow } from "./contest-store.ts";
import type { MeasureRow } from "./measure-store.ts";
import { periodsOfMonths } from "./periods.ts";
import { countRecords, monthsOfRecords, questionOf } from "./record-store.ts";

/** By each measure of the stream the figure of the unit without the contest, and with it as if it were accepted. */
export async function ratesOf(tx: Transaction, contest: ContestRow, measures: readonly MeasureRow[]) {
  const rates = [];
  for (const row of measures.filter(({ content, isEnded }) => !isEnded && content.stream === contest.stream)) {
    const months = await monthsOfRecords(tx, questionOf(row, []), { contest: contest.id });
    const period = periodsOfMonths(row.content, months).at(-1);
    if (period === undefined) continue;
    const figure = async (contests: Parameters<typeof questionOf>[2]) => {
      const counted = await countRecords(tx, questionOf(row, [period], contests));
      return counted.find(({ subject }) => subject === contest.unit)?.figure.value ?? null;
    };
    const before = await figure({ ignored: contest.id });
    const after = contest.accepted === false ? before : await figure({ assumed: contest.id });
    rates.push({ measure: row.id, name: row.content.name, period, before, after });
  }
  return rates;
}
