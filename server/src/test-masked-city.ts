import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type DeferralCause,
  type ReachKind,
  type Release,
  type Role,
  type RouteName,
  roles,
  routes,
} from "@biaochi/contract";
import type { FastifyInstance } from "fastify";
import type { DemoPeople } from "./demo-accounts.ts";
import { loadDataset } from "./load-dataset.ts";
import { version } from "./main.ts";
import { sealWaiting } from "./platform/audit/sealer.ts";
import { makeClock } from "./platform/clock.ts";
import { buildHttp } from "./platform/http.ts";
import { auditHeadsOf, readSettings } from "./platform/settings.ts";
import { freshDatabase, type TestDatabase } from "./platform/test-database.ts";
import { makeWaitingDocuments } from "./stages/exports/attendant.ts";
import { deskOn } from "./stages/scoring/desk.ts";
import { computeWaitingRuns } from "./stages/scoring/jobs.ts";
import { makeMemory } from "./stages/scoring/memory.ts";
import { mountStages } from "./stages.ts";
import { correctFigure, queueRun, writeTown } from "./test-city.ts";
import { digestsOf } from "./test-masked-mail.ts";
import type { MaskedPlace } from "./test-masked-places.ts";
import { type Place, rows } from "./test-permission-rows.ts";
import { plain } from "./test-plain-answers.ts";

/** A town with graded people, whose grades are deferred for causes that each city chooses; and one account for each role. */
const graded = `grades:
  - id: personal
    for: { type: official }
    scale:
      - { id: excellent, name: { zh-CN: 优秀, en: Excellent }, atLeast: 75 }
      - { id: competent, name: { zh-CN: 称职, en: Competent }, atLeast: 60 }
      - { id: basic, name: { zh-CN: 基本称职, en: Basic } }
    quotas:
      - { grade: excellent, share: "0.2", rounding: floor, source: s, verified: false }
    undetermined:
      - { id: sent-away, name: { zh-CN: 外派半年以上, en: Away for half a year }, when: { event: sent-away } }
bands:
  - id: personal-band
    for: { type: official }
    scale:
      - { id: good, name: { zh-CN: 好, en: Good }, atLeast: 70, pays: 100% }
      - { id: fair, name: { zh-CN: 一般, en: Fair }, pays: 90% }
`;

/** The person whom every role with a reach over people reaches, and others beside. */
export const person = "u1-p2";
export const people = ["u1-p2", "u1-p3", "u2-p1", "u3-p2"] as const;
/** Of goals handed down: the same for everybody. */
const cascade = { cycle: "2026", goal: "g1", matter: "m1" };
/** Deferred once, and ended. */
export const former = "u4-p2";

type Reached = { readonly reach: ReachKind; readonly things?: readonly string[]; readonly self?: string };
const reached: { readonly [R in Role]: Reached } = {
  organiser: { reach: "city" },
  owner: { reach: "indicators", things: ["own"] },
  head: { reach: "units", things: ["u1"], self: "u1-p1" },
  liaison: { reach: "units", things: ["u1"], self: "u1-p3" },
  deputy: { reach: "people", things: [person, "u2-p1"] },
  "section-head": { reach: "people", things: [person, "u1-p3"] },
  "committee-member": { reach: "body", things: ["council"] },
  clerk: { reach: "body", things: ["council"] },
  authority: { reach: "city" },
  discipline: { reach: "city" },
  auditor: { reach: "city" },
  "case-officer": { reach: "people", things: [person] },
  official: { reach: "self", self: person },
  "system-administrator": { reach: "installation" },
  "security-administrator": { reach: "installation" },
  "audit-administrator": { reach: "installation" },
};

const accounts: DemoPeople = {
  bodies: [{ programme: "town", id: "council", name: { "zh-CN": "考核委员会", en: "Council" }, units: [] }],
  accounts: [
    // Somebody who asked for, or approved, what the roles meet.
    {
      ...{ id: "somebody", name: { "zh-CN": "somebody", en: "somebody" }, programme: "town" },
      grants: [{ role: "head", reach: "units", programme: "town", things: ["u3"] }],
    },
    ...roles.map((role) => {
      const { reach, things = [], self } = reached[role];
      const isOfAll = reach === "city" || reach === "installation";
      const grant = { role, reach, things, ...(isOfAll ? {} : { programme: "town" }) };
      return { id: role, name: { "zh-CN": role, en: role }, programme: "town", self, grants: [grant] };
    }),
  ],
};

const mailed = {
  ...{ BIAOCHI_MAIL: "on", BIAOCHI_MAIL_HOST: "127.0.0.1", BIAOCHI_MAIL_PORT: "2525" },
  ...{ BIAOCHI_MAIL_SECURITY: "none", BIAOCHI_MAIL_FROM: "kaohe@city.example" },
};

export type City = Awaited<ReturnType<typeof openCity>>;
export type Answered = { readonly status: number; readonly text: string };

