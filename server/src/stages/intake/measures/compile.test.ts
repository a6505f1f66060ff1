import type { Measure, RecordFilter } from "@biaochi/contract";
import { type Exact, exactOf, isWorkingDay, show } from "@biaochi/engine";
import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { nationalEdition } from "../../../platform/rulebooks.ts";
import { freshDatabase, type TestDatabase } from "../../../platform/test-database.ts";
import { countRecords, questionOf } from "./record-store.ts";
import { addCode, arrive, hotline, makeHotline, measureOf, type TestRecord } from "./test-records.ts";

let db: TestDatabase;
beforeAll(async () => {
  db = await freshDatabase();
});
afterAll(() => db.drop());

/** An independent second computation: records one after the other, fractions of whole numbers, days counted one by one. */
const { calendar } = nationalEdition();
const cityDay = (instant: string): string => new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 10);
const text = (record: TestRecord, field: string): string | undefined => {
  const value = record.fields[field];
  return value === undefined || value === null ? undefined : String(value);
};
const typeOf = (field: string) => hotline.fields[field]?.type ?? "text";
const dayIn = (field: string, value: string): string => (typeOf(field) === "instant" ? cityDay(value) : value);
const nextDay = (day: string): string => new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);

type Span = { readonly from: string; readonly to: string; readonly in: "hours" | "days" | "working-days" };
function span(record: TestRecord, { from, to, in: unit }: Span): Exact | undefined {
  const [a, b] = [text(record, from), text(record, to)];
  if (a === undefined || b === undefined) return undefined;
  if (unit === "working-days") {
    const [first, last] = [dayIn(from, a), dayIn(to, b)];
    const [early, late] = first <= last ? [first, last] : [last, first];
    let n = 0;
    for (let day = early; day < late; ) {
      day = nextDay(day);
      n += Number(isWorkingDay(calendar, day));
    }
    return exactOf(first <= last ? n : -n);
  }
  if (typeOf(from) === "instant" && typeOf(to) === "instant") {
    const milliseconds = BigInt(Date.parse(b) - Date.parse(a));
    return { num: milliseconds, den: unit === "hours" ? 3_600_000n : 86_400_000n };
  }
  return exactOf((Date.parse(dayIn(to, b)) - Date.parse(dayIn(from, a))) / 86_400_000);
}

const differ = (a: Exact, b: Exact): bigint => a.num * b.den - b.num * a.den;
const less = (a: Exact, b: Exact): number => (differ(a, b) < 0n ? -1 : differ(a, b) > 0n ? 1 : 0);

function order(field: string, found: string, value: string): number {
  const type = typeOf(field);
  if (type === "number") return less(exactOf(found), exactOf(value));
  const [a, b] = type === "instant" ? [Date.parse(found), Date.parse(value)] : [found, value];
  return a < b ? -1 : a > b ? 1 : 0;
}

function fulfils(record: TestRecord, filter: RecordFilter): boolean {
  if ("all" in filter) return filter.all.every((each) => fulfils(record, each));
  if ("any" in filter) return filter.any.some((each) => fulfils(record, each));
  if ("not" in filter) return !fulfils(record, filter.not);
  if ("from" in filter) {
    const found = span(record, filter);
    return found !== undefined && less(found, exactOf(filter.atMost)) <= 0;
  }
  const found = text(record, filter.field);
  if (filter.is === "absent") return found === undefined;
  if (found === undefined) return false;
  if ("values" in filter) return filter.values.some((value) => order(filter.field, found, value) === 0);
  if (!("value" in filter)) return true;
  const n = order(filter.field, found, filter.value);
  return { equal: n === 0, "not-equal": n !== 0, less: n < 0, "at-most": n <= 0, more: n > 0, "at-least": n >= 0 }[
    filter.is
  ];
}

/** The same place in the words of the oracle. */
function periodIn(measure: Measure, record: TestRecord): string | undefined {
  const when = text(record, measure.when);
  if (when === undefined) return undefined;
  const [year = "", month = ""] = dayIn(measure.when, when).split("-");
  if (measure.period === "year") return year;
  return measure.period === "month" ? `${year}-${month}` : `${year}Q${Math.floor((Number(month) - 1) / 3) + 1}`;
}

/** D1 and D2 are units all the time, D3 is u3 until the end of January 2026 and u1 afterwards, others nobody. */
function unitIn(record: TestRecord, measure: Measure): string | null {
  const day = dayIn(measure.when, text(record, measure.when) ?? "");
  if (record.code === "D3") return day <= "2026-01-31" ? "u3" : "u1";
  return record.code === "D1" ? "u1" : record.code === "D2" ? "u2" : null;
}

const plain = (value: Exact): string => show(exactOf(`${value.num}/${value.den}`));
const addUp = (values: readonly Exact[]): Exact =>
  values.reduce((sum, each) => ({ num: sum.num * each.den + each.num * sum.den, den: sum.den * each.den }), {
    num: 0n,
    den: 1n,
  });

