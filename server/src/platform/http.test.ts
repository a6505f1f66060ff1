import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ok, refuse, route } from "@biaochi/contract";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { openTrail } from "./audit/trail.ts";
import { openDatabase } from "./database.ts";
import { buildHttp } from "./http.ts";
import { listen } from "./listen.ts";
import { handle, mountRoutes } from "./mount-routes.ts";
import { readSettings } from "./settings.ts";
import { databaseForThisTest, freshDatabase, type TestDatabase } from "./test-database.ts";

const greet = route({
  method: "GET",
  path: "/greetings/{name}",
  summary: "Greet",
  action: "greet",
  audit: "read",
  input: { params: z.object({ name: z.string().min(2) }), query: z.object({ times: z.coerce.number().int().max(9) }) },
  output: z.object({ text: z.string() }).meta({ id: "Greeting" }),
  refusals: ["not-found"],
});

const note = route({
  method: "POST",
  path: "/notes",
  summary: "Note something",
  action: "note",
  audit: "change",
  input: { body: z.object({ text: z.string(), refused: z.boolean().optional() }) },
  output: z.object({ id: z.string() }),
  success: 201,
  refusals: ["conflict"],
});

const paper = route({
  method: "GET",
  path: "/paper",
  summary: "A document",
  action: "greet",
  audit: "none",
  input: {},
  output: { mediaType: "text/csv" },
  refusals: [],
});

const count = route({
  method: "GET",
  path: "/count",
  summary: "A number that is there, or is not",
  action: "greet",
  audit: "none",
  input: {},
  output: z.object({ points: z.number() }),
  refusals: [],
});

const routes = [
  handle()(greet, async (_tx, { input }) => {
    if (input.params.name === "nobody") return refuse({ code: "not-found" });
    const value = { text: input.params.name.repeat(input.query.times), secret: "not in the schema" };
    return ok({ value, etag: "v1" });
  }),
  handle()(note, async (tx, { input }) => {
    const row = { type: "noted", payload: JSON.stringify(input.body) };
    const { id } = await tx.insertInto("outbox").values(row).returning("id").executeTakeFirstOrThrow();
    return input.body.refused === true ? refuse({ code: "conflict" }) : ok({ value: { id: String(id) } });
  }),
  handle()(count, async () => ok({ value: { points: null as unknown as number } })),
  handle()(paper, async () => ok({ value: { name: "名单.csv", content: Buffer.from("a,b\n") } })),
];

let folder: string;
let test1: TestDatabase;
let app: FastifyInstance;

async function build(env: NodeJS.ProcessEnv = {}, database = test1.database): Promise<FastifyInstance> {
  const read = readSettings({ env: { BIAOCHI_DATA: folder, BIAOCHI_LOG: "silent", ...env } });
  if (!read.ok) throw new Error(read.refusal.code);
  return buildHttp({
    settings: read.value.settings,
    database,
    version: "0",
    pagesFolder: join(folder, "pages"),
    mount: (scope) =>
      mountRoutes(scope, routes, {
        database,
        trail: openTrail(database),
        admit: async (request) => {
          const id = request.headers["x-test-person"];
          return typeof id === "string" ? ok({ id }) : refuse({ code: "not-signed-in" });
        },
      }),
  });
}

const anna = { "x-test-person": "anna" };

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "biaochi-http-"));
  mkdirSync(join(folder, "pages", "assets"), { recursive: true });
  writeFileSync(
    join(folder, "pages", "index.html"),
    '<script nonce="__CSP_NONCE__" src="/assets/a.js"></script>__HAS_SESSION__',
  );
  writeFileSync(join(folder, "pages", "assets", "a.js"), "1");
  test1 = await freshDatabase();
  app = await build();
});
afterAll(async () => {
  await app.close();
  await test1.drop();
  rmSync(folder, { recursive: true });
});

test("a route answers what its schema says and nothing more", async () => {
  const answer = await app.inject({ url: "/api/v1/greetings/ab?times=2", headers: anna });
  expect(answer.json()).toEqual({ text: "abab" });
  expect(answer.headers.etag).toBe('"v1"');
});

test("an answer that its schema does not allow is a bug, never a zero", async () => {
  const answer = await app.inject({ url: "/api/v1/count", headers: anna });
  expect([answer.statusCode, answer.json().code]).toEqual([500, "internal-error"]);
});

