import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type AuditEvent, type RouteName, route, routes } from "@biaochi/contract";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { loadDataset } from "./load-dataset.ts";
import { version } from "./main.ts";
import { insertLines, linesOf } from "./platform/audit/event.ts";
import { sealWaiting } from "./platform/audit/sealer.ts";
import { openTrail } from "./platform/audit/trail.ts";
import { makeClock } from "./platform/clock.ts";
import { buildHttp } from "./platform/http.ts";
import { handle, mountRoutes } from "./platform/mount-routes.ts";
import { type Scope, wholeCity } from "./platform/scope.ts";
import { readSettings, type Settings } from "./platform/settings.ts";
import { freshDatabase, type TestDatabase } from "./platform/test-database.ts";
import { listAudit } from "./stages/access/audit-store.ts";
import { computeWaitingRuns } from "./stages/scoring/jobs.ts";
import { mountStages } from "./stages.ts";
import { queueRun, removeTowns, showRun, townPeople, writeTown } from "./test-city.ts";
import { keepingRows } from "./test-keeping-rows.ts";
import { signInRows } from "./test-sign-in-rows.ts";

/** What is done through the doors, as the trail tells it to the audit administrator and to the person concerned. */
let db: TestDatabase;
let app: FastifyInstance;
let settings: Settings;
let run: number;
const data = mkdtempSync(join(tmpdir(), "biaochi-audit-doors-"));
const cookies = new Map<string, string>();

const people = {
  ...townPeople,
  accounts: [
    ...townPeople.accounts,
    ...(["audit-administrator", "discipline", "auditor"] as const).map((role) => ({
      ...{ id: role, name: { "zh-CN": role, en: role }, programme: "town" },
      grants: [{ role, reach: role === "audit-administrator" ? ("installation" as const) : ("city" as const) }],
    })),
  ],
};

async function ask(who: string, path: string, body?: object) {
  const answer = await app.inject({
    ...{ method: body === undefined ? "GET" : "POST", url: `/api/v1${path}` },
    headers: { host: "localhost", cookie: cookies.get(who) ?? "" },
    ...(body === undefined ? {} : { payload: body }),
  });
  return answer;
}
const signIn = async (account: string) => {
  const answer = await ask("", "/session", { account });
  cookies.set(account, String(answer.headers["set-cookie"]).split(";")[0] ?? "");
  return answer;
};
const trail = async (query = ""): Promise<readonly AuditEvent[]> =>
  (await ask("audit-administrator", `/audit?limit=500&kind=read&${query}`)).json().events;
const lines = async (query: string): Promise<readonly AuditEvent[]> =>
  (await ask("audit-administrator", `/audit?limit=500&${query}`)).json().events;
const rows = async (text: string, values: readonly unknown[] = []) =>
  (await db.database.withConnection((client) => client.query(text, [...values]))).rows;

beforeAll(async () => {
  db = await freshDatabase();
  const asked = { folder: writeTown(), programme: "town", author: "test", people: () => people };
  const loaded = await loadDataset(db.database, asked);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.refusal));
  run = await queueRun(db.database);
  await computeWaitingRuns(db.database);
  await showRun(db.database, run);
  const read = readSettings({
    env: { BIAOCHI_LOG: "silent", BIAOCHI_DATA: data, BIAOCHI_REQUESTS_PER_MINUTE: "100000" },
  });
  if (!read.ok) throw new Error(read.refusal.code);
  settings = read.value.settings;
  const key = new Uint8Array(32);
  const clock = makeClock({ mode: "demo" });
  const options = { settings, database: db.database, clock, masterKey: key, onQueued: () => undefined };
  const mount = (scope: FastifyInstance) => mountStages(scope, { ...options, trail: openTrail(db.database, key) });
  app = await buildHttp({ settings, database: db.database, version, mount });
  for (const { id } of people.accounts) await signIn(id);
});
afterAll(removeTowns);
afterAll(async () => {
  await app.close();
  await db.drop();
  rmSync(data, { recursive: true, force: true });
});

