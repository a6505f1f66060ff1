import { sql } from "kysely";
import { dayAfter, daysBetween } from "../../../platform/clock.ts";
import type { Transaction } from "../../../platform/database.ts";
import { wholeCity } from "../../../platform/scope.ts";
import { countedRecords } from "../measures/compile.ts";
import { listMeasures, type MeasureRow } from "../measures/measure-store.ts";
import { daysOf } from "../measures/periods.ts";
import { questionOf } from "../measures/record-store.ts";
import { lastDaysOf } from "./detect-spikes.ts";
import type { ExaminedFigure, RecordDays } from "./material.ts";

/** Older periods have been looked at often enough: a million records are not counted again for them. */
const looksBack = 400;

/** Of several measures of the same records the one that leaves none of them out, else the first. */
function onePerStream(measures: readonly MeasureRow[]): readonly MeasureRow[] {
  const live = measures.filter(({ isEnded }) => !isEnded);
  const groups = Map.groupBy(live, ({ content }) => `${content.stream} ${content.when} ${content.period}`);
  return [...groups.values()].flatMap(
    (each) => each.find(({ content }) => content.where === undefined) ?? each[0] ?? [],
  );
}

/** How many records stand behind the figures of periods that have ended, and how many of them are of their last days. */
export async function readRecordDays(
  tx: Transaction,
  {
    programme,
    today,
    figures,
  }: { readonly programme: string; readonly today: string; readonly figures: readonly ExaminedFigure[] },
): Promise<readonly RecordDays[]> {
  const found: RecordDays[] = [];
  for (const measure of onePerStream(await listMeasures(tx, wholeCity, programme))) {
    const { indicator } = measure.content;
    const own = figures.filter((each) => each.indicator === indicator && hasJustEnded(each.period, today));
    const periods = [...new Set(own.map(({ period }) => period))].toSorted();
    if (periods.length === 0) continue;
    const facts = new Map(own.map(({ fact, subject, period }) => [`${subject} ${period}`, fact]));
    for (const row of await countAtEnd(tx, measure, periods)) {
      const fact = facts.get(`${row.subject} ${row.period}`);
      if (fact !== undefined) found.push({ ...row, fact, indicator });
    }
  }
  return found;
}

function hasJustEnded(period: string, today: string): boolean {
  const { last } = daysOf(period);
  return last < today && daysBetween(last, today) <= looksBack;
}

type AtEnd = Pick<RecordDays, "subject" | "period" | "records" | "atEnd">;

async function countAtEnd(tx: Transaction, measure: MeasureRow, periods: readonly string[]): Promise<readonly AtEnd[]> {
  const firstOfLast = periods.map((period) => dayAfter(daysOf(period).last, 1 - lastDaysOf(period)));
  const { rows } = await sql<AtEnd>`
    with ${countedRecords(questionOf(measure, periods))},
    tail as (select * from unnest(${[...periods]}::text[], ${firstOfLast}::date[]) t (period, day))
    select c.subject, c.period, count(*)::integer as records, (count(*) filter (where c.day >= t.day))::integer as "atEnd"
    from counted c join tail t on t.period = c.period where c.subject is not null
    group by 1, 2 order by c.subject collate "C", c.period`.execute(tx);
  return rows;
}
