import { randomBytes } from "node:crypto";
import type { Role } from "@biaochi/contract";
import { administrators } from "@biaochi/contract";
import type { FastifyInstance } from "fastify";
import { onTestFinished } from "vitest";
import { openTrail } from "./platform/audit/trail.ts";
import { makeClock } from "./platform/clock.ts";
import type { Database } from "./platform/database.ts";
import { buildHttp } from "./platform/http.ts";
import { readSettings } from "./platform/settings.ts";
import { freshDatabase } from "./platform/test-database.ts";
import { testFolder } from "./platform/test-folder.ts";
import { digestPassword } from "./stages/access/password-digest.ts";
import { savePassword } from "./stages/access/password-store.ts";
import { makeRoleLinks } from "./stages/access/set-up.ts";
import { codeOf, stepAt } from "./stages/access/totp.ts";
import { mountStages } from "./stages.ts";

export type Reply = {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, unknown>>;
};
type Asked = { readonly headers?: Readonly<Record<string, string>>; readonly from?: string };

/** A browser as the server sees it: it keeps cookies and says from where a request comes. */
export class TestBrowser {
  readonly cookies = new Map<string, string>();
  readonly #app: FastifyInstance;
  constructor(app: FastifyInstance) {
    this.#app = app;
  }

  async ask(method: "GET" | "POST" | "PUT" | "DELETE", path: string, body?: object, asked: Asked = {}): Promise<Reply> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const answer = await this.#app.inject({
      method,
      url: `/api/v1${path}`,
      remoteAddress: asked.from ?? "127.0.0.1",
      headers: {
        ...{ host: "localhost:3000", "user-agent": "Mozilla/5.0 (Windows NT 10.0) Chrome/153.0 Safari/537.36" },
        ...(cookie === "" ? {} : { cookie }),
        ...asked.headers,
      },
      ...(body === undefined ? {} : { payload: body }),
    });
    for (const each of [answer.headers["set-cookie"] ?? []].flat()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(each) ?? [];
      if (value === "") this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    const isJson = String(answer.headers["content-type"]).includes("json");
    return { status: answer.statusCode, body: isJson ? answer.json() : {}, headers: answer.headers };
  }

  readonly post = (path: string, body?: object, asked?: Asked): Promise<Reply> => this.ask("POST", path, body, asked);

  /** Whether the server knows who this is. */
  async isIn(): Promise<boolean> {
    return (await this.ask("GET", "/session")).body.account !== null;
  }
}

export type SignInHouse = {
  readonly app: FastifyInstance;
  readonly database: Database;
  readonly url: string;
  readonly masterKey: Uint8Array;
  /** The machine's time moves on. */
  pass(minutes: number): void;
  now(): Date;
  browser(): TestBrowser;
  /** Paths of the links that the first start prints. */
  links(): Promise<ReadonlyMap<Role, string>>;
  addAccount(account: TestAccount): Promise<void>;
  /** Events so far, the newest last. */
  events(): Promise<readonly Readonly<Record<string, unknown>>[]>;
  rows(query: string, values?: readonly unknown[]): Promise<readonly Readonly<Record<string, unknown>>[]>;
};

export type TestAccount = {
  readonly id: string;
  readonly role: Role;
  readonly password?: string;
  readonly staffNumber?: string;
};

/** A password that the policy lets pass. */
export const goodPassword = "three Herons cross 7 rivers";

/** An office in production, on a database and a clock of its own. */
export async function houseForThisTest(env: NodeJS.ProcessEnv = {}): Promise<SignInHouse> {
  const db = await freshDatabase();
  const { database } = db;
  const read = readSettings({
    env: {
      ...{ BIAOCHI_MODE: "production", BIAOCHI_LOG: "silent", BIAOCHI_DATA: testFolder },
      ...{ BIAOCHI_SIGN_INS_PER_MINUTE: "100000", BIAOCHI_REQUESTS_PER_MINUTE: "100000", ...env },
    },
  });
  if (!read.ok) throw new Error(JSON.stringify(read.refusal));
  const { settings } = read.value;
  let ahead = 0;
  const clock = makeClock({ mode: settings.mode, machine: () => new Date(Date.now() + ahead) });
  const masterKey = randomBytes(32);
  const onQueued = () => undefined;
  const trail = openTrail(database, masterKey);
  const mount = (scope: FastifyInstance) =>
    mountStages(scope, { ...{ settings, read: read.value, database, clock, masterKey, onQueued }, trail });
  const app = await buildHttp({ settings, database, version: "0", mount });
  onTestFinished(async () => {
    await app.close();
    await db.drop();
  });
  const rows: SignInHouse["rows"] = async (query, values = []) =>
    (await database.withConnection((client) => client.query(query, [...values]))).rows;
  return {
    ...{ app, database, url: db.url, masterKey, rows, now: () => clock.now() },
    pass(minutes) {
      ahead += minutes * 60_000;
    },
    browser: () => new TestBrowser(app),
    async links() {
      const moment = { now: clock.now(), day: clock.today() };
      const asked = { by: "biaochi", isFirstStart: true };
      const made = await database.transaction((tx) => makeRoleLinks(tx, moment, asked));
      return new Map(made.map(({ role, path }) => [role, path]));
    },
    async addAccount({ id, role, password, staffNumber }) {
      await rows(
        `insert into account (id, name, is_demo, sign_in_name, staff_number) values ($1, '{"zh-CN":"甲","en":"A"}', false, $2, $3)`,
        [id, id.toLowerCase(), staffNumber ?? null],
      );
      const reach = administrators.includes(role) ? "installation" : "city";
      await rows(
        `insert into role_grant (account, role, reach, first_day, reason, given_by, confirmed_by, confirmed_at)
         values ($1, $2, $3, '2000-01-01', 'r', 'one', 'two', now())`,
        [id, role, reach],
      );
      if (password === undefined) return;
      const digest = await digestPassword(password);
      await database.transaction((tx) => savePassword(tx, id, digest, clock.now()));
    },
    async events() {
      const found = await rows("select action, account, thing from audit_event e where route is null order by e.event");
      return found.map(({ action: event, account, thing }): Record<string, unknown> => {
        const about = /account:(\S+)/.exec(String(thing))?.[1];
        const way = /way:(\S+)/.exec(String(thing))?.[1];
        const who = about === undefined ? { account } : { account: about, by: account };
        return { event, ...who, way, isEmergency: /emergency/.test(String(thing)) };
      });
    },
  };
}

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** An authenticator that was given its secret as people type it. */
export function authenticator(secret: unknown): (now: Date) => string {
  const bits = [...String(secret)].map((sign) => alphabet.indexOf(sign).toString(2).padStart(5, "0")).join("");
  const bytes = Uint8Array.from(bits.match(/.{8}/g) ?? [], (eight) => Number.parseInt(eight, 2));
  return (now) => codeOf(bytes, stepAt(now));
}

/** Signs in with the password and adds an authenticator where the role needs one. */
export async function signInAndEnrol(
  house: SignInHouse,
  browser: TestBrowser,
  name: string,
  password = goodPassword,
): Promise<(now: Date) => string> {
  await browser.post("/sign-in/password", { name, password });
  const { secret } = (await browser.post("/sign-in/factors/code")).body;
  const code = authenticator(secret);
  const added = await browser.ask("PUT", "/sign-in/factors/code", { code: code(house.now()) });
  if (added.body.next !== "done") throw new Error(JSON.stringify(added));
  return code;
}
