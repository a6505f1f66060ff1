import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { routes } from "@biaochi/contract";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readPdf } from "./documents/test-documents.ts";
import { loadDataset } from "./load-dataset.ts";
import { version } from "./main.ts";
import { makeClock } from "./platform/clock.ts";
import { buildHttp } from "./platform/http.ts";
import { wholeCity } from "./platform/scope.ts";
import { readSettings } from "./platform/settings.ts";
import { freshDatabase, type TestDatabase } from "./platform/test-database.ts";
import { makeWaitingDocuments } from "./stages/exports/attendant.ts";
import { digestOf } from "./stages/exports/file-store.ts";
import { startRun } from "./stages/scoring/commands.ts";
import { openDesk } from "./stages/scoring/desk.ts";
import { computeWaitingRuns } from "./stages/scoring/jobs.ts";
import { mountStages } from "./stages.ts";
import { removeTowns, showRun, townPeople, unitCount, writeTown } from "./test-city.ts";

type Who = "organiser" | "head" | "official";
type Body = Readonly<Record<string, unknown>> & {
  readonly job?: number;
  readonly state?: string;
  readonly code?: string;
};

let db: TestDatabase;
let app: FastifyInstance;
let run = 0;
let ordered = 0;
const data = mkdtempSync(join(tmpdir(), "biaochi-documents-"));
const files = join(data, "files");
const cookies = new Map<Who, string>();

async function ask(who: Who, method: "GET" | "POST", path: string, body?: object) {
  const answer = await app.inject({
    method,
    url: `/api/v1${path}`,
    headers: { host: "localhost", cookie: cookies.get(who) ?? "" },
    ...(body === undefined ? {} : { payload: body }),
  });
  const isJson = String(answer.headers["content-type"]).includes("json");
  const json: Body = isJson ? answer.json() : {};
  return { status: answer.statusCode, body: json, raw: answer.rawPayload, headers: answer.headers };
}

const make = (isStopped?: () => boolean) =>
  makeWaitingDocuments(db.database, {
    files,
    desk: openDesk(db.database),
    ...(isStopped === undefined ? {} : { isStopped }),
  });

type Issued = {
  readonly number: string;
  readonly sha256: string;
  readonly name: string;
  readonly subject: { readonly id: string } | null;
};

async function register(who: Who): Promise<readonly Issued[]> {
  return (await ask(who, "GET", "/documents?limit=200")).body.documents as readonly Issued[];
}

beforeAll(async () => {
  db = await freshDatabase();
  const folder = writeTown();
  const loaded = await loadDataset(db.database, {
    folder,
    programme: "town",
    author: "test",
    people: () => townPeople,
  });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.refusal));
  const started = await db.database.transaction((tx) => startRun(tx, wholeCity, { programme: "town", period: "2025" }));
  if (!started.ok) throw new Error(started.refusal.code);
  await computeWaitingRuns(db.database);
  run = started.value.id;
  await showRun(db.database, run);
  const read = readSettings({ env: { BIAOCHI_MODE: "demo", BIAOCHI_LOG: "silent", BIAOCHI_DATA: data } });
  if (!read.ok) throw new Error(read.refusal.code);
  const { settings } = read.value;
  app = await buildHttp({
    settings,
    database: db.database,
    version,
    mount: (scope) =>
      mountStages(scope, {
        masterKey: new Uint8Array(32),
        settings,
        database: db.database,
        clock: makeClock({ mode: "demo" }),
        onQueued: () => undefined,
        onOrdered: () => {
          ordered += 1;
        },
      }),
  });
  for (const who of ["organiser", "head", "official"] as const) {
    const answer = await app.inject({
      method: "POST",
      url: "/api/v1/session",
      headers: { host: "localhost" },
      payload: { account: who },
    });
    cookies.set(who, String(answer.headers["set-cookie"]).split(";")[0] ?? "");
  }
});
afterAll(removeTowns);
afterAll(async () => {
  await app.close();
  await db.drop();
  rmSync(data, { recursive: true, force: true });
});