describe("what a door keeps", () => {
  it("a read of a person's result: who, by what right, of whom, when, from where, with what outcome", async () => {
    expect((await ask("head", `/runs/${run}/subjects/u1-p2`)).statusCode).toBe(200);
    const [line] = await trail("account=head&subject=u1-p2");
    expect(line).toMatchObject({
      ...{
        kind: "read",
        account: { id: "head", name: { en: "Head" } },
        roles: ["head", "official"],
        reach: ["units", "self"],
      },
      ...{ action: "see-subject", route: "GET /runs/{run}/subjects/{subject}", run, programme: "town" },
      ...{ subject: { id: "u1-p2", name: { en: "Person u1-p2" } }, outcome: "done", fact: null, thing: null },
    });
    expect(line?.request).toMatch(/^[0-9a-f]{8}$/);
    expect(line?.address).toMatch(/^[0-9a-f]{32}$/);
    expect(Date.now() - Date.parse(line?.at ?? "")).toBeLessThan(60_000);
  });

  it("whoever is turned away, also where answers are not kept", async () => {
    await ask("official", `/runs/${run}/subjects/u2-p1`);
    await ask("official", "/audit");
    await ask("official", "/runs/999999");
    const lines = await trail("account=official&outcome=refused");
    expect(lines.map(({ action, outcome, subject }) => [action, outcome, subject?.id])).toEqual([
      ["see-runs", "outside-scope", undefined],
      ["see-audit", "not-permitted", undefined],
      ["see-subject", "outside-scope", "u2-p1"],
    ]);
  });

  it("signing in, and the attempt that failed", async () => {
    await signIn("nobody-of-that-name");
    const { events } = (await ask("audit-administrator", "/audit?kind=sign-in&limit=1")).json();
    expect(events).toMatchObject([
      { account: null, thing: "way:demo account:nobody-of-that-name", outcome: "refused" },
    ]);
    const signedIn = (await ask("audit-administrator", "/audit?kind=sign-in&account=head")).json();
    expect(signedIn.events).toMatchObject([{ account: { id: "head" }, action: "signed-in", outcome: "done" }]);
  });

  it("a sign-in and a sign-out under one name, by which the lines of earlier versions are found, too", async () => {
    const earlier = (action: string, outcome: string) =>
      rows(`insert into audit_event (kind, account, action, outcome, thing)
        values ('sign-in', 'earlier', '${action}', '${outcome}', 'account:earlier')`);
    await earlier("sign-in", "done");
    await earlier("sign-in", "not-found");
    await earlier("sign-out", "done");
    const found = async (action: string) =>
      (await lines(`account=earlier&action=${action}`)).map(({ outcome }) => outcome);
    expect(await found("signed-in")).toEqual(["done"]);
    expect(await found("sign-in-refused")).toEqual(["not-found"]);
    expect(await found("signed-out")).toEqual(["done"]);
    const cookie = cookies.get("auditor") ?? "";
    await app.inject({ method: "DELETE", url: "/api/v1/session", headers: { host: "localhost", cookie } });
    expect(await lines("account=auditor&action=signed-out")).toHaveLength(1);
    await signIn("auditor");
  });

  it("is searched by whatever it was about, and by names", async () => {
    await rows(`insert into audit_event (kind, account, action, outcome, thing)
      values ('grant', 'head', 'session-ended', 'done', 'account:official way:password')`);
    const about = async (query: string) => (await lines(query)).filter(({ action }) => action === "session-ended");
    for (const thing of ["account:official", "official", "way:password", "password"])
      expect(await about(`thing=${thing}`), thing).toMatchObject([{ about: { id: "official" } }]);
    expect(await about("thing=offic")).toHaveLength(1); // part of the account's name
    expect(await about("thing=passwor")).toEqual([]);
    const named = await lines("account=hea&kind=sign-in");
    expect(new Set(named.map(({ account }) => account?.id))).toEqual(new Set(["head"]));
  });

  it("a change with its fact and its subject, and nothing of what was said", async () => {
    const [fact] = await rows("select id from observation where subject = 'u1-p2' order by id limit 1");
    const path = `/programmes/town/facts/${encodeURIComponent(fact.id)}/corrections`;
    const body = { correction: { value: "77.125" }, reason: "counted-once-more" };
    const refused = await ask("organiser", path, body);
    expect(refused.json()).toMatchObject({ code: "version-required" });
    const done = await app.inject({
      ...{ method: "POST", url: `/api/v1${path}`, payload: body },
      headers: { host: "localhost", cookie: cookies.get("organiser") ?? "", "if-match": `"${encodeURI(fact.id)}"` },
    });
    expect(done.statusCode, done.body).toBe(201);
    const { events } = (await ask("audit-administrator", "/audit?kind=change&action=correct-fact")).json();
    expect(events.map(({ outcome, subject }: AuditEvent) => [outcome, subject?.id])).toEqual([
      ["done", "u1-p2"],
      ["version-required", undefined],
    ]);
    expect(events[1]).toMatchObject({ fact: fact.id, programme: "town", roles: ["organiser"], reach: ["city"] });
    const [{ all }] = await rows("select string_agg(e::text, ' ') as all from audit_event e");
    expect(all).not.toMatch(/77\.125|counted-once-more|127\.0\.0\.1/);
  });

  it("exports and documents", async () => {
    await ask("head", `/runs/${run}/standings.xlsx?type=official`);
    const [approval] = await rows(
      `insert into export_approval (run, what, purpose, until, account, decider, decided_by, decided_at, approved)
       values ($1, 'standings', 'test', current_date + 9, 'head', 'office', 'organiser', now(), true) returning id`,
      [run],
    );
    await ask("head", `/runs/${run}/standings.xlsx?type=official`);
    await ask("head", `/runs/${run}/sheets`, { kind: "score-sheet", subject: "u1-p2" });
    const { events } = (await ask("audit-administrator", "/audit?kind=export&account=head")).json();
    expect(events).toMatchObject([
      { action: "issue-sheets", run, subject: { id: "u1-p2" }, outcome: "done" },
      { action: "export-standings", run, thing: `type:official approval:${approval.id}`, outcome: "done" },
      { action: "export-standings", run, thing: "type:official", outcome: "export-unapproved" },
    ]);
  });

  it("what the audit administrator does, too", async () => {
    await ask("audit-administrator", "/audit/export.ndjson?from=2026-01-01");
    const { events } = (await ask("audit-administrator", "/audit?kind=export&account=audit-administrator")).json();
    expect(events).toMatchObject([{ action: "export-audit", outcome: "done", reach: ["installation"] }]);
    expect((await trail("account=audit-administrator")).length).toBeGreaterThan(0);
  });
});