test("whoever finds no connection free is told to come again", async () => {
  const opened = await openDatabase({ url: test1.database.url, connections: 1 });
  if (!opened.ok) throw new Error(opened.refusal.code);
  const crowded = await build({}, opened.value);
  const payload = { text: "crowded", refused: true };
  const ask = () => crowded.inject({ method: "POST", url: "/api/v1/notes", headers: anna, payload });
  const refused = await opened.value.withConnection(ask);
  expect([refused.statusCode, refused.json().code]).toEqual([503, "too-busy"]);
  expect((await ask()).json().code).toBe("conflict");
  await crowded.close();
  await opened.value.close();
});

test("refusals are problem details in the reader's language", async () => {
  const refused = await app.inject({
    url: "/api/v1/greetings/nobody?times=1",
    headers: { ...anna, "accept-language": "en" },
  });
  expect(refused.statusCode).toBe(404);
  expect(refused.headers["content-type"]).toContain("application/problem+json");
  expect(refused.json()).toMatchObject({ code: "not-found", title: "Not found", instance: "/api/v1/greetings/nobody" });
  const stranger = await app.inject({ url: "/api/v1/greetings/nobody?times=1" });
  expect(stranger.json()).toMatchObject({ status: 401, code: "not-signed-in", title: "请先登录" });
});

test("an unreadable request says where, and does not repeat what was sent", async () => {
  const query = await app.inject({ url: "/api/v1/greetings/ab?times=1234", headers: anna });
  expect(query.json()).toMatchObject({ status: 400, findings: [{ path: "/query/times", code: "too_big" }] });
  const headers = { ...anna, "content-type": "application/json" };
  const body = await app.inject({ method: "POST", url: "/api/v1/notes", headers, payload: { text: 41_424_344 } });
  expect(body.json()).toMatchObject({ status: 400, findings: [{ path: "/body/text", code: "invalid_type" }] });
  expect(body.body).not.toContain("41424344");
  const unkept = ["/greetings/a%00b?times=1", "/greetings/ab?times=1%00"];
  for (const path of unkept)
    expect((await app.inject({ url: `/api/v1${path}`, headers: anna })).json()).toMatchObject({ status: 400 });
  for (const text of ["a\0b", "a\ud800"]) {
    const sent = await app.inject({ method: "POST", url: "/api/v1/notes", headers, payload: { text } });
    expect(sent.json()).toMatchObject({ status: 400, code: "request-unreadable" });
  }
  const broken = await app.inject({ method: "POST", url: "/api/v1/notes", headers, payload: "{" });
  expect(broken.json()).toMatchObject({ status: 400, code: "request-unreadable" });
});

test("the same Idempotency-Key acts once; another request under it is refused; a refusal is not kept", async () => {
  const headers = { ...anna, "idempotency-key": "k1" };
  const send = (payload: object, as = headers) =>
    app.inject({ method: "POST", url: "/api/v1/notes", headers: as, payload });
  const [first, second] = await Promise.all([send({ text: "a" }), send({ text: "a" })]);
  expect(first.statusCode).toBe(201);
  expect(second.json()).toEqual(first.json());
  expect((await send({ text: "b" })).json()).toMatchObject({ status: 422, code: "idempotency-key-reused" });
  expect((await send({ text: "a" }, { ...headers, "x-test-person": "ben" })).json()).not.toEqual(first.json());
  const refusedKey = { ...headers, "idempotency-key": "k2" };
  expect((await send({ text: "c", refused: true }, refusedKey)).statusCode).toBe(409);
  expect((await send({ text: "c" }, refusedKey)).statusCode).toBe(201);
  const noted = await test1.database.transaction((tx) => tx.selectFrom("outbox").select("payload").execute());
  expect(noted.map((row) => row.payload)).toEqual([{ text: "a" }, { text: "a" }, { text: "c" }]);
});

test("a document leaves as an attachment in a sandbox", async () => {
  const answer = await app.inject({ url: "/api/v1/paper", headers: anna });
  expect(answer.headers["content-disposition"]).toBe(`attachment; filename*=UTF-8''${encodeURIComponent("名单.csv")}`);
  expect(answer.headers["content-security-policy"]).toContain("sandbox");
  expect(answer.body).toBe("a,b\n");
});