function expected(measure: Measure, records: readonly TestRecord[]): Map<string, unknown> {
  const groups = new Map<string, TestRecord[]>();
  for (const record of records) {
    const period = periodIn(measure, record);
    if (period === undefined || (measure.where !== undefined && !fulfils(record, measure.where))) continue;
    const unit = unitIn(record, measure);
    const key = JSON.stringify([period, unit, unit === null ? record.code : null]);
    groups.set(key, [...(groups.get(key) ?? []), record]);
  }
  return new Map([...groups].map(([key, group]) => [key, figureIn(measure, group)]));
}

function figureIn(measure: Measure, group: readonly TestRecord[]): unknown {
  const { of, least } = measure;
  if (of.kind === "count") return { records: group.length, value: group.length < least ? null : String(group.length) };
  if (of.kind === "ratio") {
    const inside = group.filter((each) => fulfils(each, of.numerator)).length;
    const value = plain({ num: BigInt(inside * of.times), den: BigInt(group.length) });
    return { records: group.length, value: group.length < least ? null : value };
  }
  if (of.kind === "distinct") {
    const values = group.flatMap((each) => text(each, of.field) ?? []);
    return { records: values.length, value: values.length < least ? null : String(new Set(values).size) };
  }
  const { value: asked } = of;
  const values = group
    .flatMap((each) => {
      const found = "field" in asked ? text(each, asked.field) : span(each, asked);
      return found === undefined ? [] : [typeof found === "string" ? exactOf(found) : found];
    })
    .sort(less);
  const n = values.length;
  if (n < least) return { records: n, value: null };
  const at = (place: number): Exact => values[place] ?? { num: 0n, den: 1n };
  const found = {
    sum: () => addUp(values),
    mean: () => times(addUp(values), { num: 1n, den: BigInt(n) }),
    median: () => times(addUp([at(Math.floor((n - 1) / 2)), at(Math.floor(n / 2))]), { num: 1n, den: 2n }),
    percentile: () => at(Number((BigInt("percent" in of ? of.percent : 0) * BigInt(n) + 99n) / 100n) - 1),
  }[of.kind]();
  return { records: n, value: plain(found) };
}
const times = (a: Exact, b: Exact): Exact => ({ num: a.num * b.num, den: a.den * b.den });

const instant = fc
  .integer({ min: Date.parse("2025-12-30T00:00:00Z") / 1000, max: Date.parse("2026-04-03T00:00:00Z") / 1000 })
  .map((seconds) => new Date(seconds * 1000).toISOString());
const optional = <T>(values: fc.Arbitrary<T>) => fc.option(values, { freq: 4, nil: null });
const orders = fc
  .array(
    fc.record({
      code: fc.constantFrom("D1", "D2", "D3", "D9", null),
      fields: fc.record({
        receivedAt: optional(instant),
        answeredAt: optional(instant),
        closedOn: optional(instant.map(cityDay)),
        topic: optional(fc.constantFrom("道路", "噪音", "水")),
        cost: optional(fc.constantFrom("0", "-3.10", "0.000001", "12345678901234567890.5", "7", "7.0")),
        isRepeat: optional(fc.boolean()),
      }),
    }),
    { maxLength: 60 },
  )
  .map((all) => all.map((each, n): TestRecord => ({ ...each, key: `k${n}` })));

const spanAsked: fc.Arbitrary<Span> = fc.constantFrom(
  { from: "receivedAt", to: "answeredAt", in: "hours" },
  { from: "receivedAt", to: "answeredAt", in: "days" },
  { from: "receivedAt", to: "closedOn", in: "days" },
  { from: "receivedAt", to: "answeredAt", in: "working-days" },
  { from: "closedOn", to: "answeredAt", in: "working-days" },
);
const sign = fc.constantFrom("equal", "not-equal", "less", "at-most", "more", "at-least");
const leaf: fc.Arbitrary<RecordFilter> = fc.oneof(
  fc.record({ field: fc.constantFrom("answeredAt", "topic", "cost"), is: fc.constantFrom("present", "absent") }),
  fc.record({ field: fc.constant("cost"), is: sign, value: fc.constantFrom("7", "0.0000010", "-4") }),
  fc.record({ field: fc.constant("answeredAt"), is: sign, value: fc.constant("2026-02-01T00:00:00+08:00") }),
  fc.record({ field: fc.constant("closedOn"), is: sign, value: fc.constant("2026-02-03") }),
  fc.record({ field: fc.constant("topic"), is: fc.constant("one-of" as const), values: fc.constant(["水", "噪音"]) }),
  fc.record({
    field: fc.constant("isRepeat"),
    is: fc.constant("equal" as const),
    value: fc.constantFrom("true", "false"),
  }),
  fc.tuple(spanAsked, fc.constantFrom(0, 0.1, 3, 40)).map(([each, atMost]) => ({ ...each, atMost })),
);
const filter: fc.Arbitrary<RecordFilter> = fc.oneof(
  { weight: 3, arbitrary: leaf },
  fc.array(leaf, { minLength: 1, maxLength: 3 }).map((all) => ({ all })),
  fc.array(leaf, { minLength: 1, maxLength: 3 }).map((some) => ({ any: some })),
  leaf.map((not) => ({ not })),
);
const value = fc.oneof(fc.constant({ field: "cost" }), spanAsked);
const of: fc.Arbitrary<Measure["of"]> = fc.oneof(
  fc.constant({ kind: "count" } as const),
  filter.map((numerator) => ({ kind: "ratio" as const, numerator, times: 100 })),
  fc
    .tuple(fc.constantFrom("sum" as const, "mean" as const, "median" as const), value)
    .map(([kind, v]) => ({ kind, value: v })),
  fc
    .tuple(value, fc.integer({ min: 1, max: 99 }))
    .map(([v, percent]) => ({ kind: "percentile" as const, value: v, percent })),
  fc.constant({ kind: "distinct", field: "topic" } as const),
);
const measures = fc
  .record({
    of,
    period: fc.constantFrom("month", "quarter", "year"),
    when: fc.constantFrom("receivedAt", "closedOn"),
    where: fc.option(filter, { nil: undefined }),
    least: fc.integer({ min: 1, max: 4 }),
  })
  .map(({ of: each, where, ...more }) => measureOf(each, { ...more, ...(where === undefined ? {} : { where }) }));