describe("a door cannot forget it", () => {
  const common = { summary: "s", input: {}, output: z.object({}), refusals: ["conflict"] } as const;
  const doors = [
    route({ ...common, method: "GET", path: "/done", action: "a", audit: "read" }),
    route({ ...common, method: "GET", path: "/refused", action: "a", audit: "read" }),
    route({ ...common, method: "GET", path: "/broken", action: "a", audit: "read" }),
    route({ ...common, method: "POST", path: "/done", action: "a", audit: "change" }),
    route({ ...common, method: "POST", path: "/refused", action: "a", audit: "change" }),
    route({ ...common, method: "POST", path: "/broken", action: "a", audit: "change" }),
    route({ ...common, method: "GET", path: "/quiet", action: "a", audit: "none" }),
  ];
  const mounted = doors.map((door) =>
    handle<{ id: string; account: object }>()(door, async () => {
      if (door.path === "/broken") throw new Error("broken");
      if (door.path === "/refused") return { ok: false, refusal: { code: "conflict" } };
      return { ok: true, value: { value: {} } };
    }),
  );
  const build = (write: ReturnType<typeof openTrail>["write"]) =>
    buildHttp({
      ...{ settings, database: db.database, version },
      mount: (scope) =>
        mountRoutes(scope, mounted, {
          database: db.database,
          trail: { write, addressDigest: () => undefined },
          admit: async () => ({ ok: true, value: { id: "somebody", account: {} } }),
        }),
    });
  const knock = async (http: FastifyInstance, method: "GET" | "POST", path: string) =>
    (await http.inject({ method, url: `/api/v1${path}`, headers: { host: "localhost" } })).statusCode;

  it("answers, refusals and bugs of a handler that knows of no trail", async () => {
    const before = (await rows("select max(event) as last from audit_event"))[0].last;
    const http = await build(openTrail(db.database).write);
    for (const { method, path } of doors) await knock(http, method as "GET" | "POST", path);
    await http.close();
    const lines = await rows("select route, outcome from audit_event where event > $1 order by event", [before]);
    expect(lines.map((line) => [line.route, line.outcome])).toEqual([
      ["GET /done", "done"],
      ["GET /refused", "conflict"],
      ["GET /broken", "internal-error"],
      ["POST /done", "done"],
      ["POST /refused", "conflict"],
      ["POST /broken", "internal-error"],
    ]);
  });

  it("gives no answer that it could not record", async () => {
    const http = await build(() => Promise.reject(new Error("no room")));
    expect(await knock(http, "GET", "/done")).toBe(500);
    expect(await knock(http, "GET", "/refused")).toBe(500);
    expect(await knock(http, "GET", "/quiet")).toBe(200);
    await http.close();
  });

  it("every route that shows a result, a file or a change says how it is kept", () => {
    const kept = (Object.keys(routes) as RouteName[]).filter((name) => routes[name].audit === "none");
    // Names, choices and the own list: no result of a person is in them. Whoever adds one here says why.
    // Names, choices and the own list: no result of a person is in them. Whoever adds one here says why.
    const named = [
      // What was asked of units, in sums and request by request; of oneself how often. What is foreseen of units: no result.
      ...["readBurden", "readBurdenOfProduct", "readBurdenOfUnit", "readBurdenRules", "readOwnBurden"],
      ...["listBurdenRequests", "readBurdenRequest", "previewBurdenRequest", "listQualityRules", "listWarnings"],
      ...["readSession", "listDemoAccounts", "listTodos", "listAccounts", "listGrantable", "listGrants"],
      ...["listHandOvers", "listFactorStates", "previewFactorRoles", "readWarning", "readWarningRecord", "readReport"],
      ...["listRuns", "readRun", "readRunChoices", "readSchemeVersion", "readWorths", "compareSchemeVersions"],
      ...["readSchemeInForce", "readSchemeLists", "readListInWords", "previewScheme", "listMissions", "listReports"],
      // How far projects of units have come; what is due of units.
      ...["listProjects", "readProject", "readProjectChoices", "readReportHolders", "readReportRows"],
      ...["listOwnProjects", "readOwnProject"],
      // Schemes in the making and what they ask of whom: no result of anybody.
      ...["listSchemeVersions", "readSchemeEffects", "noteScheme", "listDrafts", "readDraft", "readDraftRevision"],
      ...["readVocabulary", "readDraftEffects", "listUpperSchemes", "readUpperScheme", "listLiveSessions"],
      ...["listAccountActs", "listPasswordLinks", "readInstallationSettings", "readOwnDeeds", "readDeedChoices"],
      // What indicators mean, and what stands against them; goals and what was handed to whom to do. No result of anybody.
      ...["listLibrary", "readLibraryIndicator", "checkLibraryIndicator", "listLibraryExceptions", "previewTakeOver"],
      ...["listProposals", "readProposal", "checkProposal", "readSlimming", "listAppraisals", "readGoals"],
      ...["tryGoalTable", "listBarred", "readCoverage", "readOwnTasks", "noteOwnTasks", "noteAttestation"],
      // National law, and what a city adds to it; how figures are counted, without a figure.
      ...["readRulebooks", "listRedLines", "listLocalRules", "listMeasures", "readMeasure", "readContestChoices"],
      ...["listDocumentJobs", "readDocumentJob", "listDocuments", "search", "readOwnReaders", "readUpperForecast"],
      // Applications and decisions without a result, runs of connections, the tree of units: what is asked, decided and taken has lines.
      ...["listExportApprovals", "noteExport", "listErasures", "listArrivalRuns", "listStreamRuns", "listBodies"],
      // Choices and empty sheets. Workbooks on their way in and out: what is sent, tried, recorded, undone and taken has lines of its own.
      ...["listRegistryExports", "readRegistryTemplate", "listRecognised", "readClaimChoices", "readAssessmentForm"],
      ...["listRegistries", "listImports", "readImport", "listImportChanges", "proposeImportSheet", "previewUndo"],
      // Where mail goes and whether it left, which unit has answered, without what; where data come from, what rows mean; trials by number.
      ...["readOwnMail", "readMailStatus", "listMailAddresses", "readVerification", "listTrials", "listCodes"],
      ...["listConnections", "readConnection", "listStreams", "readStream", "readRegistryTree", "listRegistryEditions"],
      "readReportTable",
    ];
    // Signing in, the own security and what keepers do write lines of their own, which name whom they are about.
    const isDeed = (name: RouteName) => name in keepingRows && routes[name].method !== "GET";
    const writeThemselves = kept.filter((name) => name in signInRows || isDeed(name));
    const signing = ["signIn", "signOut"];
    expect(kept.filter((name) => !writeThemselves.includes(name) && !signing.includes(name)).sort()).toEqual(
      named.sort(),
    );
  });
});

