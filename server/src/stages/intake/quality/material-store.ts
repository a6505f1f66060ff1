import { type Absence, exactOf } from "@biaochi/engine";
import { sql } from "kysely";
import type { Transaction } from "../../../platform/database.ts";
import { daysOf } from "../measures/periods.ts";
import type { ExaminedFigure, ExaminedTarget, SilentStream } from "./material.ts";

/** For the job that examines: these read across all units of a programme, and show nothing to anybody. */

type FigureRow = Omit<ExaminedFigure, "value" | "firstDay" | "cases"> & {
  readonly value: string | null;
  readonly absence: Absence | null;
  readonly day: string | null;
  /** Since when its measure has been counting; what it counted of the time before came as soon as it could. */
  readonly measured_since: string | null;
  readonly denominator: string | null;
};

/** The newest figures of units and teams, each with the day on which the first version of it was there. */
export async function readFigures(tx: Transaction, programme: string): Promise<readonly ExaminedFigure[]> {
  const { rows } = await sql<FigureRow>`
    with o as (
      select o.id, o.subject, o.indicator, o.period, o.value, o.absence, m.denominator, m.measure, o.supersedes,
        coalesce(o.recorded_on, case when m.fact is not null then city_day(r.recorded_at) end) as day
      from observation o join current_subject s on s.programme = o.programme and s.id = o.subject and s.type in ('unit', 'team')
        join recording r on r.id = o.recording
        left join measured_fact m on m.programme = o.programme and m.fact = o.id
      where o.programme = ${programme}),
    first as (select subject, indicator, period, min(day) as day from o group by 1, 2, 3)
    select o.id as fact, o.subject, o.indicator, o.period, o.value, o.absence, o.denominator, f.day::text as day,
      (select city_day(min(v.made_at))::text from measure_version v where v.programme = ${programme} and v.measure = o.measure) as measured_since
    from o join first f using (subject, indicator, period)
    where not exists (select from o n where n.supersedes = o.id)
    order by o.id collate "C"`.execute(tx);
  return rows.map(({ value, day, measured_since: since, denominator, ...figure }) => ({
    ...figure,
    value: value === null ? null : exactOf(value),
    firstDay: since !== null && since > daysOf(figure.period).last ? null : day,
    cases: denominator === null ? null : Number(denominator),
  }));
}

export async function readTargets(tx: Transaction, programme: string): Promise<readonly ExaminedTarget[]> {
  const { rows } = await sql<Omit<ExaminedTarget, "value"> & { readonly value: string }>`
    select t.subject, t.indicator, t.period, t.value from target t
    where t.programme = ${programme} and not exists (select from target n where n.programme = t.programme and n.supersedes = t.id)
    order by t.id collate "C"`.execute(tx);
  return rows.map((row) => ({ ...row, value: exactOf(row.value) }));
}

/** Units that are no more, with the last month in which they were, counted from year 0. */
export async function readEnded(tx: Transaction, programme: string): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ unit: string; until: string }>`
    select unit, max(until)::text as until from (
      select distinct on (id) unit, until, withdrawn from unit_span where programme = ${programme} order by id, recording desc) s
    where not withdrawn group by unit having bool_and(until is not null) order by unit`.execute(tx);
  return new Map(rows.map(({ unit, until }) => [unit, Number(until.slice(0, 4)) * 12 + Number(until.slice(5, 7)) - 1]));
}

/** Times of a connection's own rhythm, and days beside it, that nothing may be read without anybody hearing of it. */
const rhythms = 3;
const grace = 2;

/** Streams on a rhythm that have not been read to their end for much longer than it, by the indicators that are counted of them. */
export async function readSilent(tx: Transaction, programme: string, today: string): Promise<readonly SilentStream[]> {
  const { rows } = await sql<SilentStream>`
    with live as (
      select distinct on (v.stream) v.stream, v.connection from stream_version v where v.programme = ${programme}
      order by v.stream, v.version desc),
    last as (
      select l.stream, c.every_minutes, city_day(coalesce(
        (select max(r.ended_at) from arrival_run r where r.programme = ${programme} and r.stream = l.stream and r.state = 'done'),
        c.changed_at)) as day
      from live l join connection_state c on c.programme = ${programme} and c.connection = l.connection
      where c.is_active and c.every_minutes is not null)
    select m.indicator, l.stream, l.day::text as "lastDay", (${today}::date - l.day) as days
    from last l join newest_measure m on m.programme = ${programme} and m.stream = l.stream and not m.is_ended
    where (${today}::date - l.day) > ${grace} + ${rhythms} * l.every_minutes / 1440.0
    order by m.indicator, l.stream`.execute(tx);
  return rows;
}
