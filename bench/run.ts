/**
 * `npm run bench`: every measurement beside its baseline, interleaved, with equal checksums; ratios are what counts.
 *   BENCH_PARTS=exactness,compute,city,spreadsheet,http,view,search,bring-in,measures,what-if,audit,sign-in,ledger,ledger-ingest   which (default: all that this machine can do); office, live: only where they are named
 *   BENCH_OFFICE=LQ   size of the city of the parts office and live: 100,000 officials with 4 months (LQ) or 12 (L); its data stay in BENCH_FOLDER
 *   BENCH_LEDGER=1000000   entries of the log that the part ledger audits; it stays in BENCH_FOLDER
 *   BENCH_RECORDS=1000000   records of the part measures
 *   BENCH_PEOPLE=100000   officials in the workbook of the part bring-in
 *   BENCH_SIGN_INS=200,60   people who sign in, and within how many seconds
 *   BENCH_SIZES=S,M,L   BENCH_CITY_SIZES=M   BENCH_REPETITIONS=3   BENCH_FOLDER=<where the generated data may stand>   BENCH_SAVE=1 writes bench/results/<day>.md
 */
import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { cpus, tmpdir, totalmem } from "node:os";
import { join, resolve } from "node:path";
import process from "node:process";
import { sizes } from "./city.ts";
import { cityFiles } from "./city-files.ts";
import { benchExactness, clerkExactness } from "./exactness.ts";
import { loadNow, measured, median, type Said, spread } from "./measure.ts";

const here = (name: string): string => resolve(import.meta.dirname, name);
const folder = process.env.BENCH_FOLDER ?? join(tmpdir(), "biaochi-bench-data");
const repetitions = Number(process.env.BENCH_REPETITIONS ?? "3");
const wanted = (process.env.BENCH_SIZES ?? "S,M,L").split(",");
const parts = (
  process.env.BENCH_PARTS ??
  "exactness,compute,city,spreadsheet,http,view,search,bring-in,measures,what-if,audit,sign-in,ledger,ledger-ingest"
).split(",");
const lines: string[] = [];
mkdirSync(folder, { recursive: true });

function tell(line: string): void {
  lines.push(line);
  process.stdout.write(`${line}\n`);
}