describe("the audit administrator", () => {
  it("reads no score", async () => {
    for (const who of ["organiser", "head", "auditor"]) {
      await ask(who, `/runs/${run}/standings?type=official`);
      await ask(who, `/runs/${run}/subjects/u1-p2/explanation`);
    }
    const scores = await rows("select distinct score::text as score from run_result where score is not null");
    const shown = (await ask("audit-administrator", "/audit?limit=500")).body.replaceAll(/"at":"[^"]*"/g, "");
    const exported = (await ask("audit-administrator", "/audit/export.ndjson")).body;
    for (const { score } of scores) for (const text of [shown, exported]) expect(text).not.toContain(`"${score}"`);
    expect(shown).not.toMatch(/"(score|value|points|grade|rank|band)"/);
  });

  it("reads page after page what it reads at once, whatever happens meanwhile", async () => {
    const whole = await trail("until=2100-01-01");
    const last = whole[0]?.event ?? 0;
    const seen: number[] = [];
    for (let cursor: string | null = ""; cursor !== null; ) {
      const path: string = `/audit?kind=read&limit=3${cursor === "" ? "" : `&cursor=${encodeURIComponent(cursor)}`}`;
      const page: { events: AuditEvent[]; next: string | null } = (await ask("audit-administrator", path)).json();
      seen.push(...page.events.map(({ event }) => event));
      cursor = page.next;
      await ask("head", `/runs/${run}/subjects/u1`);
    }
    expect(seen.filter((event) => event <= last)).toEqual(whole.map(({ event }) => event));
    expect((await ask("audit-administrator", "/audit?cursor=x")).statusCode).toBe(200);
  });

  it("searches by day, action and subject", async () => {
    expect(await trail("until=2020-01-01")).toEqual([]);
    expect(await trail("from=2100-01-01")).toEqual([]);
    expect(new Set((await trail("action=see-explanation")).map(({ action }) => action))).toEqual(
      new Set(["see-explanation"]),
    );
    expect(new Set((await trail("subject=u1-p2")).map(({ subject }) => subject?.id))).toEqual(new Set(["u1-p2"]));
  });

  it("is the only one to whom the trail is open, whatever the door says", async () => {
    const read = (scope: Scope) => db.database.read((tx) => listAudit(tx, scope, {}, { after: undefined, limit: 500 }));
    expect(
      (await read([{ role: "audit-administrator", reach: { kind: "installation" }, releases: [] }])).length,
    ).not.toBe(0);
    expect(await read([])).toEqual([]);
    expect(await read(wholeCity)).toEqual([]);
  });

  it("is told whether the trail is whole", async () => {
    await sealWaiting(db.database, join(data, "audit-heads.ndjson"));
    const check = (await ask("audit-administrator", "/audit/check")).json();
    expect(check).toMatchObject({ batches: 1, findings: [] });
    await db.database.withConnection(async (client) => {
      await client.query("set session_replication_role = replica");
      await client.query("update audit_event set subject = 'u6-p3' where sequence = 2");
      await client.query("set session_replication_role = origin");
    });
    const { findings } = (await ask("audit-administrator", "/audit/check")).json();
    expect(findings).toMatchObject([{ code: "row-changed", params: { sequence: "2" } }]);
  });
});

