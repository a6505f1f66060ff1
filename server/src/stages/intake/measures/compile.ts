import type { Measure, RecordFilter, StreamMapping } from "@biaochi/contract";
import { type Calendar, isWorkingDay } from "@biaochi/engine";
import { type RawBuilder, sql } from "kysely";
import { cityTimeZone, dayAfter } from "../../../platform/clock.ts";
import { daysOf } from "./periods.ts";
import { type FieldTypes, type TypeOfField, typesOf } from "./sound.ts";

/** What is asked of the records of one stream. Checked by `soundMeasure` before it is saved. */
export type Question = {
  readonly programme: string;
  readonly measure: Measure;
  readonly mapping: StreamMapping;
  readonly calendar: Calendar;
  readonly periods: readonly string[];
  readonly contests: Contests;
};

/** Which contests are followed: those that were accepted, none, or one as if it had been accepted or had never been raised. */
export type Contests = "accepted" | "none" | { readonly assumed: number } | { readonly ignored: number };

type Part = RawBuilder<unknown>;
type Condition = RawBuilder<boolean>;

/** By how many working days each day of the calendar is ahead of the weekends alone. */
export function differencesOf(calendar: Calendar): readonly number[] {
  const differences: number[] = [];
  let ahead = 0;
  for (let day = calendar.from; day <= calendar.until; day = dayAfter(day, 1)) {
    const isWeekday = ![0, 6].includes(new Date(day).getUTCDay());
    ahead += Number(isWorkingDay(calendar, day)) - Number(isWeekday);
    differences.push(ahead);
  }
  return differences;
}

const secondsOf = { hours: 3600, days: 86_400 } as const;
/** What a value is divided by after it was summed up: spans are counted in whole parts, so that nothing is divided in SQL. */
export function unitOf(measure: Measure, types: FieldTypes): number {
  const { of } = measure;
  if (!("value" in of) || "field" in of.value) return 1;
  return isByInstant(of.value, types) ? secondsOf[of.value.in === "hours" ? "hours" : "days"] : 1;
}

type Span = { readonly from: string; readonly to: string; readonly in: "hours" | "days" | "working-days" };
/** Of two instants the time that has passed; where one of them is a day, or working days are counted, days of the calendar. */
const isByInstant = (span: Span, types: FieldTypes): boolean =>
  span.in !== "working-days" && types.get(span.from) === "instant" && types.get(span.to) === "instant";

/** The fields that a measure asks for, each once, with its type: they are read out of a record before anything else. */
export function fieldsAsked(measure: Measure): readonly string[] {
  const asked = new Set<string>([measure.when]);
  const span = ({ from, to }: { readonly from: string; readonly to: string }) => asked.add(from).add(to);
  const walk = (filter: RecordFilter): void => {
    if ("all" in filter) filter.all.forEach(walk);
    else if ("any" in filter) filter.any.forEach(walk);
    else if ("not" in filter) walk(filter.not);
    else if ("from" in filter) span(filter);
    else asked.add(filter.field);
  };
  if (measure.where !== undefined) walk(measure.where);
  const { of } = measure;
  if (of.kind === "ratio") walk(of.numerator);
  if (of.kind === "distinct") asked.add(of.field);
  if ("value" in of) {
    if ("field" in of.value) asked.add(of.value.field);
    else span(of.value);
  }
  return [...asked];
}

function read(type: TypeOfField, text: Part): Part {
  if (type === "number") return sql`read_number(${text})`;
  if (type === "instant") return sql`read_instant(${text})`;
  return type === "day" ? sql`read_day(${text})` : text;
}

const castOf: Readonly<Record<TypeOfField, Part>> = {
  text: sql`text`,
  truth: sql`text`,
  number: sql`numeric`,
  instant: sql`timestamptz`,
  day: sql`date`,
};
const signs = {
  equal: sql`=`,
  "not-equal": sql`<>`,
  less: sql`<`,
  "at-most": sql`<=`,
  more: sql`>`,
  "at-least": sql`>=`,
} as const;

type Reader = {
  readonly types: FieldTypes;
  readonly column: (field: string) => Part;
  readonly calendar: Calendar;
  readonly differences: Part;
};

const asDay = ({ types, column }: Reader, field: string): Part =>
  types.get(field) === "instant" ? sql`(${column(field)} at time zone ${cityTimeZone})::date` : column(field);

