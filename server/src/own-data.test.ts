import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inflateRawSync } from "node:zlib";
import { isCode } from "@biaochi/words";
import type { FastifyInstance } from "fastify";
import readXlsx from "read-excel-file/node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadDataset } from "./load-dataset.ts";
import { version } from "./main.ts";
import { makeClock } from "./platform/clock.ts";
import { buildHttp } from "./platform/http.ts";
import { wholeCity } from "./platform/scope.ts";
import { readSettings } from "./platform/settings.ts";
import { freshDatabase, type TestDatabase } from "./platform/test-database.ts";
import type { NewAccount, NewGrant } from "./stages/access/store.ts";
import { deferGrade } from "./stages/deferrals/commands.ts";
import { leftOut, namesPeople, whyNot } from "./stages/exports/own-data/coverage.ts";
import { type Line, parts } from "./stages/exports/own-data/parts.ts";
import { computeWaitingRuns } from "./stages/scoring/jobs.ts";
import { mountStages } from "./stages.ts";
import { queueRun, removeTowns, showRun, townPeople, writeTown } from "./test-city.ts";
import { plain } from "./test-plain-answers.ts";

let db: TestDatabase;
let app: FastifyInstance;
let [issued, provisional] = [0, 0];
const folder = mkdtempSync(join(tmpdir(), "biaochi-own-data-"));
const cookies = new Map<string, string>();

/** Whoever is named in the data class, and is appraised as well. */
const discipline: NewAccount = {
  ...{ id: "discipline", name: { "zh-CN": "纪检", en: "Discipline" }, programme: "town", self: "u1-p3" },
  grants: [
    { role: "discipline", reach: "city" },
    { role: "official", reach: "self", programme: "town", things: [] },
  ] satisfies readonly NewGrant[],
};
const accounts = [...townPeople.accounts, discipline];

beforeAll(async () => {
  db = await freshDatabase();
  const people = () => ({ ...townPeople, accounts });
  const loaded = await loadDataset(db.database, { folder: writeTown(), programme: "town", author: "test", people });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.refusal));
  issued = await queueRun(db.database);
  provisional = await queueRun(db.database, "2025Q1");
  await computeWaitingRuns(db.database);
  await showRun(db.database, issued);
  const read = readSettings({ env: { BIAOCHI_LOG: "silent", BIAOCHI_DATA: folder } });
  if (!read.ok) throw new Error(read.refusal.code);
  const { settings } = read.value;
  const clock = makeClock({ mode: "demo" });
  const onQueued = () => undefined;
  const mount = (scope: FastifyInstance) =>
    mountStages(scope, { settings, database: db.database, clock, masterKey: new Uint8Array(32), onQueued });
  app = await buildHttp({ settings, database: db.database, version, mount });
  for (const { id } of accounts) {
    const answer = await app.inject({
      ...{ method: "POST", url: "/api/v1/session", headers: { host: "localhost" }, payload: { account: id } },
    });
    cookies.set(id, String(answer.headers["set-cookie"]).split(";")[0] ?? "");
  }
}, 120_000);
afterAll(removeTowns);
afterAll(async () => {
  await app?.close();
  await db?.drop();
  rmSync(folder, { recursive: true, force: true });
});

const take = (who: string, lang = "zh-CN") =>
  app.inject({
    method: "GET",
    url: `/api/v1/own-file/data.zip?lang=${lang}`,
    headers: { host: "localhost", cookie: cookies.get(who) ?? "" },
  });

/** The files of an archive, read from front to back. */
function filesOf(zip: Buffer): ReadonlyMap<string, Buffer> {
  const files = new Map<string, Buffer>();
  for (let at = 0; zip.readUInt32LE(at) === 0x04034b50; ) {
    const [method, size, name, extra] = [
      zip.readUInt16LE(at + 8),
      zip.readUInt32LE(at + 18),
      zip.readUInt16LE(at + 26),
      zip.readUInt16LE(at + 28),
    ];
    const start = at + 30 + name + extra;
    const body = zip.subarray(start, start + size);
    files.set(zip.toString("utf8", at + 30, at + 30 + name), method === 0 ? body : inflateRawSync(body));
    at = start + size;
  }
  return files;
}
type Package = Readonly<Record<string, readonly Line[]>>;
const jsonOf = (zip: Buffer): Package =>
  JSON.parse(filesOf(zip).get("own-data.json")?.toString("utf8") ?? "") as Package;

