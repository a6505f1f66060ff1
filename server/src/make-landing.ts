// Makes the backup of a landing: every published scheme of examples/, loaded and appraised in a database of its own.
//   make-landing.ts <file.tar.gz> <file.json>     started by tools/make-landing.mjs
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { examplesFolder } from "./first-start.ts";
import { loadDataset } from "./load-dataset.ts";
import { backup } from "./platform/backup.ts";
import { openInstallation } from "./platform/installation.ts";
import { migrate } from "./platform/migrations.ts";
import { openPlatform, type Platform } from "./platform/platform.ts";
import { wholeCity } from "./platform/scope.ts";
import { readSettings } from "./platform/settings.ts";
import { deferGrade } from "./stages/deferrals/commands.ts";
import { startRun } from "./stages/scoring/commands.ts";
import { computeWaitingRuns } from "./stages/scoring/jobs.ts";
import { listRuns } from "./stages/scoring/store.ts";
import { confirmVerification, raiseObjection } from "./stages/scoring/verification.ts";
import { queueRun, removeTowns, showRun, townPeople, writeTown } from "./test-city.ts";
import { claimsIn } from "./test-claims.ts";
import { type Ask, waitingIn } from "./test-waiting.ts";

/** What a test expects of a landing, beside it as JSON. Written when it is made, never afterwards. */
export type Landing = {
  /** Rows by table. */
  readonly rows: Readonly<Record<string, number>>;
  readonly runs: readonly {
    readonly programme: string;
    readonly period: string;
    readonly facts: string;
    readonly result: string;
  }[];
};

const published = join(examplesFolder, "published-schemes");

async function fill({ database }: Platform): Promise<void> {
  const folders = readdirSync(published, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  for (const { name } of folders) {
    const loaded = await loadDataset(database, { folder: join(published, name), programme: name, author: "biaochi" });
    if (!loaded.ok) throw new Error(`${name}: ${JSON.stringify(loaded.refusal)}`);
    const question = { programme: name, period: loaded.value.cycle };
    const run = await database.transaction((tx) => startRun(tx, wholeCity, question));
    if (!run.ok) throw new Error(`${name}: ${JSON.stringify(run.refusal)}`);
  }
  await computeWaitingRuns(database);
}

/** The town of the tests, for what people do: accounts and grants, to-dos, a verification that is answered, a grade that is deferred. */
async function fillTown({ database }: Platform): Promise<void> {
  const asked = { folder: writeTown(), programme: "town", author: "biaochi", people: () => townPeople };
  const loaded = await loadDataset(database, asked);
  removeTowns();
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.refusal));
  const run = await queueRun(database);
  await computeWaitingRuns(database);
  await showRun(database, run, "in-verification");
  const grade = {
    programme: "town",
    subject: "u1-p2",
    period: "2025",
    cause: "long-leave",
    from: "2025-09-01",
  } as const;
  const basis = { document: "小城〔2026〕1号（虚构）", reason: "虚构" };
  const slip = { run, by: "organiser", paper: { on: "2026-03-03", by: "虚构" } };
  const acts = await database.transaction(async (tx) => [
    await raiseObjection(tx, wholeCity, { ...slip, unit: "u1", indicator: "answered", statement: "虚构" }),
    await confirmVerification(tx, wholeCity, { ...slip, unit: "u2" }),
    await deferGrade(tx, { scope: wholeCity, self: undefined }, { ...grade, ...basis }, "organiser"),
  ]);
  for (const act of acts) if (!act.ok) throw new Error(JSON.stringify(act.refusal));
  const one: Ask = async (text, values = []) =>
    (await database.withConnection((client) => client.query(text, [...values]))).rows[0];
  // What is on its way: a draft, a trial, goals handed down, an exception, a proposal, what the level above asks.
  const { draft, tryOut, handDown, objectTo, except, suggest, upper } = waitingIn(one);
  await handDown("u1");
  const waiting = [draft, tryOut, () => objectTo("u1"), except, () => suggest("owner"), upper];
  for (const wait of waiting) await wait();
  await takeIn(one);
}

/** What came in by itself, what is asked of units, and what became of both. */
async function takeIn(one: Ask): Promise<void> {
  const { letArrive, measured, contest, late, dueRule, finding, burden, ...more } = waitingIn(one);
  await letArrive("answered", "projects");
  await measured("answered");
  await contest("answered");
  await late("u1", "answered");
  await dueRule("answered");
  await finding("answered");
  await burden("u1");
  const { warn, deed, mission, difficulty, confirmed } = more;
  await warn("u1", "answered");
  await deed("u1-p2");
  await mission("u1");
  await difficulty("u1");
  await confirmed("u1", "answered", "2026Q2");
  const { claim, bonus, sheet } = claimsIn(one);
  await claim("u1", "answered");
  for (const at of ["applied", "in-review", "listed"] as const) await bonus(at);
  await sheet("u1", "answered");
}

async function landingOf({ database }: Platform): Promise<Landing> {
  const rows = await database.withConnection(async (client) => {
    const tables = await client.query<{ name: string }>(
      "select tablename as name from pg_tables where schemaname = 'public' and tablename <> 'schema_migration' order by 1",
    );
    const counts: Record<string, number> = {};
    for (const { name } of tables.rows) {
      const counted = await client.query<{ n: number }>(`select count(*)::int as n from "${name}"`);
      counts[name] = counted.rows[0]?.n ?? 0;
    }
    return counts;
  });
  const runs = await database.transaction((tx) => listRuns(tx, wholeCity, { limit: 1000 }));
  return {
    rows,
    runs: runs.toReversed().map(({ programme, period, state, failure, facts_digest: facts, result_digest: result }) => {
      if (facts === null || result === null)
        throw new Error(`${programme} ${period}: ${state} ${JSON.stringify(failure)}`);
      return { programme, period, facts, result };
    }),
  };
}

async function main(file: string, expected: string): Promise<void> {
  const data = mkdtempSync(join(tmpdir(), "biaochi-landing-"));
  const settings = readSettings({ env: { BIAOCHI_DATA: data } });
  if (!settings.ok) throw new Error(settings.refusal.code);
  const platform = await openPlatform(settings.value.settings, () => undefined);
  if (!platform.ok) throw new Error(JSON.stringify(platform.refusal));
  try {
    const migrated = await migrate(platform.value.database);
    if (!migrated.ok) throw new Error(JSON.stringify(migrated.refusal));
    await openInstallation(platform.value.database, "demo");
    await fill(platform.value);
    await fillTown(platform.value);
    const landing = await landingOf(platform.value);
    rmSync(file, { force: true });
    const made = await backup(platform.value, file);
    if (!made.ok) throw new Error(JSON.stringify(made.refusal));
    writeFileSync(expected, `${JSON.stringify(landing, null, 1)}\n`);
    process.stdout.write(`${file}: ${landing.runs.length} runs, ${made.value.rows} rows\n`);
  } finally {
    await platform.value.close();
    rmSync(data, { recursive: true, force: true });
  }
}

const [file, expected] = process.argv.slice(2);
if (import.meta.main && file !== undefined && expected !== undefined) await main(file, expected);
