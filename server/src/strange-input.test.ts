import { type ProblemCode, problemStatus, type Role, type RouteName, roles, rolesOf, routes } from "@biaochi/contract";
import fc from "fast-check";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadDataset } from "./load-dataset.ts";
import { makeClock } from "./platform/clock.ts";
import { buildHttp } from "./platform/http.ts";
import { readSettings } from "./platform/settings.ts";
import { freshDatabase, type TestDatabase } from "./platform/test-database.ts";
import { testFolder } from "./platform/test-folder.ts";
import { computeWaitingRuns } from "./stages/scoring/jobs.ts";
import { mountStages } from "./stages.ts";
import { queueRun, removeTowns, showRun, writeTown } from "./test-city.ts";
import { nowhere, type Place, rows } from "./test-permission-rows.ts";
import { strangeBodies, strangeHeaders, strangeTexts, strangeValues } from "./test-strange.ts";

/**
 * Every route of the contract is asked strange things by somebody who may ask it: in its path, its query, its body, its
 * headers and cookies. Whatever comes, the answer is one of the contract's, never a fault of ours; and what is refused leaves
 * nothing behind. The same cases every time; BIAOCHI_FUZZ=20 tries twenty times as many, BIAOCHI_FUZZ_SEED others.
 */
const tries = 16 * Number(process.env.BIAOCHI_FUZZ ?? 1);
const seed = Number(process.env.BIAOCHI_FUZZ_SEED ?? 20_260_302);

let db: TestDatabase;
let app: FastifyInstance;
let place: Place;
const cookies = new Map<string, string>();

const one = async (text: string): Promise<Readonly<Record<string, unknown>>> =>
  (await db.database.withConnection((client) => client.query(text))).rows[0] ?? {};

beforeAll(async () => {
  db = await freshDatabase();
  const programme = "town";
  const accounts = roles.map((role) => {
    const isKeeper = role.endsWith("administrator");
    const reach = isKeeper ? "installation" : "city";
    return { id: role, name: { "zh-CN": role, en: role }, grants: [{ role, reach }] } as const;
  });
  const own = { id: "official", name: { "zh-CN": "o", en: "o" }, programme, self: "u1-p2" } as const;
  const people = [
    ...accounts.filter(({ id }) => id !== "official"),
    { ...own, grants: [{ role: "official", reach: "self", programme }] } as const,
  ];
  const asked = { folder: writeTown(), programme, author: "test", people: () => ({ accounts: people, bodies: [] }) };
  const loaded = await loadDataset(db.database, asked);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.refusal));
  const run = await queueRun(db.database);
  await computeWaitingRuns(db.database);
  await showRun(db.database, run);
  const { id: fact } = await one("select id from observation where subject = 'u1' order by id limit 1");
  const { id: grant } =
    await one(`insert into role_grant (account, role, reach, programme, things, first_day, reason, given_by)
    values ('official', 'liaison', 'units', 'town', '{u3}', '2025-01-01', 'r', 'somebody') returning id`);
  place = { ...nowhere, programme, run, fact: String(fact), grant: Number(grant) };
  const read = readSettings({
    env: {
      ...{ BIAOCHI_LOG: "silent", BIAOCHI_DATA: testFolder, BIAOCHI_SSO_ISSUER: "http://localhost:9" },
      ...{ BIAOCHI_REQUESTS_PER_MINUTE: "1000000", BIAOCHI_SIGN_INS_PER_MINUTE: "1000000" },
    },
  });
  if (!read.ok) throw new Error(read.refusal.code);
  const parts = { settings: read.value.settings, database: db.database, clock: makeClock({ mode: "demo" }) };
  const mount = (scope: FastifyInstance) =>
    mountStages(scope, { ...parts, masterKey: new Uint8Array(32), onQueued: () => undefined });
  app = await buildHttp({ ...parts, version: "0", mount });
  for (const role of roles) cookies.set(role, await signIn(role));
}, 120_000);
afterAll(removeTowns);
afterAll(async () => {
  await app?.close();
  await db?.drop();
});

async function signIn(role: Role): Promise<string> {
  const answer = await app.inject({
    ...{ method: "POST", url: "/api/v1/session", headers: { host: "localhost" }, payload: { account: role } },
  });
  return String(answer.headers["set-cookie"]).split(";")[0] ?? "";
}