describe("the package of a person", () => {
  it("covers every table that names people, or says why not", async () => {
    const { rows } = await db.database.withConnection((client) =>
      client.query<{ table: string; column: string }>(
        `select t.table_name as table, c.column_name as column from information_schema.tables t
           join information_schema.columns c using (table_schema, table_name)
         where t.table_schema = 'public' and t.table_type = 'BASE TABLE'`,
      ),
    );
    const naming = [...new Set(rows.filter(({ column }) => namesPeople(column)).map(({ table }) => table))];
    const taken = parts.flatMap(({ tables }) => tables);
    expect(naming.length).toBeGreaterThan(30);
    const missing = naming.filter((table) => !taken.includes(table) && !Object.hasOwn(leftOut, table));
    expect(missing, "in own-data/parts.ts, or with a reason in own-data/coverage.ts").toEqual([]);
    expect(taken.filter((table) => Object.hasOwn(leftOut, table))).toEqual([]);
    const known = new Set(rows.map(({ table }) => table));
    expect([...taken, ...Object.keys(leftOut)].filter((table) => !known.has(table))).toEqual([]);
  });

  it("holds what is one’s own, and nothing of anybody else", async () => {
    const answer = await take("official");
    expect(answer.statusCode).toBe(200);
    const own = jsonOf(answer.rawPayload);
    expect(own.account).toEqual([expect.objectContaining({ id: "official", name_en: "Official" })]);
    expect(own.person).toEqual([expect.objectContaining({ name_zh: "人员u1-p2", unit: "u1" })]);
    expect(own.facts?.length).toBe(4);
    expect(own.grants).toEqual([expect.objectContaining({ role: "official", reach: "self" })]);
    expect(own.sessions?.length).toBeGreaterThan(0);
    expect(own.points?.length).toBeGreaterThan(0);
    expect(JSON.stringify(own)).not.toMatch(/u1-p3|u1-p1|人员u2|token|digest"/);
  });

  it("holds no result that one may not see yet, nor a document about one, no rank and no grade", async () => {
    await db.database.withConnection(async (client) => {
      for (const [number, run] of [issued, provisional].entries())
        await client.query(
          `with j as (insert into document_job (run, kind, format, language, total, account, account_name, roles, scope, asked_at)
             values ($1, 'score-sheet', 'pdf', 'en', 1, 'organiser', '{}', '{organiser}', '[]', now()) returning id)
           insert into issued_document (number, job, subject, name, size, sha256, findings, issued_at)
           select $2, id, 'u1-p2', 'x.pdf', 1, repeat('0', 64), '[]', now() from j`,
          [run, number + 1],
        );
    });
    const own = jsonOf((await take("official")).rawPayload);
    expect(own.results?.map(({ run }) => run)).toEqual([issued]);
    expect(own.documents?.map(({ run }) => run)).toEqual([issued]);
    expect(new Set(own.points?.map(({ run }) => run))).toEqual(new Set([issued]));
    expect(Object.keys(own.results?.[0] ?? {})).toEqual(["run", "period", "list", "standing", "score"]);
    expect(provisional).toBeGreaterThan(0);
  });

  it("says the same as a workbook, with who took it and when, in either language, every column named", async () => {
    for (const lang of ["zh-CN", "en"] as const) {
      const files = filesOf((await take("official", lang)).rawPayload);
      const path = join(folder, "own.xlsx");
      writeFileSync(path, files.get("own-data.xlsx") ?? "");
      const sheets = await readXlsx(path);
      expect(sheets.length).toBe(parts.length);
      expect(JSON.stringify(sheets)).not.toContain("own-data.");
      const readme = files.get("README.txt")?.toString("utf8") ?? "";
      expect(readme).toMatch(/^\ufeff本人数据/);
      expect(readme).toContain("My data");
      expect(readme).not.toMatch(/own-data\.(?!xlsx|json)/);
    }
    for (const code of [...parts.map(({ name }) => `own-data.${name}`), ...whyNot.map((why) => `own-data.why.${why}`)])
      expect(isCode(code), code).toBe(true);
  });

  it("is for the person alone, and on record", async () => {
    expect((await take("organiser")).statusCode).toBe(403);
    const head = jsonOf((await take("head")).rawPayload);
    expect(head.person).toEqual([expect.objectContaining({ name_zh: "人员u1-p1" })]);
    expect(JSON.stringify(head)).not.toContain("u1-p2");
    const { rows } = await db.database.withConnection((client) =>
      client.query(
        "select account, kind, subject, outcome from audit_event where action = 'export-own-data' order by event",
      ),
    );
    expect(rows).toContainEqual({ account: "official", kind: "export", subject: "u1-p2", outcome: "done" });
  });

  it("says the same, byte for byte, whether an open case has deferred the grade or nothing; of whoever defers, too", async () => {
    const holders = ["official", "discipline"] as const;
    /** Every file as text; who looked, and from where one is signed in, is another at each taking. */
    const said = async (who: string) => {
      const files = filesOf((await take(who)).rawPayload);
      const path = join(folder, "own.xlsx");
      writeFileSync(path, files.get("own-data.xlsx") ?? "");
      const { readers, sessions, at, ...own } = JSON.parse(files.get("own-data.json")?.toString("utf8") ?? "");
      const sheets = await readXlsx(path);
      const readme = plain(files.get("README.txt") ?? "").replaceAll(/^(readers|sessions) .*$/gm, "");
      const told = { own, readme, sheets: sheets.map(({ sheet }) => sheet) };
      return { told, results: own.results, text: JSON.stringify([told, readers, sheets]) };
    };
    const before = [await said("official"), await said("discipline")];
    const document = "城纪立案〔2026〕7号（虚构）";
    for (const [subject, cause] of [
      ["u1-p2", "open-case"],
      ["u1-p3", "open-case"],
    ] as const)
      await db.database.transaction(async (tx) => {
        const deferral = {
          programme: "town",
          subject,
          period: "2025",
          from: "2025-07-01",
          reason: "立案审查",
        } as const;
        const by = subject === "u1-p3" ? "organiser" : "discipline";
        const done = await deferGrade(tx, { scope: wholeCity, self: undefined }, { ...deferral, cause, document }, by);
        expect(done.ok).toBe(true);
      });
    for (const [n, who] of holders.entries()) {
      const after = await said(who);
      expect(after.told).toEqual(before[n]?.told);
      expect(after.results.length).toBeGreaterThan(0);
      expect(after.text).not.toMatch(/open-case|立案|城纪|暂不确定等次|#deferred|"grade"|see-deferrals|defer-grade/);
    }
  });
});
