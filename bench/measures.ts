// Records of a hotline, a year of them, into monthly figures of 200 units by the product's own thread of work, with their origin and
// recorded. Beside it the same share by one hand-written statement that records nothing. `measures.ts <records>`
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import type { Measure, StreamMapping } from "@biaochi/contract";
import type { ClientBase } from "pg";
import { saveMeasureVersion } from "../server/src/stages/intake/measures/measure-store.ts";
import { workOnMeasures } from "../server/src/stages/intake/measures/work.ts";
import { openCityPlatform } from "./city-database.ts";
import { peakMemory, say } from "./measure.ts";

const records = Number(process.argv[2] ?? "1000000");
const programme = "bench";
const units = 200;

const mapping: StreamMapping = {
  ...{ headings: 1, key: "number", happenedAt: "receivedAt", unit: "department", codes: "departments", checks: [] },
  fields: {
    receivedAt: { from: "receivedAt", type: "instant", required: true },
    answeredAt: { from: "answeredAt", type: "instant", required: false },
    department: { from: "department", type: "text", required: true },
    satisfied: { from: "satisfied", type: "text", required: false },
  },
};
const span = { from: "receivedAt", to: "answeredAt" };
const measures: Readonly<Record<string, Measure["of"]>> = {
  "in-time": { kind: "ratio", numerator: { ...span, atMost: 24, in: "hours" }, times: 100 },
  satisfied: { kind: "ratio", numerator: { field: "satisfied", is: "equal", value: "满意" }, times: 100 },
  "median-hours": { kind: "median", value: { ...span, in: "hours" } },
  "working-days": { kind: "mean", value: { ...span, in: "working-days" } },
};

/** Made in the database, row by row from the row's number: the same ones each time. */
async function fill(client: ClientBase): Promise<void> {
  const ask = (text: string, values: readonly unknown[] = []) => client.query(text, [...values]);
  await ask("insert into programme (id, title, synthetic) values ($1, '{}', true)", [programme]);
  await ask("insert into recording (programme, kind, name, author) values ($1, 'import', 'units', 'bench')", [
    programme,
  ]);
  await ask(
    `insert into subject (programme, id, recording, type, name, sort, attributes)
     select $1, 'u' || n, (select max(id) from recording), 'unit', '{"zh-CN": "单位", "en": "Unit"}', n, '{}' from generate_series(1, $2::int) n`,
    [programme, units],
  );
  await ask(
    `insert into source_code (programme, codes, code, subject, first_day, made_by)
     select $1, 'departments', 'D' || n, 'u' || n, '2020-01-01', 'bench' from generate_series(1, $2::int) n`,
    [programme, units],
  );
  await ask(
    `insert into stream_version (programme, stream, version, connection, name, mapping, made_by, reason)
     values ($1, 'orders', 1, 'hotline', '{"zh-CN": "工单", "en": "Orders"}', $2, 'bench', 'bench')`,
    [programme, JSON.stringify(mapping)],
  );
  await ask(
    `insert into arrival_run (programme, connection, connection_version, stream, stream_version, why, state, asked_by, ended_at, fresh)
     values ($1, 'hotline', 1, 'orders', 1, 'sent', 'done', 'bench', now(), $2)`,
    [programme, records],
  );
  await ask(
    `insert into arrived_record (programme, stream, key, revision, run, row_ref, digest, happened_at, unit_code, fields, retrieved_at)
     select $1, 'orders', 'k' || n, 1, (select max(id) from arrival_run), n::text, sha256(n::text::bytea), at, code,
       jsonb_build_object('number', 'k' || n, 'receivedAt', to_char(at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'department', code,
         'answeredAt', case when n % 11 > 0 then to_char(at + make_interval(secs => (n::bigint * 7919) % 300000), 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') end,
         'satisfied', (array['满意', '不满意', '未评价'])[1 + n % 3], 'topic', '道路'), now()
     from (select n, timestamptz '2026-01-01T00:00:00+08:00' + make_interval(secs => (n::bigint * 31) % 31536000) as at,
       'D' || 1 + (n::bigint * 101) % $2 as code from generate_series(1, $3::int) n) r`,
    [programme, units, records],
  );
  await ask("analyze");
}

/** The share of the first measure, written by hand for these records alone. */
const byHand = `
  select sum(inside * 1000003 + n)::text as sum from (
    select c.subject, date_trunc('month', happened_at at time zone 'Asia/Shanghai') as month, count(*) as n,
      count(*) filter (where (fields->>'answeredAt')::timestamptz - (fields->>'receivedAt')::timestamptz <= interval '24 hours') as inside
    from arrived_record r join source_code c on c.code = r.unit_code where r.is_newest group by 1, 2) f`;
const byUs = `
  select sum(numerator::bigint * 1000003 + denominator::bigint)::text as sum from measured_fact where measure = 'in-time' and records > 0`;

const data = mkdtempSync(join(tmpdir(), "biaochi-bench-"));
chmodSync(data, 0o711);
const platform = await openCityPlatform(data);
const figures: Record<string, number> = {};
const timed = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
  const begun = performance.now();
  const value = await work();
  figures[name] = performance.now() - begun;
  return value;
};
try {
  const { database } = platform;
  const one = (text: string) =>
    database.withConnection(async (client) => (await client.query<{ sum: string }>(text)).rows[0]?.sum);
  await timed("records made", () => database.withConnection(fill));
  for (const [measure, of] of Object.entries(measures)) {
    const content: Measure = {
      ...{ indicator: measure, stream: "orders", name: { "zh-CN": measure, en: measure }, period: "month" },
      ...{ when: "receivedAt", of, least: 1, trust: "A" },
    };
    const made = { programme, measure, version: 1, content, isEnded: false, by: "bench", reason: "bench" };
    await database.transaction((tx) => saveMeasureVersion(tx, made));
    await timed(measure, () => workOnMeasures(database));
  }
  const sum = await timed("by hand", () => one(byHand));
  const pids = await database.withConnection((client) =>
    client.query<{ pid: number }>("select pid from pg_stat_activity where datname = current_database()"),
  );
  figures["memory, ours"] = peakMemory();
  figures["memory, database"] = Math.max(...pids.rows.map(({ pid }) => peakMemory(pid)).filter(Number.isFinite));
  say({ figures, checksum: sum !== undefined && sum === (await one(byUs)) ? "equal" : "DIFFER" });
} finally {
  await platform.close();
  rmSync(data, { recursive: true, force: true });
}