describe("one document", () => {
  it("is ordered, made, registered with its digest, and handed over byte for byte", async () => {
    const order = await ask("organiser", "POST", `/runs/${run}/sheets`, { kind: "report-card", subject: "u3" });
    expect(order.status).toBe(202);
    expect(order.body).toMatchObject({ state: "queued", total: 1, done: 0, document: null });
    expect(ordered).toBeGreaterThan(0);
    expect(await make()).toBe(1);
    const done = await ask("organiser", "GET", `/document-jobs/${order.body.job}`);
    expect(done.body).toMatchObject({
      state: "done",
      done: 1,
      document: { subject: { id: "u3" }, pages: expect.any(Number), findings: [] },
    });
    const { number, sha256, name } = done.body.document as Issued;
    const file = await ask("organiser", "GET", `/documents/${number}/file`);
    expect(digestOf(file.raw)).toBe(sha256);
    expect(decodeURIComponent(String(file.headers["content-disposition"]))).toContain(name);
    const page = await ask("organiser", "GET", `/runs/${run}/subjects/u3`);
    const text = readPdf(file.raw).pages.join("\n");
    expect(text).toContain(`编号 ${number}`);
    expect(text).toContain(Number(page.body.score).toFixed(2));
    expect(text).toContain("第3局");
  });

  it("says exactly the run's figures: every node of the page is in the document", async () => {
    const order = await ask("organiser", "POST", `/runs/${run}/sheets`, { kind: "report-card", subject: "u2" });
    await make();
    const { body } = await ask("organiser", "GET", `/document-jobs/${order.body.job}`);
    const file = await ask("organiser", "GET", `/documents/${(body.document as Issued).number}/file`);
    const text = readPdf(file.raw).pages.join("\n");
    const page = routes.readSubject.output.parse((await ask("organiser", "GET", `/runs/${run}/subjects/u2`)).body);
    // The town's weights are 60 and 40; each figure rounded by hand, half up, on exact hundredths.
    for (const node of page.nodes) {
      const [num = "0", den = "1"] = (node.points ?? "0").split("/");
      const hundredths = Math.round((Number(num) / Number(den)) * 100 + 1e-7) / 100;
      expect(text).toContain(hundredths.toFixed(2));
    }
  });

  it("is refused to whoever may not see the subject, in the words of what does not exist", async () => {
    for (const [who, subject] of [
      ["head", "u2"],
      ["official", "u1-p3"],
      ["official", "nobody"],
    ] as const) {
      const kind = subject.includes("-p") || subject === "nobody" ? "score-sheet" : "report-card";
      const answer = await ask(who, "POST", `/runs/${run}/sheets`, { kind, subject });
      expect(answer.body).toMatchObject({ code: "outside-scope", status: 403 });
    }
    expect((await ask("official", "POST", `/runs/${run}/sheets`, { kind: "report-card" })).body.code).toBe(
      "outside-scope",
    );
    for (const who of ["head", "official"] as const)
      expect((await ask(who, "POST", `/runs/${run}/papers`, { kind: "brief" })).status).toBe(403);
  });

  it("hands nobody a document that another account ordered, but the appraisal office", async () => {
    await ask("official", "POST", `/runs/${run}/sheets`, { kind: "score-sheet", subject: "u1-p2" });
    await make();
    const own = await register("official");
    expect(own.map((each) => each.subject?.id)).toEqual(["u1-p2"]);
    const number = own[0]?.number;
    expect((await ask("head", "GET", `/documents/${number}/file`)).body.code).toBe("outside-scope");
    expect((await ask("organiser", "GET", `/documents/${number}/file`)).body.code).toBe("export-unapproved");
    await db.database.withConnection((client) =>
      client.query(
        `insert into export_approval (run, what, purpose, until, account, decider, decided_by, decided_at, approved)
         values ($1, 'score-sheets', 'test', current_date + 9, 'organiser', 'office', 'head', now(), true)`,
        [run],
      ),
    );
    expect((await ask("organiser", "GET", `/documents/${number}/file`)).status).toBe(200);
    expect((await register("organiser")).length).toBeGreaterThan(own.length);
  });

  it("notices a file that was touched", async () => {
    const [issued] = await register("organiser");
    const path = join(files, "documents", issued?.sha256.slice(0, 2) ?? "", issued?.sha256 ?? "");
    writeFileSync(path, "touched");
    expect((await ask("organiser", "GET", `/documents/${issued?.number}/file`)).body.code).toBe("document-gone");
  });

  it("stays in the register for ever: the database refuses a change", async () => {
    await expect(
      db.database.withConnection((client) => client.query("update issued_document set name = 'x'")),
    ).rejects.toThrow(/append-only/);
  });
});

