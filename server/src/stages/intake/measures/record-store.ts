import { type RawBuilder, sql } from "kysely";
import { cityTimeZone } from "../../../platform/clock.ts";
import type { Transaction } from "../../../platform/database.ts";
import { workCalendar } from "../../../platform/working-days.ts";
import {
  type Contests,
  type CountedRow,
  countedRecords,
  fieldsAsked,
  figuresQuery,
  type Question,
  unitOf,
} from "./compile.ts";
import { type Figure, figureOf } from "./figure.ts";
import type { MeasureRow } from "./measure-store.ts";
import { typesOf } from "./sound.ts";

/** What was counted of a unit in a period, or of a code that nobody knows. */
export type Counted = CountedRow & { readonly figure: Figure };

export function questionOf(
  row: Pick<MeasureRow, "programme" | "content" | "mapping">,
  periods: readonly string[],
  contests: Contests = "accepted",
): Question {
  const { programme, content: measure, mapping } = row;
  return { programme, measure, mapping, periods, contests, calendar: workCalendar() };
}

/** For jobs and for whoever answers for the indicator, which the caller has asked: it reads across all units. */
export async function countRecords(tx: Transaction, question: Question): Promise<readonly Counted[]> {
  const { rows } = await figuresQuery(question).execute(tx);
  const unit = unitOf(question.measure, typesOf(question.mapping));
  return rows.map((row) => ({ ...row, figure: figureOf(question.measure, row, unit) }));
}

const monthOf = (day: RawBuilder<unknown>): RawBuilder<string> => sql`to_char(${day}, 'YYYY-MM')`;

/** The moment that decides the period, as a day in the city. */
function dayOf({ measure, mapping }: Question, fields: RawBuilder<unknown>): RawBuilder<unknown> {
  const isInstant = mapping.fields[measure.when]?.type === "instant";
  const text = sql`${fields}->>${measure.when}`;
  return isInstant ? sql`(read_instant(${text}) at time zone ${cityTimeZone})::date` : sql`read_day(${text})`;
}

/** Rows that came with a run, or the record of a contest. */
type Touched = { readonly run: bigint } | { readonly contest: number };

/** The months in which there are records at all; of what was touched those of what its records say now, and said before. */
export async function monthsOfRecords(
  tx: Transaction,
  question: Question,
  touched?: Touched,
): Promise<readonly string[]> {
  const { programme, measure } = question;
  const at = sql`r.programme = ${programme} and r.stream = ${measure.stream}`;
  const ofContest = (contest: number) =>
    sql`r.key = (select t.key from record_contest t where t.id = ${contest} and t.programme = ${programme})`;
  const ofRun = (run: bigint) =>
    sql`r.key in (select k.key from arrived_record k where k.programme = ${programme} and k.stream = ${measure.stream} and k.run = ${String(run)}::bigint)`;
  const which =
    touched === undefined ? sql`r.is_newest` : "run" in touched ? ofRun(touched.run) : ofContest(touched.contest);
  const { rows } = await sql<{ month: string | null }>`
    select distinct ${monthOf(dayOf(question, sql`r.fields`))} as month from arrived_record r
    where ${at} and ${which} order by month`.execute(tx);
  return rows.flatMap(({ month }) => month ?? []);
}

/** Records in which the moment that decides the period does not stand: they count in none. */
export async function countUndated(tx: Transaction, question: Question): Promise<number> {
  const { programme, measure } = question;
  const { rows } = await sql<{ n: number }>`
    select count(*)::integer as n from arrived_record r where r.programme = ${programme} and r.stream = ${measure.stream}
      and r.is_newest and ${dayOf(question, sql`r.fields`)} is null`.execute(tx);
  return rows[0]?.n ?? 0;
}

/** The units that the other system knows on some day of a period, whether or not they had a record. */
export async function unitsExpected(
  tx: Transaction,
  { programme, mapping }: Question,
  days: { readonly first: string; readonly last: string },
): Promise<readonly string[]> {
  const { codes = null } = mapping;
  if (codes === null) return [];
  const { rows } = await sql<{ subject: string }>`
    select distinct k.subject from source_code k
      join current_subject s on s.programme = k.programme and s.id = k.subject and s.type = 'unit'
    where k.programme = ${programme} and k.codes = ${codes} and k.first_day <= ${days.last}::date
      and coalesce(k.last_day, date '9999-12-31') >= ${days.first}::date order by k.subject`.execute(tx);
  return rows.map(({ subject }) => subject);
}

export type RecordRow = {
  readonly key: string;
  readonly day: string;
  readonly code: string | null;
  readonly isIn: boolean;
  readonly value: string | null;
  readonly fields: Readonly<Record<string, string | null>>;
  readonly notes: readonly string[];
  readonly retrievedAt: Date;
  readonly contest: number | null;
  readonly contestState: "open" | "accepted" | "refused" | null;
};

export type Page = { readonly after: string; readonly limit: number };

/** The records of one unit and period that a measure looks at, in the order of their keys. For whoever may read the figure itself. */
export async function listCounted(
  tx: Transaction,
  question: Question,
  subject: string,
  { after, limit }: Page,
): Promise<readonly RecordRow[]> {
  const { programme, measure } = question;
  const { rows } = await sql<RecordRow>`
    with ${countedRecords(question)}
    select c.key, c.day::text as day, c.unit_code as code, c.is_in as "isIn", c.value::text as value, r.notes, r.retrieved_at as "retrievedAt",
      (select coalesce(jsonb_object_agg(f, r.fields->>f), '{}') from unnest(${[...fieldsAsked(measure)]}::text[]) f) as fields,
      t.id as contest, case when d.contest is null then (case when t.id is not null then 'open' end) when d.accepted then 'accepted' else 'refused' end as "contestState"
    from counted c join arrived_record r on r.programme = ${programme} and r.stream = ${measure.stream} and r.key = c.key and r.is_newest
      left join lateral (select id from record_contest where programme = ${programme} and stream = ${measure.stream} and key = c.key
        order by id desc limit 1) t on true
      left join record_contest_decision d on d.contest = t.id
    where c.subject = ${subject} and c.key collate "C" > ${after} order by c.key collate "C" limit ${limit}`.execute(
    tx,
  );
  return rows;
}