/** `causes`: why the grade of each of `people` is deferred, and why that of `former` was. `words`: documents and reasons. */
export async function openCity(causes: readonly DeferralCause[], words: string) {
  const db: TestDatabase = await freshDatabase();
  const data = mkdtempSync(join(tmpdir(), "biaochi-masked-"));
  const folder = writeTown({ alsoInScheme: graded });
  const asked = { folder, programme: "town", author: "test", people: () => accounts };
  const loaded = await loadDataset(db.database, asked);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.refusal));
  const memory = makeMemory();
  const compute = () => computeWaitingRuns(db.database, () => undefined, undefined, { memory });
  const quarter = await queueRun(db.database, "2025Q4");
  const whole = await queueRun(db.database);
  await compute();
  // A run that is stored as what differs from the one before: most of its rows are the other's.
  await correctFigure(db.database, { subject: "u6-p3", indicator: "own", period: "2025Q4", value: "99" });
  const run = await queueRun(db.database);
  await compute();
  const read = readSettings({
    env: { BIAOCHI_LOG: "info", BIAOCHI_DATA: data, BIAOCHI_REQUESTS_PER_MINUTE: "1000000", ...mailed },
  });
  if (!read.ok) throw new Error(read.refusal.code);
  const { settings } = read.value;
  const clock = makeClock({ mode: "demo" });
  const masterKey = new Uint8Array(32);
  const mount = (scope: FastifyInstance) =>
    mountStages(scope, { settings, database: db.database, clock, masterKey, onQueued: () => undefined });
  const app = await buildHttp({ settings, database: db.database, version, mount });
  /** Lines of the program's log, as they would be written. */
  const log: string[] = [];
  for (const level of ["info", "warn", "error"] as const)
    Reflect.set(
      app.log,
      level,
      (...line: readonly unknown[]) => void log.push(plain(JSON.stringify([level, ...line]))),
    );

  const cookies = new Map<string, string>();
  async function signIn(who: string): Promise<void> {
    const sent = {
      method: "POST",
      url: "/api/v1/session",
      headers: { host: "localhost" },
      payload: { account: who },
    } as const;
    cookies.set(who, String((await app.inject(sent)).headers["set-cookie"]).split(";")[0] ?? "");
  }
  async function send(
    who: string,
    method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE",
    path: string,
    payload?: object,
    ifMatch?: string,
  ) {
    const headers = {
      host: "localhost",
      cookie: cookies.get(who) ?? "",
      ...(ifMatch === undefined ? {} : { "if-match": ifMatch }),
    };
    return app.inject({ method, url: `/api/v1${path}`, headers, ...(payload === undefined ? {} : { payload }) });
  }
  /** As the matrix asks a route about a place. */
  async function ask(who: string, name: RouteName, place: Place & MaskedPlace): Promise<Answered> {
    const { method, path } = routes[name];
    const { query, body } = rows[name];
    const filled = path.replaceAll(/\{(\w+)\}/g, (_, key: string) => {
      const own = {
        scheme: "town",
        version: "1",
        revision: "1",
        session: "1",
        recovery: "1",
        deferral: "1",
        account: "official",
        line: "1",
        ...cascade,
      };
      return encodeURIComponent(String(Reflect.get(place, key) ?? Reflect.get(own, key)));
    });
    const found = query === undefined ? "" : `?${query(place)}`;
    const answer = await send(who, method, filled + found, body?.(place), `"${place.fact}"`);
    if (name === "signOut" || name === "endOtherSessions") await signIn(who);
    // The folder of this city, which those who keep the installation read among its settings.
    return { status: answer.statusCode, text: plain(answer.rawPayload).replaceAll(data, "<data>") };
  }
  const sql = async (text: string, values: readonly unknown[] = []) =>
    (await db.database.withConnection((client) => client.query(text, [...values]))).rows as readonly Record<
      string,
      unknown
    >[];

  for (const who of ["somebody", ...roles]) await signIn(who);
  for (const [n, subject] of [...people, former].entries()) {
    const cause = causes[n] ?? "long-leave";
    const body = {
      programme: "town",
      subject,
      period: "2025",
      cause,
      from: "2025-07-01",
      document: `${words}${n}号`,
      reason: words,
    };
    const set = await send("discipline", "POST", "/deferrals", body);
    if (set.statusCode !== 201) throw new Error(set.body);
    if (subject !== former) continue;
    const end = { document: `${words}结`, reason: words };
    const ended = await send("discipline", "POST", `/deferrals/${set.json().deferral}/end`, end);
    if (ended.statusCode !== 200) throw new Error(ended.body);
  }
  return {
    ...{ run, whole, quarter, log, ask, send, sql, database: db.database },
    /** Puts both runs at a step, also back from the last one. */
    async standAt(release: Release): Promise<void> {
      await sql("alter table run disable trigger finished_stays");
      await sql("update run set release = $1 where state = 'done'", [release]);
      await sql("alter table run enable trigger finished_stays");
    },
    /** What the digests of this day say to everybody, as they go out. */
    mails: () => digestsOf(db.database),
    make: () => makeWaitingDocuments(db.database, { files: join(data, "files"), desk: deskOn(db.database) }),
    seal: () => sealWaiting(db.database, auditHeadsOf(settings)),
    async close(): Promise<void> {
      await app.close();
      await db.drop();
      rmSync(data, { recursive: true, force: true });
    },
  };
}