/** From one moment to another: seconds, days, or working days from the day after the one to the other. */
function spanOf(reader: Reader, span: Span): Part {
  const { types, column, calendar, differences } = reader;
  if (isByInstant(span, types)) return sql`extract(epoch from ${column(span.to)} - ${column(span.from)})`;
  const [from, to] = [asDay(reader, span.from), asDay(reader, span.to)];
  if (span.in !== "working-days") return sql`(${to} - ${from})::numeric`;
  const until = (day: Part): Part => sql`working_days_until(${day}, ${calendar.from}::date, ${differences})`;
  return sql`(${until(to)} - ${until(from)})::numeric`;
}

/** Two answers only: what is absent fulfils nothing, and its opposite is fulfilled. */
function conditionOf(reader: Reader, filter: RecordFilter): Condition {
  if ("all" in filter)
    return sql`(${sql.join(
      filter.all.map((each) => conditionOf(reader, each)),
      sql` and `,
    )})`;
  if ("any" in filter)
    return sql`(${sql.join(
      filter.any.map((each) => conditionOf(reader, each)),
      sql` or `,
    )})`;
  if ("not" in filter) return sql`(not ${conditionOf(reader, filter.not)})`;
  if ("from" in filter) {
    const most = isByInstant(filter, reader.types) ? secondsOf[filter.in === "hours" ? "hours" : "days"] : 1;
    return sql`coalesce(${spanOf(reader, filter)} <= ${String(filter.atMost)}::numeric * ${most}, false)`;
  }
  const column = reader.column(filter.field);
  const cast = castOf[reader.types.get(filter.field) ?? "text"];
  if ("values" in filter) return sql`coalesce(${column} = any(${[...filter.values]}::text[]::${cast}[]), false)`;
  if (!("value" in filter)) return filter.is === "present" ? sql`(${column} is not null)` : sql`(${column} is null)`;
  return sql`coalesce(${column} ${signs[filter.is]} ${filter.value}::text::${cast}, false)`;
}

const labels = { month: "YYYY-MM", quarter: 'YYYY"Q"Q', year: "YYYY" } as const;

/**
 * The records that a measure looks at, each with its period, the unit it counts for (null: its code is unknown), whether it is in the
 * numerator, and the value that is summed up: common table expressions that end with `counted`.
 */
export function countedRecords(question: Question): Part {
  const { programme, measure, mapping, calendar, periods } = question;
  const types = typesOf(mapping);
  const asked = fieldsAsked(measure);
  const columnOf = (field: string): Part => sql.ref(`f_${asked.indexOf(field)}`);
  const differences = sql`${[...differencesOf(calendar)]}::integer[]`;
  const reader: Reader = { types, column: columnOf, calendar, differences };
  const columns = asked.map(
    (field) => sql`${read(types.get(field) ?? "text", sql`(r.fields->>${field})`)} as ${columnOf(field)}`,
  );
  const { of } = measure;
  const value =
    "value" in of
      ? "field" in of.value
        ? columnOf(of.value.field)
        : spanOf(reader, of.value)
      : of.kind === "distinct"
        ? columnOf(of.field)
        : sql`null::numeric`;
  const isIn = of.kind === "ratio" ? conditionOf(reader, of.numerator) : sql<boolean>`true`;
  const where = measure.where === undefined ? sql<boolean>`true` : conditionOf(reader, measure.where);
  return sql`
    ${codeLines(question)}, ${contestLines({ ...question, stream: measure.stream })},
    plain as materialized (
      select r.key, r.digest, r.run, r.retrieved_at, r.unit_code, ${sql.join(columns)} from arrived_record r
      where r.programme = ${programme} and r.stream = ${measure.stream} and r.is_newest ${withinDays(question)}),
    dated as (select x.*, ${asDay(reader, measure.when)} as day from plain x),
    p as (select d.*, to_char(d.day, ${labels[measure.period]}) as period from dated d where d.day is not null),
    counted as (
      select p.key, p.digest, p.run, p.retrieved_at, p.day, p.period, p.unit_code,
        case when t.key is not null then t.to_unit else c.subject end as subject, ${isIn} as is_in, ${value} as value
      from p left join code c on c.code = p.unit_code and p.day between c.first_day and c.last_day
        left join contest t on t.key = p.key
      where p.period = any(${[...periods]}::text[]) and ${where} and (t.key is null or t.to_unit is not null))`;
}