/** What a request is made of: parts that can be replaced one by one. */
type Request = {
  readonly params: Readonly<Record<string, string>>;
  readonly query: readonly (readonly [string, string])[];
  readonly body: unknown;
  readonly raw?: string;
  readonly headers: Readonly<Record<string, string>>;
};

function soundRequest(name: RouteName): Request {
  const { path } = routes[name];
  const keys = [...path.matchAll(/\{(\w+)\}/g)].map(([, key = ""]) => key);
  const own: Readonly<Record<string, string>> = {
    scheme: "town",
    version: "1",
    session: "1",
    recovery: "1",
    account: "u",
  };
  const params = Object.fromEntries(keys.map((key) => [key, String(own[key] ?? Reflect.get(place, key))]));
  const given = new URLSearchParams(rows[name].query?.(place) ?? "");
  const known = "query" in routes[name].input ? Object.keys(Reflect.get(routes[name].input, "query").shape) : [];
  const query = known.map((key) => [key, given.get(key) ?? ""] as const);
  return { params, query: query.filter(([, value]) => value !== ""), body: rows[name].body?.(place), headers: {} };
}

/** Puts a strange value somewhere into a request; `at` chooses among the places that there are. */
function disturbed(name: RouteName, sound: Request, [kind, at, value]: Disturbance): Request {
  const pick = <T>(all: readonly T[]): T | undefined => all[at % Math.max(all.length, 1)];
  const text = typeof value === "string" ? value : JSON.stringify(value);
  if (kind === "param") {
    const key = pick(Object.keys(sound.params));
    return key === undefined ? sound : { ...sound, params: { ...sound.params, [key]: text } };
  }
  if (kind === "query") {
    const shape = "query" in routes[name].input ? Reflect.get(routes[name].input, "query").shape : {};
    const key = pick([...Object.keys(shape), "__proto__", "unheard-of"]) ?? "q";
    return { ...sound, query: [...sound.query.filter(([each]) => each !== key), [key, text]] };
  }
  if (kind === "body") return { ...sound, body: replaced(sound.body, at, value) };
  if (kind === "raw") return { ...sound, raw: String(pick(strangeBodies) ?? "") };
  const header = pick([
    "if-match",
    "idempotency-key",
    "cookie",
    "content-type",
    "accept-language",
    "x-forwarded-for",
    "origin",
  ]);
  return { ...sound, headers: { [header ?? "if-match"]: String(pick(strangeHeaders.slice(at % 5)) ?? "") } };
}

/** A body with one of its values, wherever it stands, in the place of another; or one value more. */
function replaced(body: unknown, at: number, value: unknown): unknown {
  if (typeof body !== "object" || body === null) return value;
  const entries = Object.entries(body);
  const [key, inner] = entries[at % (entries.length + 1)] ?? [];
  if (key === undefined) return { ...body, [String(value)]: value };
  const deeper = typeof inner === "object" && inner !== null && at % 2 === 0;
  const next = deeper ? replaced(inner, Math.floor(at / 2), value) : value;
  return Array.isArray(body) ? entries.map(([k, v]) => (k === key ? next : v)) : { ...body, [key]: next };
}

const kinds = ["param", "query", "body", "body", "raw", "header"] as const;
type Disturbance = readonly [(typeof kinds)[number], number, unknown];
const disturbance: fc.Arbitrary<Disturbance> = fc.tuple(
  fc.constantFrom(...kinds),
  fc.nat(1000),
  fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...strangeTexts) },
    { weight: 3, arbitrary: fc.constantFrom(...strangeValues) },
    { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 50 }) },
    { weight: 1, arbitrary: fc.double() },
    { weight: 1, arbitrary: fc.jsonValue() },
  ),
);

/** As it goes over the wire: signs that no address may hold are written as bytes, and so are halves of a pair. */
const inAddress = (text: string): string => {
  if (/^(%[0-9A-Fa-f]{2})+$/.test(text)) return text; // bytes already, and perhaps no text at all
  return text.isWellFormed() ? encodeURIComponent(text) : "%ED%A0%80";
};