test("127.0.0.1 and [::1] are sent on to localhost, health excepted; other names are refused", async () => {
  const at = (host: string, url: string) => app.inject({ url, headers: { host } });
  for (const host of ["127.0.0.1:3000", "[::1]:3000"]) {
    const answer = await at(host, "/units?cohort=a");
    expect([answer.statusCode, answer.headers.location]).toEqual([308, "http://localhost:3000/units?cohort=a"]);
    expect((await at(host, "/readyz")).json()).toEqual({ status: "ready" });
  }
  expect((await at("biaochi.evil.example", "/")).statusCode).toBe(421);
  expect((await at("localhost:3000", "/")).statusCode).toBe(200);
});

test("every address of a person is the page, with this request's nonce in page and policy", async () => {
  const open = () => app.inject({ url: "/units/u1", headers: { accept: "text/html" } });
  const [one, two] = [await open(), await open()];
  const nonce = /nonce="([^"]+)"/.exec(one.body)?.[1] ?? "";
  expect(nonce.length).toBeGreaterThan(20);
  expect(one.headers["content-security-policy"]).toContain(`script-src 'self' 'nonce-${nonce}'`);
  expect(two.body).not.toBe(one.body);
  expect(one.body, "nobody has signed in here").toMatch(/no$/);
  const here = { accept: "text/html", cookie: "biaochi_session=some" };
  expect((await app.inject({ url: "/units/u1", headers: here })).body).toMatch(/yes$/);
  expect((await app.inject({ url: "/index.html" })).body).not.toContain("__CSP_NONCE__");
  expect((await app.inject({ url: "/assets/a.js" })).headers["cache-control"]).toContain("immutable");
  expect((await app.inject({ url: "/assets/gone.js", headers: { accept: "text/html" } })).statusCode).toBe(404);
  expect((await app.inject({ url: "/api/v1/none", headers: { accept: "text/html" } })).statusCode).toBe(404);
});

test("readyz tells when the structure is not this program's, and when the database is gone", async () => {
  const unmigrated = await databaseForThisTest({ isEmpty: true });
  const read = readSettings({ env: { BIAOCHI_DATA: folder, BIAOCHI_LOG: "silent" } });
  if (!read.ok) throw new Error(read.refusal.code);
  const other = await buildHttp({
    settings: read.value.settings,
    database: unmigrated.database,
    version: "0",
    mount: () => undefined,
  });
  expect((await other.inject({ url: "/healthz" })).statusCode).toBe(200);
  expect((await other.inject({ url: "/readyz" })).json()).toMatchObject({ status: 503, code: "not-ready" });
  await other.close();
});

/** Every `$ref` of a JSON document. */
function references(value: unknown): readonly string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => (key === "$ref" ? [String(each)] : references(each)));
}

test("openapi.json describes the routes, and every reference in it leads somewhere", async () => {
  const document = (await app.inject({ url: "/openapi.json" })).json();
  expect(Object.keys(document.paths)).toContain("/api/v1/greetings/{name}");
  const found = references(document);
  expect(found.length).toBeGreaterThan(0);
  for (const reference of found) {
    const target = reference
      .slice(2)
      .split("/")
      .reduce((part, key) => part?.[key], document);
    expect(target, reference).toBeDefined();
  }
});

test("one address may not ask without end", async () => {
  const strict = await build({ BIAOCHI_REQUESTS_PER_MINUTE: "2" });
  const codes: number[] = [];
  for (let turn = 0; turn < 3; turn += 1) codes.push((await strict.inject({ url: "/assets/a.js" })).statusCode);
  expect(codes).toEqual([200, 200, 429]);
  expect((await strict.inject({ url: "/healthz" })).statusCode).toBe(200);
  await strict.close();
});

test("it listens on both loopback addresses, and a taken port is refused by name", async () => {
  const first = await build();
  const listening = await listen(first, "localhost", 0);
  if (!listening.ok) throw new Error(listening.refusal.code);
  const { port } = listening.value;
  for (const host of ["127.0.0.1", "[::1]"]) expect((await fetch(`http://${host}:${port}/healthz`)).status).toBe(200);
  const second = await build();
  expect(await listen(second, "localhost", port)).toEqual({
    ok: false,
    refusal: { code: "port-taken", params: { port } },
  });
  await second.close();
  await listening.value.close();
});
