import type { ProvisionalReason } from "@biaochi/contract";
import { covers, readPeriod } from "@biaochi/engine";
import { type RawBuilder, sql } from "kysely";
import { daysOf } from "../measures/periods.ts";
import { dueDayOf } from "./days.ts";
import { thresholds } from "./thresholds.ts";

/** What decides whether a figure is provisional: columns beside a row that has a programme, a fact and an indicator. */
export type ProvisionalColumns = {
  readonly today: string;
  readonly in_doubt: boolean;
  /** By the owner's rule; null: there is none. */
  readonly due_days: number | null;
  readonly closed_periods: readonly string[];
};

type Place = {
  readonly programme: RawBuilder<unknown>;
  readonly fact: RawBuilder<unknown>;
  readonly indicator: RawBuilder<unknown>;
};

export const provisionalColumns = ({ programme, fact, indicator }: Place): RawBuilder<unknown> => sql`
  city_day(now())::text as today, is_in_doubt(${programme}, ${fact}) as in_doubt,
  (select (q.content->>'days')::integer from newest_quality_rule q where q.programme = ${programme} and not q.is_ended
    and q.content->>'kind' = 'due' and q.content->>'indicator' = ${indicator} order by q.rule limit 1) as due_days,
  array(select c.period from (select distinct on (period) period, is_closed from period_closing where programme = ${programme}
    order by period, recording desc) c where c.is_closed) as closed_periods`;

/** Why a figure of a period is provisional: everything that shows figures shows this beside them. */
export function provisionalOf(period: string, row: ProvisionalColumns): ProvisionalReason[] {
  const { today, in_doubt: isInDoubt, due_days: days, closed_periods: closed } = row;
  const whole = readPeriod(period);
  if (whole === undefined) return [];
  const isClosed = closed.some((each) => {
    const outer = readPeriod(each);
    return outer !== undefined && covers(outer, whole);
  });
  const isRunning = daysOf(period).last >= today;
  const isEarly = !isRunning && !isClosed && dueDayOf(period, days ?? thresholds.dueDays) >= today;
  return [
    ...(isRunning ? ["running" as const] : []),
    ...(isEarly ? ["before-cut-off" as const] : []),
    ...(isInDoubt ? ["in-doubt" as const] : []),
  ];
}