async function send(name: RouteName, asker: Role | undefined, { params, query, body, raw, headers }: Request) {
  const { method, path } = routes[name];
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, key: string) => inAddress(params[key] ?? "") || "%20");
  const asked = query.map(([key, value]) => `${inAddress(key)}=${inAddress(value)}`).join("&");
  const payload = raw ?? (body === undefined ? undefined : JSON.stringify(body));
  const cookie = asker === undefined ? "" : (cookies.get(asker) ?? "");
  return app.inject({
    method,
    url: `/api/v1${filled}${asked === "" ? "" : `?${asked}`}`,
    headers: {
      ...{ host: "localhost", ...(cookie === "" ? {} : { cookie }) },
      ...(payload === undefined ? {} : { "content-type": "application/json" }),
      ...headers,
    },
    ...(payload === undefined ? {} : { payload }),
  });
}

/** Tables that keep what happened, also where it was refused. */
const ofRefusals = ["audit_event", "audit_batch", "sign_in_failure", "sign_in_step", "session"];

async function countsOfAll(): Promise<Readonly<Record<string, unknown>>> {
  const { names } = await one(`select array_agg(tablename::text) as names from pg_tables where schemaname = 'public'
    and not tablename = any('{${ofRefusals.join(",")}}')`);
  return one(`select ${(names as string[]).map((name) => `(select count(*) from "${name}") as "${name}"`).join(", ")}`);
}

describe("strange input", () => {
  for (const name of Object.keys(routes) as RouteName[])
    it(`${name}: is answered by the contract, and leaves nothing where it is refused`, async () => {
      const { action, method, refusals } = routes[name];
      const asker = rolesOf(action)[0];
      const sound = soundRequest(name);
      let before = method === "GET" ? {} : await countsOfAll();
      const property = fc.asyncProperty(disturbance, async (given) => {
        const answer = await send(name, asker, disturbed(name, sound, given));
        const { statusCode: status } = answer;
        if (asker !== undefined && name === "signOut") cookies.set(asker, await signIn(asker));
        // The one that may stand in the contract: nobody is there to ask.
        const isOurs = status < 500 || (status === 503 && (refusals as readonly string[]).includes("sso-unreachable"));
        expect(isOurs, `${status} ${answer.body.slice(0, 200)}`).toBe(true);
        if (status < 400) {
          before = method === "GET" ? {} : await countsOfAll();
          return;
        }
        const { code } = answer.json<{ code: ProblemCode }>();
        expect(problemStatus[code], `${status} ${code}`).toBe(status);
        if (method !== "GET") expect(await countsOfAll()).toEqual(before);
      });
      await fc.assert(property, { numRuns: tries, seed, endOnFailure: true });
    }, 600_000);
});

it("is a cursor that looks like one of ours: the list begins anew", async () => {
  for (const cursor of strangeTexts.filter((text) => text.length < 500 && text !== "")) {
    for (const path of ["audit", "grants", "accounts"] as const) {
      const asker = path === "audit" ? "audit-administrator" : "security-administrator";
      const url = `/api/v1/${path}?cursor=${inAddress(cursor)}`;
      const { statusCode } = await app.inject({
        url,
        headers: { host: "localhost", cookie: cookies.get(asker) ?? "" },
      });
      expect([200, 400], `${path} ${cursor}`).toContain(statusCode);
    }
  }
});

it("is a body that is nested, cut off or too large, at a door that keeps what it is sent as it is", async () => {
  for (const raw of strangeBodies)
    for (const name of ["signInByPasskey", "correctFact", "giveGrant"] as const) {
      const asker = name === "giveGrant" ? "security-administrator" : "organiser";
      const { statusCode } = await send(name, asker, { ...soundRequest(name), raw });
      expect(statusCode, `${name} ${raw.slice(0, 60)}`).toBeLessThan(500);
    }
});

describe("a version that a change is based on", () => {
  const versions = ["%00", "a%00b", "%ED%A0%80", "%ff", "%", "*", 'W/"x"', '""', '"a","b"', "x".repeat(7000)];
  it.each(versions.map((version) => [version.slice(0, 20), version]))(
    "%s is not the one that was read, and no fault of ours",
    async (_, version) => {
      for (const name of ["correctObservation", "correctFact"] as const) {
        const sound = soundRequest(name);
        for (const ifMatch of [version, `"${version}"`]) {
          const { statusCode } = await send(name, "organiser", { ...sound, headers: { "if-match": ifMatch } });
          expect([400, 412, 428], `${name} ${ifMatch.slice(0, 20)}`).toContain(statusCode);
        }
      }
    },
  );
});
