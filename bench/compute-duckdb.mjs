// One data set computed by DuckDB with tuned SQL in a process of its own: first cold, then again. `compute-duckdb.mjs <size|clerk> <folder>`
import { join } from "node:path";
import process from "node:process";
import { DuckDBInstance } from "@duckdb/node-api";
import { checksum, final, settings, tables, tuned } from "./city-sql.ts";
import { clerkYear } from "./clerk.ts";
import { peakMemory, say } from "./measure.ts";

const [, , size, folder = "", threads = "2"] = process.argv;
const database = await DuckDBInstance.create(":memory:", { threads });
const connection = await database.connect();
const run = (sql) => connection.run(sql);
const answer = async (sql) => (await connection.runAndReadAll(sql)).getRowsJson()[0][0];
await run("set preserve_insertion_order=false");

if (size === "clerk") await clerk();
else await city();

async function city() {
  const start = performance.now();
  for (const sql of [...tables, ...settings]) await run(sql);
  for (const table of ["people", "weights", "obs"])
    await run(`insert into ${table} select * from read_csv('${join(folder, `${table}.csv`)}', header=true)`);
  const loaded = performance.now();
  await compute(
    start,
    loaded,
    [`create or replace table expl as ${tuned}`, `create or replace table final as ${final}`],
    checksum,
  );
}

async function compute(start, loaded, tables, checksums) {
  const once = async () => {
    for (const sql of tables) await run(sql);
    const sums = [];
    for (const sql of checksums) sums.push(await answer(sql));
    return sums.join(" ");
  };
  const sums = await once();
  const computed = performance.now();
  const memory = peakMemory();
  const again = await once();
  say({
    figures: { load: loaded - start, compute: computed - loaded, again: performance.now() - computed, memory },
    checksum: again === sums ? sums : `${sums}, then ${again}`,
  });
}

/** In whole numbers, as a careful author of SQL would: doubles print 1.5 % of these scores wrong. */
async function clerk() {
  const people = 100_000;
  const { columns } = clerkYear(people);
  const start = performance.now();
  await run("create table obs(pid int, ind text, period text, value int)");
  const appender = await connection.createAppender("obs");
  columns.forEach((column, c) => {
    for (let id = 0; id < people; id++) {
      appender.appendInteger(id);
      appender.appendVarchar(c < 4 ? "usual" : c === 4 ? "annual" : "term");
      appender.appendVarchar(c < 4 ? `2025Q${c + 1}` : "2025");
      appender.appendInteger(column[id]);
      appender.endRow();
    }
  });
  appender.closeSync();
  const loaded = performance.now();
  const tables = [
    `create or replace table expl as select pid, ind, case ind when 'usual' then 40 when 'annual' then 50 else 10 end full_marks,
    case ind when 'usual' then 0.4e0 when 'annual' then 0.5e0 else 0.1e0 end*sum(value)/count(*)/100e0 points,
    sum(value)*(case ind when 'annual' then 5 else 1 end) tenths from obs group by pid, ind`,
    `create or replace table final as with s as (select pid, (sum(tenths)+5)//10 score from expl group by pid)
    select pid, score/100e0 score, rank() over (order by score desc) rk from s`,
  ];
  await compute(start, loaded, tables, [
    "select sum(cast(round(score*10000) as bigint)*(pid%1009+1)) || ' ' || sum(rk*(pid%1009+1)) as c from final",
    "select count(*) || ' ' || sum(cast(floor((round(points*1e9)+371.9)/1000) as bigint)*(pid%1009+1)*(case ind when 'usual' then 1 when 'annual' then 2 else 3 end)) as c from expl",
  ]);
}
