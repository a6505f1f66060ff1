import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { openInstallation } from "./platform/installation.ts";
import { freshDatabase, type TestDatabase } from "./platform/test-database.ts";
import { makeProgramme } from "./stages/registry/bring-in/made-store.ts";

vi.setConfig({ testTimeout: 300_000 }); // every command is a process of its own

const cli = resolve(import.meta.dirname, "cli.ts");
const roster = resolve(import.meta.dirname, "stages/registry/bring-in/fixtures/全市干部花名册.xlsx");
let db: TestDatabase;
let folder: string;
beforeAll(async () => {
  db = await freshDatabase();
  folder = mkdtempSync(join(tmpdir(), "biaochi-registry-"));
  await openInstallation(db.database, "production");
  const made = { id: "yunling", title: { "zh-CN": "云岭", en: "Yunling" }, cycle: "2026", by: "test" };
  await db.database.transaction((tx) => makeProgramme(tx, made));
});
afterAll(async () => {
  await db.drop();
  rmSync(folder, { recursive: true, force: true });
});

type Ended = { readonly code: number | null; readonly said: string };

/** The command line as a person types it. */
async function registry(...args: readonly string[]): Promise<Ended> {
  const child = spawn(process.execPath, [cli, "registry", ...args], {
    env: {
      ...{ ...process.env, DATABASE_URL: db.url, BIAOCHI_DATA: folder, BIAOCHI_LANG: "en", PORT: "0" },
      BIAOCHI_MODE: "production",
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (said += text));
  const code = await new Promise<number | null>((ended) => child.once("close", ended));
  return { code, said };
}

const count = async (query: string): Promise<number> =>
  Number((await db.database.withConnection((client) => client.query(`select count(*) as n ${query}`))).rows[0]?.n);
const editions = () => count("from registry_edition where programme = 'yunling'");
const people = () => count("from current_subject where programme = 'yunling' and type = 'official'");
const by = ["--author", "operator", "--reason", "recovery", "--apply"];

it("brings a registry in, takes it out and back again, and undoes it; records nothing without --apply", async () => {
  const template = join(folder, "template.xlsx");
  expect((await registry("template", "yunling", template)).code).toBe(0);
  expect(existsSync(template)).toBe(true);

  const asked = await registry("import", "yunling", roster, "--day", "2026-09-30", ...by);
  expect([asked.code, await editions()]).toEqual([3, 0]);
  expect(asked.said.match(/^\? .*person\|李敏\|市卫健委\|[12]\]/gm)).toHaveLength(2);
  const answers = join(folder, "answers.json");
  writeFileSync(answers, JSON.stringify({ "person|李敏|市卫健委|1": "new", "person|李敏|市卫健委|2": "new" }));
  const about = ["--day", "2026-09-30", "--answers", answers, "--role-by-title"];
  expect((await registry("import", "yunling", roster, ...about)).code).toBe(0);
  expect(await editions()).toBe(0);
  expect((await registry("import", "yunling", roster, ...about, ...by)).code).toBe(0);
  expect([await editions(), await people()]).toEqual([1, 64]);

  const out = join(folder, "out.xlsx");
  expect((await registry("export", "yunling", out)).code).toBe(0);
  expect((await registry("import", "yunling", out, "--whole", "--day", "2026-10-01", ...by)).code).toBe(0);
  expect(await editions()).toBe(1);

  const number = await count("from recording"); // the only one of this database
  const preview = await registry("undo", "yunling", String(number));
  expect([preview.code, preview.said]).toEqual([0, expect.stringContaining("472 entries")]);
  expect(await editions()).toBe(1);
  expect((await registry("undo", "yunling", String(number), ...by)).code).toBe(0);
  expect([await editions(), await people()]).toEqual([2, 0]);
}, 120_000);

it("refuses what is not there, and says how it is called", async () => {
  const away = await registry("import", "yunling", join(folder, "away.xlsx"));
  expect([away.code, away.said]).toEqual([3, expect.stringContaining("cannot be read")]);
  expect((await registry("import", "yunling", roster, "--apply")).code).toBe(2);
  expect(await count("from registry_import where state not in ('applied', 'abandoned')")).toBe(0);
}, 120_000);