const has = (program: string): boolean => {
  try {
    execFileSync("which", [program], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
};

/** Each contender once per repetition, in turn, so that other work on the machine meets all of them alike. */
function interleaved<K extends string>(
  contenders: Readonly<Record<K, () => Said>>,
  times = repetitions,
): Record<K, Said[]> {
  const said = Object.fromEntries(Object.keys(contenders).map((name) => [name, [] as Said[]])) as Record<K, Said[]>;
  for (let round = 0; round < times; round++)
    for (const name of Object.keys(contenders) as K[]) said[name].push(contenders[name]());
  return said;
}

const figure = (said: readonly Said[], name: string): number[] =>
  said.map(({ figures }) => figures[name] ?? Number.NaN);
/** Of the repetitions, each pair measured one after the other. */
const ratios = (ours: readonly Said[], theirs: readonly Said[], name: string): number[] =>
  ours.map((own, i) => (own.figures[name] as number) / (theirs[i]?.figures[name] as number));

function agree(...all: readonly (readonly Said[])[]): string {
  const sums = new Set(all.flat().map(({ checksum }) => checksum));
  if (sums.size === 1) return "equal";
  process.exitCode = 1;
  return `DIFFER: ${[...sums].join(" / ")}`;
}

function exactness(): void {
  tell("\n## Exactness\n");
  for (const row of [...["XS", "S"].map(benchExactness), clerkExactness(10_000)]) {
    if (!row.agrees) process.exitCode = 1;
    tell(
      `- ${row.set}: ${row.subjects} subjects, agrees with its oracle: ${row.agrees}, rows decided by exact numbers: ${(row.fallback * 100).toFixed(3)} %`,
    );
  }
}

function compute(): void {
  tell("\n## Compute in memory, against DuckDB with tuned SQL (ms; median [least–most])\n");
  tell(
    "| set | load ours | compute ours | compute DuckDB | ratio | once more in the same process, ours | DuckDB | ratio | peak MB ours | peak MB DuckDB | ratio | scores, ranks, all explanation rows |",
  );
  tell("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
  const medians = new Map<string, number>();
  for (const size of [...wanted, "clerk"]) {
    const files = size === "clerk" ? "" : cityFiles(size, folder);
    const { ours, theirs } = interleaved({
      ours: () => measured(here("compute-ours.ts"), [size, files]),
      theirs: () => measured(here("compute-duckdb.mjs"), [size, files]),
    });
    medians.set(size, median(figure(ours, "compute")));
    const time = ratios(ours, theirs, "compute");
    const again = ratios(ours, theirs, "again");
    const memory = ratios(ours, theirs, "memory");
    tell(
      `| ${size} | ${spread(figure(ours, "load"))} | ${spread(figure(ours, "compute"))} | ${spread(figure(theirs, "compute"))} | **${spread(time, 2)}** | ${spread(figure(ours, "again"))} | ${spread(figure(theirs, "again"))} | **${spread(again, 2)}** | ${spread(figure(ours, "memory"))} | ${spread(figure(theirs, "memory"))} | **${spread(memory, 2)}** | ${agree(ours, theirs)} |`,
    );
  }
  const [m, l] = [medians.get("M"), medians.get("L")];
  const people = (size: string): number => sizes[size]?.people ?? Number.NaN;
  if (m !== undefined && l !== undefined)
    tell(`\nGrowth M→L: exponent **${(Math.log(l / m) / Math.log(people("L") / people("M"))).toFixed(2)}**`);
}

function city(): void {
  tell("\n## PostgreSQL → scores and explanation rows → PostgreSQL (ms), against SQL in the same server\n");
  tell(
    "| set | recording the facts | SQL by hand | from narrow facts | × faster | PostgreSQL handing out those rows alone | from blocks | × faster | upkeep: all blocks made anew | one corrected fact → standings, median / p95 | sums |",
  );
  tell("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
  for (const size of (process.env.BENCH_CITY_SIZES ?? "M").split(",")) {
    const said = measured(
      here("city-postgres.ts"),
      [size, cityFiles(size, folder), String(repetitions), "20"],
      ["--max-old-space-size=8000"],
    );
    const f = (name: string): number => said.figures[name] ?? Number.NaN;
    const ms = (name: string): string => f(name).toFixed(0);
    if (said.checksum.includes("/")) process.exitCode = 1;
    tell(
      `| ${size} | ${ms("record narrow facts")} | ${ms("sql")} | ${ms("narrow")} | **${f("narrow faster").toFixed(1)}** | ${ms("rows")} | ${ms("blocks")} | **${f("blocks faster").toFixed(1)}** | ${ms("upkeep")} | ${ms("correction median")} / **${ms("correction p95")}** | ${said.checksum.includes("/") ? `DIFFER: ${said.checksum}` : "equal"} |`,
    );
  }
}

function live(): void {
  const { figures } = measured(here("city-live.ts"), [cityFolder("live", ["200", "arriving"]), "24", "200"]);
  const ms = (name: string): string => (figures[name] ?? Number.NaN).toFixed(0);
  tell(
    `\n## Figures that arrive, with 100,000 officials, 200 units and 41 indicators (${officeSize}), through HTTP (ms)\n`,
  );
  tell(`The first delivery of a process, which computes the whole city: ${ms("first, whole")}.\n`);
  tell(
    "| records signed and sent → the standing with them is read, 24 times | median | p95 | worst |\n| --- | --- | --- | --- |",
  );
  for (const [name, called] of [
    ["one unit", "3 records of one unit"],
    ["many units", "600 records of 200 units"],
  ])
    for (const [part, what] of [
      ["sent", "acknowledged"],
      ["whole", "**standing read**"],
      ["processors", "processor time of product and database meanwhile"],
    ])
      tell(
        `| ${called}: ${what} | ${ms(`${name}: ${part}, median`)} | **${ms(`${name}: ${part}, p95`)}** | ${ms(`${name}: ${part}, worst`)} |`,
      );
}

function spreadsheet(): void {
  tell("\n## Recalculation, against LibreOffice (ms)\n");
  if (!has("soffice")) {
    tell("LibreOffice is not installed here: not measured.");
    return;
  }
  for (const [size, people] of [
    ["S", 1000],
    ["S3", 3000],
  ] as const) {
    const file = join(folder, `${people}.fods`);
    execFileSync(process.execPath, [here("spreadsheet-file.ts"), String(people), file]);
    const office = (): Said =>
      JSON.parse(
        execFileSync("/usr/bin/python3", [here("spreadsheet.py"), file, "1", folder], { encoding: "utf8" }),
      ) as Said;
    const files = cityFiles(size, folder);
    const { ours, theirs } = interleaved({
      ours: () => measured(here("compute-ours.ts"), [size, files]),
      theirs: office,
    });
    const faster = ratios(theirs, ours, "compute");
    // LibreOffice has computed the workbook once, while opening it.
    const again = theirs.map(({ figures }, i) => Number(figures.compute) / Number(ours[i]?.figures.again));
    const sums = (said: readonly Said[]): Said[] =>
      said.map((each) => ({ ...each, checksum: each.checksum.split(" ").slice(0, 2).join(" ") }));
    tell(
      `- ${people} people: ours ${spread(figure(ours, "compute"))}, LibreOffice ${spread(figure(theirs, "compute"))}: **${spread(faster)} × faster**; once more in the same process, as LibreOffice does: ${spread(figure(ours, "again"))}, **${spread(again)} ×**; scores and ranks ${agree(sums(ours), sums(theirs))}`,
    );
  }
}

function http(): void {
  tell("\n## A read endpoint with its session, against pgbench -S (requests a second)\n");
  if (!has("wrk") || !has("pgbench")) {
    tell("wrk or pgbench is not installed here: not measured.");
    return;
  }
  const { figures } = measured(here("http.ts"), [String(repetitions), "5"]);
  const shown = (name: string): string => Math.round(figures[name] ?? Number.NaN).toLocaleString("en");
  tell(
    `- pgbench -S, prepared, 8 clients: ${shown("pgbench")} · GET /runs/{run}: ${shown("run")} (**${figures.ratio?.toFixed(2)} ×**) · GET /session: ${shown("session")} (${figures["session ratio"]?.toFixed(2)} ×) · no database: ${shown("bare")}`,
  );
}

function view(): void {
  tell("\n## First view (kB as sent, without font; largest paint in ms on a four times slowed CPU)\n");
  const said = Array.from({ length: repetitions }, () => measured(here("first-view.ts"), []));
  for (const page of ["standings", "home"])
    tell(`- ${page}: ${spread(figure(said, `${page} kB`))} kB, ${spread(figure(said, `${page} ms`))} ms`);
}

/** The product with a whole city. Recording it takes minutes, so that it is done once. */
const officeSize = process.env.BENCH_OFFICE ?? "LQ";

/** The data folder of a whole city, made where it is not there. */
function cityFolder(name: string, more: readonly string[] = []): string {
  const data = join(folder, `${name}-${officeSize}`);
  if (existsSync(data)) return data;
  mkdirSync(data, { recursive: true });
  for (const each of [folder, data]) chmodSync(each, 0o711); // under root the database runs as somebody else
  const args = ["--max-old-space-size=8000", here("load-city.ts"), officeSize, data, ...more];
  execFileSync(process.execPath, args, { stdio: "inherit" });
  return data;
}

function office(): void {
  const data = cityFolder("office");
  const { figures } = measured(here("city-office.ts"), [data, "24", String(repetitions)]);
  const ms = (name: string): string => (figures[name] ?? Number.NaN).toFixed(0);
  tell(`\n## The product with 100,000 officials and 200 units (${officeSize}), through HTTP (ms)\n`);
  tell(`A run of the whole city, the first of its process: ${ms("run of the whole city")}.\n`);
  tell("| one corrected fact → standings, 24 times | median | p95 | worst |\n| --- | --- | --- | --- |");
  for (const [part, called] of [
    ["save", "saving it"],
    ["run", "its run asked for and done"],
    ["read", "first page of the new standing, 200 officials by score"],
    ["whole", "**all three**"],
    ["processors", "processor time of product and database meanwhile"],
  ])
    tell(`| ${called} | ${ms(`correction: ${part}, median`)} | **${ms(`correction: ${part}, p95`)}** |`);
  tell("\n| page | first | median | processor time |\n| --- | --- | --- | --- |");
  for (const key of Object.keys(figures)) {
    const page = /^page: (.+), first$/.exec(key)?.[1];
    if (page === undefined) continue;
    const [first, middle, spent] = ["first", "median", "processors"].map((what) => ms(`page: ${page}, ${what}`));
    tell(`| ${page} | ${first} | ${middle} | ${spent} |`);
  }
}

function search(): void {
  tell("\n## Search in 100,000 names (ms; goal: 50)\n");
  tell("| what is typed | processor time, server and PostgreSQL | until the answer | the same as LIKE |");
  tell("| --- | --- | --- | --- |");
  const { figures, checksum } = measured(here("search.ts"), []);
  const shown = (name: string): string => (figures[name] ?? Number.NaN).toFixed(1);
  for (const name of Object.keys(figures).filter((each) => figures[`${each} wall`] !== undefined))
    tell(`| ${name} | **${shown(name)}** | ${shown(`${name} wall`)} | ${shown(`${name} like`)} |`);
  tell(`\nRecording the names: ${shown("recorded")} ms. Found as by LIKE: ${checksum}.`);
  if (checksum !== "equal") process.exitCode = 1;
}

function whatIf(): void {
  tell(
    "\n## A draft on last year’s facts: the demo city (processor time in ms, user; goal: 5,000 for all three parts)\n",
  );
  const said = Array.from({ length: repetitions }, () => measured(here("what-if.ts"), ["5000"]));
  const f = (name: string): string => spread(figure(said, name));
  const times = (ours: string, naive: string): string =>
    spread(
      said.map(({ figures }) => (figures[naive] as number) / (figures[ours] as number)),
      1,
    );
  tell(`- replay against the version in force, with reasons: **${f("replay")}**`);
  tell(
    `- 5,000 draws: everybody **${f("weights")}**, units alone ${f("weights of units")}; by whole runs ${f("draws, whole runs")} (**${times("weights", "draws, whole runs")} ×**); units by a plain loop over points ${f("draws of units, plain")} (${times("weights of units", "draws of units, plain")} ×)`,
  );
  tell(
    `- knock-outs of every indicator: **${f("knock-outs")}**; by whole runs ${f("knock-outs, whole runs")} (**${times("knock-outs", "knock-outs, whole runs")} ×**)`,
  );
  const all = said.map(({ figures }) =>
    ["replay", "weights", "knock-outs"].reduce((sum, name) => sum + (figures[name] as number), 0),
  );
  tell(
    `- all three: **${spread(all)}**; peak memory ${f("memory before")} MB with the facts and a run, ${f("memory after")} MB after; results ${agree(said)}`,
  );
  if (said.some(({ checksum }) => checksum === "DIFFER")) process.exitCode = 1;
}

function bringIn(): void {
  const people = process.env.BENCH_PEOPLE ?? "100000";
  const goal = people === "100000" ? " (goal: 60 s)" : "";
  tell(`\n## A workbook with ${Number(people).toLocaleString("en")} officials and their posts, brought in${goal}\n`);
  const { figures, checksum } = measured(here("bring-in.ts"), [people]);
  const seconds = (name: string): string => ((figures[name] ?? Number.NaN) / 1000).toFixed(1);
  const times = (name: string): string => ((figures.all ?? Number.NaN) / (figures[name] ?? Number.NaN)).toFixed(1);
  tell(
    `- read and proposed ${seconds("read and propose")} s, tried ${seconds("try")} s, recorded ${seconds("record")} s: **${seconds("all")} s**`,
  );
  tell(
    `- the workbook alone ${seconds("workbook alone")} s (${times("workbook alone")} ×), the rows by COPY alone ${seconds("COPY alone")} s (${times("COPY alone")} ×)`,
  );
  tell(
    `- the registry as a workbook out again ${seconds("out")} s; peak memory ${figures["memory, all"]?.toFixed(0)} MB, of the workbook alone ${figures["memory, workbook alone"]?.toFixed(0)} MB; ${checksum}`,
  );
  if (checksum !== "equal") process.exitCode = 1;
}

function measures(): void {
  const records = process.env.BENCH_RECORDS ?? "1000000";
  const goal = records === "1000000" ? " (goal: 60 s and 1,024 MB each)" : "";
  tell(`\n## ${Number(records).toLocaleString("en")} records into monthly figures of 200 units${goal}\n`);
  const { figures, checksum } = measured(here("measures.ts"), [records]);
  const seconds = (name: string): string => ((figures[name] ?? Number.NaN) / 1000).toFixed(1);
  tell(
    `- recorded with their origin: two shares **${seconds("in-time")} s** and **${seconds("satisfied")} s**, a median of hours **${seconds("median-hours")} s**, a mean of working days **${seconds("working-days")} s**`,
  );
  tell(
    `- the first share by a hand-written statement that records nothing: ${seconds("by hand")} s (**${((figures["in-time"] ?? Number.NaN) / (figures["by hand"] ?? Number.NaN)).toFixed(1)} ×**); parts ${checksum}`,
  );
  tell(
    `- peak memory: ${figures["memory, ours"]?.toFixed(0)} MB of the process, ${figures["memory, database"]?.toFixed(0)} MB of the largest connection of the database, shared buffers included`,
  );
  if (checksum !== "equal") process.exitCode = 1;
}

function audit(): void {
  tell("\n## A read with and without its line in the audit trail (ms per request)\n");
  const { figures, checksum } = measured(here("audit.ts"), ["400", String(repetitions)]);
  const shown = (name: string): string => (figures[name] ?? Number.NaN).toFixed(2);
  for (const atOnce of [1, 16])
    tell(
      `- ${atOnce} at once: processor time ${shown(`quiet ${atOnce} cpu`)} → **${shown(`kept ${atOnce} cpu`)}**, until the answer ${shown(`quiet ${atOnce} ms`)} → ${shown(`kept ${atOnce} ms`)}`,
    );
  tell(
    `- ${figures.sealed} lines: sealed in ${shown("seal ms")} ms, checked in ${shown("check ms")} ms, ${shown("bytes a line")} bytes each with their indexes; ${checksum}`,
  );
  if (checksum !== "whole") process.exitCode = 1;
}

/** Half past eight in the morning. */
function signIn(): void {
  const [people = "200", seconds = "60"] = (process.env.BENCH_SIGN_INS ?? "200,60").split(",");
  tell("\n## Sign-ins, against the bare derivation of their keys by node:crypto\n");
  const { figures } = measured(here("sign-in.ts"), [people, String(repetitions), seconds]);
  const shown = (name: string, digits = 0): string => (figures[name] ?? Number.NaN).toFixed(digits);
  tell(
    `- a second: ${shown("sign-ins per second", 1)} sign-ins, ${shown("bare per second", 1)} keys derived and nothing else, four at once: **${shown("ratio", 2)}**`,
  );
  tell(
    `- p95 of GET /runs/{run} (ms): ${shown("quiet p95", 1)} alone · **${shown("morning p95", 1)}** while ${people} people sign in within ${seconds} seconds · ${shown("crowd p95", 1)} while all of them come at once (the longest ${shown("crowd most", 1)})`,
  );
  tell(
    `- memory of the product (MB): ${shown("memory before")}, and **${shown("memory more")}** more at most while ${people} sign in at once`,
  );
}

/** The same appending by Go's sumdb, where Go and its package are; undefined elsewhere. */
function goTree(): ((records: string) => Said) | undefined {
  const packages = "/usr/share/gocode";
  if (!has("go") || !existsSync(join(packages, "src/golang.org/x/mod/sumdb"))) return undefined;
  const program = join(folder, "ledger-tree");
  const env = { ...process.env, GO111MODULE: "off", GOPATH: packages, GOFLAGS: "" };
  execFileSync("go", ["build", "-o", program, here("ledger-tree.go")], { env });
  return (records) => JSON.parse(execFileSync(program, [records], { encoding: "utf8" })) as Said;
}

function ledger(): void {
  const shown = (said: Said, name: string, digits = 0): string => (said.figures[name] ?? Number.NaN).toFixed(digits);
  tell("\n## The log\n");
  const records = "1000000";
  const go = goTree();
  const ours = () => measured(here("ledger-tree.ts"), [records]);
  if (go === undefined)
    tell(`- tree: ${shown(ours(), "a second")} records a second; Go or its x/mod is not installed here`);
  else {
    const said = interleaved({ ours, theirs: () => go(records) });
    tell(
      `- tree, a million records of 200 bytes: ours ${spread(figure(said.ours, "ms"))} ms, Go’s sumdb ${spread(figure(said.theirs, "ms"))} ms: **${spread(ratios(said.theirs, said.ours, "ms"), 2)} ×** as fast, by processor time ${spread(ratios(said.theirs, said.ours, "processor"), 2)} × (goal 0.7); roots ${agree(said.ours, said.theirs)}`,
    );
  }
  const check = measured(here("ledger-check.ts"), ["1000"]);
  tell(
    `- a receipt of ${shown(check, "bytes")} bytes with its snapshot, opening and 4 signatures: **${shown(check, "receipt", 2)} ms**, p95 ${shown(check, "receipt p95", 2)} (goal 2); one Ed25519: node ${shown(check, "Ed25519 node", 3)} ms, @noble ${shown(check, "Ed25519 noble", 3)} ms; ${check.checksum}`,
  );
  const entries = process.env.BENCH_LEDGER ?? "1000000";
  const audited = measured(here("ledger-audit.ts"), [entries, folder], ["--max-old-space-size=8000"]);
  tell(
    `- audit of ${Number(entries).toLocaleString("en")} entries with both signatures: **${shown(audited, "seconds", 1)} s**, processor time ${shown(audited, "processor s", 1)} s (goal for a million: 120 s); ${shown(audited, "bytes an entry")} bytes an entry, ${shown(audited, "on disk an entry")} on disk (goal 1,200); peak ${shown(audited, "memory")} MB; ${audited.checksum}`,
  );
  if (check.checksum !== "latest valid" || audited.checksum !== "whole") process.exitCode = 1;
}

function ledgerIngest(): void {
  const said = Array.from({ length: repetitions }, () => measured(here("ledger-ingest.ts"), ["20000", "100"]));
  const f = (name: string, digits = 0): string => spread(figure(said, name), digits);
  tell("\n## Entries into the log, durable, both signatures of each checked at the door\n");
  tell(
    `- **${f("a second")}** entries a second (goal 3,000); processor time of an entry ${f("processor us")} µs, of which its two signatures by themselves ${f("signatures alone us")} µs`,
  );
  tell(
    `- submitted → receipt with 3 of 4 cosignatures: median ${f("receipt ms")} ms, p95 **${f("receipt p95 ms")}** ms (goal 2,000)`,
  );
  if (said.some(({ checksum }) => checksum !== "whole")) process.exitCode = 1;
}

const all: Readonly<Record<string, () => void>> = {
  ...{
    exactness,
    compute,
    city,
    spreadsheet,
    http,
    view,
    search,
    "what-if": whatIf,
    audit,
    "sign-in": signIn,
    office,
    live,
  },
  ...{ "bring-in": bringIn, measures },
  ...{ ledger, "ledger-ingest": ledgerIngest },
};
const day = new Date().toISOString().slice(0, 10);
tell(`# Bench, ${day}`);
tell(
  `\nNode ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB; load before: ${loadNow()}; ${repetitions} repetitions, interleaved.`,
);
for (const part of parts) {
  const [start, load] = [performance.now(), loadNow()];
  try {
    if (all[part] === undefined) throw new Error(`no such part: one of ${Object.keys(all).join(", ")}`);
    all[part]();
  } catch (error) {
    process.exitCode = 1;
    tell(`\n${part} did not come to its end: ${error instanceof Error ? error.message : String(error)}`);
  }
  const minutes = (performance.now() - start) / 60_000;
  tell(`\n_${part}: ${minutes.toFixed(1)} minutes; load of the machine before ${load}, after ${loadNow()}_`);
}
if (process.env.BENCH_SAVE === "1") {
  mkdirSync(here("results"), { recursive: true });
  writeFileSync(here(`results/${day}.md`), `${lines.join("\n")}\n`);
}