/** How the other system calls a unit, without overlap: a later line takes over from its first day on. Who is unknown here has no line. */
export function codeLines({ programme, mapping }: Pick<Question, "programme" | "mapping">): Part {
  const { codes } = mapping;
  const units = sql`current_subject s where s.programme = ${programme} and s.type = 'unit'`;
  if (codes === undefined)
    return sql`code as materialized (
      select s.id as code, s.id as subject, date '0001-01-01' as first_day, date '9999-12-31' as last_day from ${units})`;
  return sql`
    code as materialized (
      select l.code, l.subject, l.first_day, l.last_day from (
        select k.code, k.subject, k.first_day, least(coalesce(k.last_day, date '9999-12-31'),
            lead(k.first_day) over (partition by k.code order by k.first_day, k.id) - 1) as last_day
        from source_code k where k.programme = ${programme} and k.codes = ${codes}) l
      where exists (select from ${units} and s.id = l.subject))`;
}

/** What holds of each record by the contests that are followed, the last one of each. */
export function contestLines(of: {
  readonly programme: string;
  readonly stream: string;
  readonly contests: Contests;
}): Part {
  const { programme, stream, contests } = of;
  const isFollowed =
    contests === "none"
      ? sql`false`
      : contests === "accepted"
        ? sql`d.accepted is true`
        : "assumed" in contests
          ? sql`(d.accepted is true or t.id = ${contests.assumed})`
          : sql`(d.accepted is true and t.id <> ${contests.ignored})`;
  return sql`
    contest as materialized (
      select distinct on (t.key) t.key, t.to_unit from record_contest t left join record_contest_decision d on d.contest = t.id
      where t.programme = ${programme} and t.stream = ${stream} and ${isFollowed} order by t.key, t.id desc)`;
}

/** Where the period is decided by the moment that the stream names, its index is of use. A day more on each side, for the time zone. */
function withinDays({ measure, mapping, periods }: Question): Part {
  if (measure.when !== mapping.happenedAt || periods.length === 0) return sql``;
  const days = periods.map(daysOf);
  const first = days.map((each) => each.first).reduce((a, b) => (a < b ? a : b));
  const last = days.map((each) => each.last).reduce((a, b) => (a > b ? a : b));
  return sql`and r.happened_at >= ${first}::date - 1 and r.happened_at < ${last}::date + 2`;
}

/** Keys and digests of the records, in the order of keys, in one digest. */
export const digestOfRecords = sql`sha256(coalesce(string_agg(convert_to(key, 'UTF8') || '\\x00' || digest, ''::bytea order by key collate "C"), ''::bytea))`;

/** One row for each unit and period, and for each unknown code and period. Sums are exact and undivided. */
export function figuresQuery(question: Question): RawBuilder<CountedRow> {
  const { of } = question.measure;
  const percent = of.kind === "percentile" ? of.percent : 50;
  const isRanked = of.kind === "median" || of.kind === "percentile";
  const rank = isRanked
    ? sql`row_number() over (partition by subject, code, period order by value nulls last)::integer as rank,
        count(value) over (partition by subject, code, period)::integer as n`
    : sql`0 as rank, 0 as n`;
  // Nearest rank in whole numbers: a share as a binary fraction would miss it by one now and then.
  const low = of.kind === "percentile" ? sql`(${percent} * n + 99) / 100` : sql`(n + 1) / 2`;
  const high = of.kind === "percentile" ? low : sql`n / 2 + 1`;
  const ranked = (place: Part): Part => (isRanked ? sql`(max(value) filter (where rank = ${place}))::text` : sql`null`);
  const isNumber = of.kind === "sum" || of.kind === "mean";
  return sql<CountedRow>`
    with ${countedRecords(question)},
    grouped as (select *, case when subject is null then unit_code end as code from counted),
    placed as (select *, ${rank} from grouped)
    select subject, code, period, count(*)::integer as records, (count(*) filter (where is_in))::integer as inside,
      count(value)::integer as valued, ${isNumber ? sql`sum(value)::text` : sql`null`} as sum,
      ${of.kind === "distinct" ? sql`count(distinct value)::integer` : sql`0`} as different,
      ${ranked(low)} as low, ${ranked(high)} as high, max(run) as run, max(retrieved_at) as retrieved_at,
      ${digestOfRecords} as digest
    from placed group by subject, code, period order by period, subject collate "C", code collate "C"`;
}

export type CountedRow = {
  /** null: the code is unknown on the day of the records. */
  readonly subject: string | null;
  readonly code: string | null;
  readonly period: string;
  readonly records: number;
  /** In the numerator. */
  readonly inside: number;
  /** With a value to be summed up. */
  readonly valued: number;
  readonly sum: string | null;
  readonly different: number;
  readonly low: string | null;
  readonly high: string | null;
  readonly run: bigint;
  readonly retrieved_at: Date;
  readonly digest: Buffer;
};
