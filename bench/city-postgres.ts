/**
 * PostgreSQL → scores and readable explanation rows → PostgreSQL, three ways in one database server: hand-written SQL, the
 * product from narrow facts alone, the product from blocks. Then one corrected fact, again and again.
 * `city-postgres.ts <size> <city files> <repetitions> <corrections>`
 */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ClientBase } from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { countColumnsAsMemory } from "../server/src/platform/column-memory.ts";
import type { Database } from "../server/src/platform/database.ts";
import { onConnection, openRecording } from "../server/src/platform/recordings.ts";
import { wholeCity } from "../server/src/platform/scope.ts";
import { foldBlocks } from "../server/src/stages/intake/block-upkeep.ts";
import { readNarrowRows } from "../server/src/stages/intake/narrow-rows.ts";
import { computeWaitingRuns } from "../server/src/stages/scoring/jobs.ts";
import { makeMemory } from "../server/src/stages/scoring/memory.ts";
import { listStandings } from "../server/src/stages/scoring/result-store.ts";
import { openCityPlatform, programme, recordCity } from "./city-database.ts";
import { checksum, final, portable, settings, tables } from "./city-sql.ts";
import { median, say } from "./measure.ts";

const [, , size = "S", files = "", repetitions = "3", corrections = "20"] = process.argv;
countColumnsAsMemory(); // as the thread in which runs are computed
const data = mkdtempSync(join(tmpdir(), "biaochi-bench-city-"));
const platform = await openCityPlatform(data);
const { database } = platform;
const figures: Record<string, number> = {};
const sums = new Set<string>();
try {
  await database.withConnection(async (client) => {
    figures["record narrow facts"] = await recordCity(client, { size, units: 0 });
    await lean(client);
    await client.query("analyze");
  });
  const times: Record<string, number[]> = { sql: [], rows: [], narrow: [], blocks: [], upkeep: [] };
  for (let round = 0; round < Number(repetitions); round++) {
    times.sql?.push(await database.withConnection(bySql));
    await database.withConnection((client) => client.query("truncate observation_block, observation_mark"));
    times.rows?.push(await timed(() => database.withConnection(rowsAlone)));
    times.narrow?.push(await byProduct(database));
    times.upkeep?.push(await timed(() => database.withConnection((client) => foldBlocks(client, programme))));
    times.blocks?.push(await byProduct(database));
  }
  for (const [name, all] of Object.entries(times)) figures[name] = median(all);
  for (const name of ["narrow", "blocks"])
    figures[`${name} faster`] = median((times.sql ?? []).map((sql, i) => sql / (times[name]?.[i] ?? Number.NaN)));
  await correct(database, Number(corrections));
  say({ figures, checksum: [...sums].join(" / ") });
} finally {
  await platform.close();
  rmSync(data, { recursive: true, force: true });
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** The tables that the SQL reads, filled before the clock starts; indexed as its author would. */
async function lean(client: ClientBase): Promise<void> {
  await client.query("create schema lean");
  await client.query("set search_path to lean, public");
  for (const sql of [...tables, ...settings]) await client.query(sql);
  for (const table of ["people", "weights", "obs"])
    await pipeline(
      Readable.from([readFileSync(join(files, `${table}.csv`))]),
      client.query(copyFrom(`copy lean.${table} from stdin (format csv, header)`)),
    );
}

async function bySql(client: ClientBase): Promise<number> {
  await client.query("set search_path to lean, public");
  await client.query("set work_mem = '256MB'");
  await client.query("drop table if exists lean.expl, lean.final");
  const took = await timed(async () => {
    await client.query(`create unlogged table lean.expl as ${portable}`);
    await client.query(`create unlogged table lean.final as ${final}`);
  });
  const found: string[] = [];
  for (const sql of checksum) found.push((await client.query<{ c: string }>(sql)).rows[0]?.c ?? "");
  sums.add(found.join(" "));
  await client.query("reset search_path");
  await client.query("reset work_mem");
  return took;
}

/** What PostgreSQL needs for handing the narrow rows out, by the quickest way that we know; nobody looks at them. */
function rowsAlone(client: ClientBase): Promise<void> {
  return readNarrowRows(client, { programme, recording: 1 << 30 }, { withIds: false }, () => undefined);
}

/** A run as the product computes it, with nothing kept in memory from before. */
async function byProduct(on: Database): Promise<number> {
  const run = await on.withConnection(queue);
  const took = await timed(() => computeWaitingRuns(on, undefined, undefined, { memory: makeMemory() }));
  await on.withConnection((client) => check(client, run));
  return took;
}

/** Puts a run into the queue by hand: asked through its door, the same question would answer the run that is there. */
async function queue(client: ClientBase): Promise<number> {
  const { rows } = await client.query<{ id: number }>(
    `insert into run (programme, scheme, version, period, recording, as_of, scheme_digest)
     select v.programme, v.scheme, v.version, v.cycle, r.id, r.recorded_at, v.digest
     from scheme_version v, lateral (select id, recorded_at from recording where programme = v.programme order by id desc limit 1) r
     where v.programme = $1 returning id`,
    [programme],
  );
  return rows[0]?.id ?? 0;
}

/** The same sums as those of the SQL, over the rows that plain SQL can read. */
async function check(client: ClientBase, run: number): Promise<void> {
  const { rows } = await client.query<{ c: string }>(
    `with s as (select substr(subject, 2)::int pid, score, rank from run_result where run = $1),
       e as (select substr(subject, 2)::int pid, substring(path from 'x(\\d+)$')::int ind, points
         from explanation_row where run = $1 and kind = 'item' and absence is null)
     select (select sum((score*10000)::bigint*(pid%1009+1)) || ' ' || sum(rank::bigint*(pid%1009+1)) from s) || ' ' ||
       (select count(*) || ' ' || sum(floor((round(points*1e9)+371.9)/1000)::bigint*(pid%1009+1)*(ind+1)) from e) as c`,
    [run],
  );
  sums.add(rows[0]?.c ?? "none");
}

/** One figure corrected, as somebody would in the browser, until the new standings can be read; in a warm process. */
async function correct(on: Database, times: number): Promise<void> {
  const working = { memory: makeMemory() };
  await on.withConnection(queue);
  await computeWaitingRuns(on, undefined, undefined, working);
  const taken: number[] = [];
  for (let i = 0; i < times; i++)
    taken.push(
      await timed(async () => {
        await on.withConnection((client) => record(client, i));
        const run = await on.withConnection(queue);
        await computeWaitingRuns(on, undefined, undefined, working);
        await on.read((tx) =>
          listStandings(tx, wholeCity, { run, type: "official" }, { sort: "score", direction: "desc", limit: 50 }),
        );
      }),
    );
  const sorted = taken.toSorted((a, b) => a - b);
  figures["correction median"] = median(taken);
  figures["correction p95"] = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.95))] ?? Number.NaN;
}

async function record(client: ClientBase, i: number): Promise<void> {
  const [subject, indicator, period] = [`p${(i * 7919) % 1000}`, `x${(i * 7) % 40}`, "2025-06"];
  await client.query("begin");
  const recording = await openRecording(onConnection(client), {
    ...{ programme, kind: "correction", name: subject, author: "bench", reason: "bench" },
  });
  await client.query(
    `insert into observation (programme, id, recording, supersedes, subject, indicator, period, value)
     select $1, $2, $3, (select o.id from observation o where o.programme = $1 and o.subject = $4 and o.indicator = $5
       and o.period = $6 and not exists (select 1 from observation n where n.programme = $1 and n.supersedes = o.id)),
       $4, $5, $6, $7`,
    [programme, `correction ${i}`, recording.id, subject, indicator, period, String(50 + (i % 50))],
  );
  await client.query("commit");
}