describe("many documents", () => {
  const numbersOf = async (job: unknown) => {
    const { rows } = await db.database.withConnection((client) =>
      client.query<{ subject: string }>("select subject from issued_document where job = $1 order by number", [job]),
    );
    return rows.map((row) => row.subject);
  };

  it("are those in scope, in protocol order: all units for the office, the own officials for a head", async () => {
    const all = await ask("organiser", "POST", `/runs/${run}/sheets`, { kind: "report-card", format: "docx" });
    const own = await ask("head", "POST", `/runs/${run}/sheets`, { kind: "score-sheet" });
    await make();
    expect(await numbersOf(all.body.job)).toEqual(Array.from({ length: unitCount }, (_, n) => `u${n + 1}`));
    expect(await numbersOf(own.body.job)).toEqual(["u1-p1", "u1-p2", "u1-p3"]);
    const archive = await ask("organiser", "GET", `/document-jobs/${all.body.job}/archive`);
    expect(archive.raw.readUInt32LE(0)).toBe(0x04034b50);
    expect(archive.raw.readUInt16LE(archive.raw.length - 12)).toBe(unitCount);
    expect((await ask("head", "GET", `/document-jobs/${all.body.job}/archive`)).body.code).toBe("outside-scope");
  });

  it("go on where they were left, and none is made twice", async () => {
    const order = await ask("organiser", "POST", `/runs/${run}/sheets`, { kind: "report-card" });
    let asked = 0;
    const stopAfterThree = () => {
      asked += 1;
      return asked > 4; // once before the order is taken, then before each document
    };
    expect(await make(stopAfterThree)).toBe(3);
    expect((await ask("organiser", "GET", `/document-jobs/${order.body.job}`)).body).toMatchObject({
      state: "running",
      done: 3,
    });
    expect(await make()).toBe(unitCount - 3);
    expect(await numbersOf(order.body.job)).toEqual(Array.from({ length: unitCount }, (_, n) => `u${n + 1}`));
  });

  it("end when they are cancelled; what was made stays", async () => {
    const order = await ask("organiser", "POST", `/runs/${run}/sheets`, { kind: "report-card" });
    let asked = 0;
    await make(() => {
      asked += 1;
      return asked > 2;
    });
    const cancelled = await ask("organiser", "POST", `/document-jobs/${order.body.job}/cancel`);
    expect(cancelled.body).toMatchObject({ state: "cancelled", done: 1 });
    expect(await make()).toBe(0);
    expect(await numbersOf(order.body.job)).toEqual(["u1"]);
  });

  it("name the one that failed and deliver the others", async () => {
    const order = await ask("organiser", "POST", `/runs/${run}/sheets`, { kind: "report-card" });
    const desk = openDesk(db.database);
    const explain: typeof desk.explain = async (from, subjects) => {
      const answer = await desk.explain(from, subjects);
      // The second unit's explanation does not arrive at its recorded score.
      const spoilt = answer.explanations.map((each) => (each.subject === "u2" ? { ...each, score: "1.00" } : each));
      return { ...answer, explanations: spoilt };
    };
    expect(await makeWaitingDocuments(db.database, { files, desk: { explain } })).toBe(unitCount - 1);
    const { body } = await ask("organiser", "GET", `/document-jobs/${order.body.job}`);
    expect(body).toMatchObject({
      state: "done",
      done: unitCount - 1,
      failed: [{ subject: { id: "u2" }, code: "explanation-differs" }],
    });
    const archive = await ask("organiser", "GET", `/document-jobs/${order.body.job}/archive`);
    expect(archive.raw.toString("utf8")).toContain("未生成.txt");
    expect(archive.raw.readUInt16LE(archive.raw.length - 12)).toBe(unitCount);
  });

  it("leave no half-written file behind", () => {
    const left = readdirSync(files, { recursive: true }).filter((name) => String(name).endsWith(".partial"));
    expect(left).toEqual([]);
  });
});

describe("papers about a run", () => {
  it("name as largest loss what the explanation names first, with the same points", async () => {
    const standing = (await ask("organiser", "GET", `/runs/${run}/standings?type=unit&limit=200`)).body;
    const rows = standing.rows as readonly {
      readonly subject: { readonly id: string };
      readonly largestLoss: { readonly path: string; readonly lost: string } | null;
    }[];
    expect(rows).toHaveLength(unitCount);
    const pointsOf = (text: string) => {
      const [num = "0", den = "1"] = text.split("/");
      return Number(num) / Number(den);
    };
    for (const { subject, largestLoss } of rows) {
      const { body } = await ask("organiser", "GET", `/runs/${run}/subjects/${subject.id}/explanation`);
      const [first] = body.lost as readonly { readonly path: string; readonly lost: string }[];
      expect(largestLoss?.path).toBe(first?.path);
      expect(pointsOf(largestLoss?.lost ?? "0")).toBeCloseTo(pointsOf(first?.lost ?? "1"), 6);
    }
  });

  it.each([
    ["standing-table", "pdf"],
    ["standing-table", "docx"],
    ["standing-table", "xlsx"],
    ["brief", "pdf"],
    ["brief", "docx"],
  ] as const)("%s as %s", async (kind, format) => {
    const order = await ask("organiser", "POST", `/runs/${run}/papers`, { kind, format });
    await make();
    const { body } = await ask("organiser", "GET", `/document-jobs/${order.body.job}`);
    expect(body).toMatchObject({ state: "done", document: { kind, format, subject: null, findings: [] } });
  });

  it("a brief as a workbook is refused", async () => {
    const answer = await ask("organiser", "POST", `/runs/${run}/papers`, { kind: "brief", format: "xlsx" });
    expect(answer.body).toMatchObject({ code: "format-unknown", status: 422 });
  });
});