const everyPeriod = ["2025-12", "2026-01", "2026-02", "2026-03", "2026-04"].flatMap((month) => [
  ...[month, month.slice(0, 4), `${month.slice(0, 4)}Q${Math.ceil(Number(month.slice(5)) / 3)}`],
]);

describe("a measure as one statement", () => {
  it("gives what a second computation gives, record by record, exactly", { timeout: 240_000 }, async () => {
    let town = 0;
    await fc.assert(
      fc.asyncProperty(orders, fc.array(measures, { minLength: 3, maxLength: 6 }), async (records, asked) => {
        town += 1;
        const programme = `p${town}`;
        await makeHotline(db.database, programme, 2);
        await db.database.transaction(async (tx) => {
          await sql`insert into subject (programme, id, recording, type, name, sort, attributes)
            select ${programme}, 'u3', max(id), 'unit', '{}', 3, '{}' from recording where programme = ${programme}`.execute(
            tx,
          );
          await addCode(tx, programme, { code: "D3", subject: "u3", until: "2026-03-31" });
          await addCode(tx, programme, { code: "D3", subject: "u1", from: "2026-02-01" });
          await addCode(tx, programme, { code: "D9", subject: "nobody-here" });
          await arrive(tx, programme, records);
          for (const content of asked) {
            const counted = await countRecords(tx, questionOf({ programme, content, mapping: hotline }, everyPeriod));
            const found = new Map(
              counted.map(({ period, subject, code, figure }) => [
                JSON.stringify([period, subject, code]),
                { records: figure.records, value: figure.value },
              ]),
            );
            expect(found).toEqual(expected(content, records));
          }
        });
      }),
      { numRuns: Number(process.env.BIAOCHI_LONG ?? 0) > 0 ? 200 : 25 },
    );
  });
});

describe("what is written in a field", () => {
  const reads = async (kind: "day" | "instant" | "number", texts: readonly string[]) =>
    db.database.withConnection(async (client) => {
      const { rows } = await client.query<{ found: string | null }>(
        `select read_${kind}(t)::text as found from unnest($1::text[]) with ordinality u (t, n) order by n`,
        [[...texts]],
      );
      return rows.map(({ found }) => found);
    });

  it("is read where it is what it should be, and absent where it is not, without a word", async () => {
    const days = ["2026-02-28", "2024-02-29", "2000-02-29", "2026-12-31"];
    expect(await reads("day", days)).toEqual(days);
    const none = ["2026-02-29", "1900-02-29", "2026-04-31", "2026-13-01", "2026-00-10", "2026-01-00", "0000-01-01"];
    for (const text of [...none, "2026-1-1", "today", "", "2026-01-01 BC", "２０２６-01-01"])
      expect(await reads("day", [text]), text).toEqual([null]);
    expect(await reads("instant", ["2026-02-28T23:59:59.999Z", "2026-03-01T07:59:59+08:00"])).toEqual([
      "2026-02-28 23:59:59.999+00",
      "2026-02-28 23:59:59+00",
    ]);
    for (const text of ["2026-02-30T00:00:00Z", "2026-01-01T24:00:00Z", "2026-01-01T00:00:60Z", "2026-01-01", "now"])
      expect(await reads("instant", [text, `${text} `, text.replace("Z", "+99:00")]), text).toEqual([null, null, null]);
    expect(await reads("number", ["-1.50", "0", "1e3", "1/3", "NaN", "", " 1"])).toEqual([
      "-1.50",
      "0",
      null,
      null,
      null,
      null,
      null,
    ]);
  });
});