describe("who looked at my file", () => {
  const readers = async (who: string) => (await ask(who, "/own-file/readers")).json();
  const month = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 7);

  it("category and month; not the office, not discipline, nobody who was refused, nothing that is masked", async () => {
    await db.database.withConnection(async (client) => {
      await client.query("set session_replication_role = replica");
      await client.query("delete from audit_event");
      await client.query("set session_replication_role = origin");
    });
    expect(await readers("official")).toEqual({ months: [], days: 1096 });
    await ask("organiser", `/runs/${run}/subjects/u1-p2`);
    await ask("discipline", `/runs/${run}/subjects/u1-p2`);
    await ask("head", `/runs/${run}/subjects/u1-p3`);
    const masked = { kind: "read", account: "x", action: "see-case", subject: "u1-p2", programme: "town" } as const;
    await db.database.withConnection((client) =>
      client.query(insertLines, [
        linesOf([
          { ...masked, roles: ["auditor"], outcome: "done", masked: true },
          { ...masked, roles: ["authority"], outcome: "outside-scope" },
          { ...masked, roles: ["auditor"], outcome: "done", programme: "village" },
          { ...masked, roles: ["organiser", "head"], outcome: "done" },
        ]),
      ]),
    );
    expect((await readers("official")).months).toEqual([]);
    await ask("head", `/runs/${run}/subjects/u1-p2`);
    await ask("head", `/runs/${run}/subjects/u1-p2/explanation`);
    await ask("official", `/runs/${run}/subjects/u1-p2`);
    await ask("auditor", `/runs/${run}/subjects/u1-p2`);
    expect((await readers("official")).months).toEqual([{ month, readers: ["self", "unit", "oversight"] }]);
    expect((await readers("head")).months).toEqual([]);
    await ask("head", `/runs/${run}/subjects/u1-p1`);
    expect((await readers("head")).months).toEqual([{ month, readers: ["self"] }]);
  });
});
