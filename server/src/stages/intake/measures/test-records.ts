import type { Measure, StreamMapping } from "@biaochi/contract";
import { sql } from "kysely";
import type { Database, Transaction } from "../../../platform/database.ts";

/** Fields of a work order of a hotline, as their stream types them. */
export const hotline: StreamMapping = {
  headings: 1,
  key: "number",
  fields: {
    receivedAt: { from: "receivedAt", type: "instant", required: true },
    answeredAt: { from: "answeredAt", type: "instant", required: false },
    closedOn: { from: "closedOn", type: "day", required: false },
    department: { from: "department", type: "text", required: true },
    topic: { from: "topic", type: "text", required: false },
    cost: { from: "cost", type: "number", required: false },
    isRepeat: { from: "isRepeat", type: "truth", required: false },
  },
  happenedAt: "receivedAt",
  unit: "department",
  codes: "hotline",
  checks: [],
};

export type TestRecord = {
  readonly key: string;
  readonly code: string | null;
  readonly fields: Readonly<Record<string, string | boolean | null>>;
};

const digestOf = (record: TestRecord) => sql`sha256(convert_to(${JSON.stringify(record.fields)}, 'UTF8'))`;

/** A programme with units `u1` …, a connection, and the stream `orders` whose codes D1 … are those units, D9 nobody. */
export async function makeHotline(database: Database, programme: string, units: number): Promise<void> {
  const agreement = { approver: "a", basis: "b", fields: ["f"], frequency: "d", contact: "c", lastDay: "2030-12-31" };
  await database.transaction(async (tx) => {
    await sql`insert into programme (id, title, synthetic) values (${programme}, '{}', true) on conflict do nothing`.execute(
      tx,
    );
    const { rows } = await sql<{ id: number }>`
      insert into recording (programme, kind, name, author) values (${programme}, 'import', 'units', 'test') returning id`.execute(
      tx,
    );
    for (let n = 1; n <= units; n += 1)
      await sql`insert into subject (programme, id, recording, type, name, sort, attributes)
        values (${programme}, ${`u${n}`}, ${rows[0]?.id}, 'unit', ${JSON.stringify({ "zh-CN": `单位${n}`, en: `Unit ${n}` })}::jsonb, ${n}, '{}')`.execute(
        tx,
      );
    await makeStream(tx, programme, agreement);
    for (let n = 1; n <= units; n += 1) await addCode(tx, programme, { code: `D${n}`, subject: `u${n}` });
  });
}

export async function makeStream(tx: Transaction, programme: string, agreement: object): Promise<void> {
  const name = JSON.stringify({ "zh-CN": "工单", en: "Work orders" });
  await sql`insert into connection_version (programme, connection, version, kind, name, place, agreement, made_by, reason)
    values (${programme}, 'hotline', 1, 'push', ${name}::jsonb, '{"kind":"push"}', ${JSON.stringify(agreement)}::jsonb, 'test', 'test')`.execute(
    tx,
  );
  await sql`insert into stream_version (programme, stream, version, connection, name, mapping, made_by, reason)
    values (${programme}, 'orders', 1, 'hotline', ${name}::jsonb, ${JSON.stringify(hotline)}::jsonb, 'test', 'test')`.execute(
    tx,
  );
}

export async function addCode(
  tx: Transaction,
  programme: string,
  line: { readonly code: string; readonly subject: string; readonly from?: string; readonly until?: string },
): Promise<void> {
  await sql`insert into source_code (programme, codes, code, subject, first_day, last_day, made_by)
    values (${programme}, 'hotline', ${line.code}, ${line.subject}, ${line.from ?? "2000-01-01"}::date, ${line.until ?? null}::date, 'test')`.execute(
    tx,
  );
}

/** One run with its rows; a key that was there already becomes a new revision. */
export async function arrive(tx: Transaction, programme: string, records: readonly TestRecord[]): Promise<bigint> {
  const { rows } = await sql<{ id: bigint }>`
    insert into arrival_run (programme, connection, connection_version, stream, stream_version, why, state, asked_by, ended_at)
    values (${programme}, 'hotline', 1, 'orders', 1, 'sent', 'done', 'test', clock_timestamp()) returning id`.execute(
    tx,
  );
  const run = rows[0]?.id ?? 0n;
  for (const record of records) {
    const { key, code, fields } = record;
    const happened = typeof fields.receivedAt === "string" ? fields.receivedAt : null;
    const { rows: old } = await sql<{ revision: number }>`
      update arrived_record set is_newest = false where programme = ${programme} and stream = 'orders' and key = ${key} and is_newest
      returning revision`.execute(tx);
    await sql`insert into arrived_record (programme, stream, key, revision, run, row_ref, digest, happened_at, unit_code, fields, retrieved_at)
      values (${programme}, 'orders', ${key}, ${(old[0]?.revision ?? 0) + 1}, ${run}, '1', ${digestOf(record)}, ${happened}::timestamptz,
        ${code}, ${JSON.stringify(fields)}::jsonb, '2026-02-01T00:00:00Z')`.execute(tx);
  }
  return run;
}

export const measureOf = (of: Measure["of"], more: Partial<Measure> = {}): Measure => ({
  ...{ indicator: "answered", stream: "orders", name: { "zh-CN": "按时办结率", en: "Answered in time" } },
  ...{ period: "month", when: "receivedAt", of, least: 1, trust: "A" },
  ...more,
});
