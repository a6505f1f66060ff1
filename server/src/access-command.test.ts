import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { openInstallation } from "./platform/installation.ts";
import { freshDatabase, type TestDatabase } from "./platform/test-database.ts";

vi.setConfig({ testTimeout: 300_000 }); // every command is a process of its own

const cli = resolve(import.meta.dirname, "cli.ts");
let db: TestDatabase;
let folder: string;
beforeEach(async () => {
  db = await freshDatabase();
  folder = mkdtempSync(join(tmpdir(), "biaochi-access-"));
});
afterEach(async () => {
  await db.drop();
  rmSync(folder, { recursive: true, force: true });
});

type Ended = { readonly code: number | null; readonly out: string; readonly err: string };

/** The command line as a person types it, on a database of one's own. */
async function biaochi(args: readonly string[], env: NodeJS.ProcessEnv = {}, until?: RegExp): Promise<Ended> {
  const child = spawn(process.execPath, [cli, ...args], {
    env: {
      ...{ ...process.env, DATABASE_URL: db.url, BIAOCHI_DATA: folder, BIAOCHI_LANG: "en", PORT: "0" },
      ...{ BIAOCHI_MODE: "production", BIAOCHI_ORIGIN: "https://kaohe.example.cn", ...env },
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [out, err] = ["", ""];
  const stopWhenSaid = () => until?.test(out + err) && child.kill("SIGTERM");
  child.stdout.on("data", (text) => {
    out += text;
    stopWhenSaid();
  });
  child.stderr.on("data", (text) => {
    err += text;
    stopWhenSaid();
  });
  const code = await new Promise<number | null>((ended) => child.once("close", ended));
  return { code, out, err };
}

const linkForm = /https:\/\/kaohe\.example\.cn\/set-up#[\w-]{43}/g;
const rows = async (query: string) => (await db.database.withConnection((client) => client.query(query))).rows;

it("prints three links at the first start in production, none at the second, and more by the command", async () => {
  const first = await biaochi(["serve"], {}, /ready /);
  expect([first.code, first.err.match(linkForm)?.length]).toEqual([0, 3]);
  expect(first.out).not.toMatch(linkForm);
  for (const role of ["System administrator", "Security administrator", "Audit administrator"])
    expect(first.err).toContain(`${role}: to be opened by that person within 72 hours`);
  expect((await biaochi(["serve"], {}, /ready /)).err.match(linkForm)).toBeNull();
  const again = await biaochi(["access", "setup-link", "audit-administrator"]);
  expect([again.code, again.out.match(linkForm)?.length]).toEqual([0, 1]);
  const still = await rows("select role from set_up_link where used_at is null and expires_at > now() order by role");
  expect(still).toHaveLength(3); // the older one for the same role is void
  expect((await biaochi(["access", "setup-link", "organiser"])).code).toBe(2);
}, 120_000);

it("lists, suspends and resumes accounts, and makes a link for a new password", async () => {
  await openInstallation(db.database, "production");
  await rows(`insert into account (id, name, is_demo, sign_in_name, staff_number)
    values ('a-1', '{"zh-CN":"甲","en":"Anna"}', false, 'anna', '10023')`);
  await rows(`insert into role_grant (account, role, reach, first_day, reason, given_by, confirmed_by, confirmed_at)
    values ('a-1', 'system-administrator', 'installation', '2000-01-01', 'r', 'one', 'two', now())`);
  const { accounts } = JSON.parse((await biaochi(["access", "list", "--json"])).out) as { accounts: object[] };
  expect(accounts).toMatchObject([
    { id: "a-1", signInName: "anna", roles: ["system-administrator"], hasPassword: false },
  ]);
  expect((await biaochi(["access", "list"])).out).toContain("in use · System administrator");
  const held = await biaochi(["access", "setup-link", "system-administrator"]);
  expect([held.code, held.err]).toEqual([3, expect.stringContaining("No link was made")]);
  const reset = await biaochi(["access", "reset", "10023"]);
  expect([reset.code, reset.out.match(linkForm)?.length]).toEqual([0, 1]);
  expect(await rows("select account from set_up_link")).toEqual([{ account: "a-1" }]);
  expect((await biaochi(["access", "suspend", "anna"])).out).toContain("suspended");
  expect((await biaochi(["access", "setup-link", "system-administrator"])).code).toBe(0); // nobody holds it now
  expect((await biaochi(["access", "resume", "a-1"])).out).toContain("in use again");
  expect((await biaochi(["access", "resume", "a-1"])).out).toContain("stands so already");
  expect((await biaochi(["access", "suspend", "nobody"])).code).toBe(3);
  for (const args of [["access"], ["access", "reset"], ["access", "erase", "a-1"], ["access", "list", "x", "y"]])
    expect((await biaochi(args)).code, args.join(" ")).toBe(2);
  const events = await rows("select action as event, account as by from audit_event e order by e.event");
  expect(events).toEqual(
    ["set-up-link-made", "account-suspended", "set-up-link-made", "account-resumed"].map((event) => ({
      event,
      by: "command-line",
    })),
  );
}, 120_000);

it("shows who is signed in, ends it, and takes lost second factors away, each on record", async () => {
  await openInstallation(db.database, "production");
  await rows(
    `insert into account (id, name, is_demo, sign_in_name) values ('a-1', '{"zh-CN":"甲","en":"Anna"}', false, 'anna')`,
  );
  const signIn = (token: number) =>
    rows(`insert into session (token_sha256, account, way, device, created_at, seen_at, expires_at)
      values (sha256('${token}'), 'a-1', 'password+code', 'Edge · Windows', now(), now(), now() + interval '1 hour')`);
  await signIn(1);
  await signIn(2);
  await rows("insert into totp values ('a-1', 'x', now(), 1)");
  expect((await biaochi(["access", "sessions"])).out).toMatch(/a-1 {2}password and code, Edge · Windows; since /);
  const { sessions } = JSON.parse((await biaochi(["access", "sessions", "--json"])).out) as { sessions: object[] };
  expect(sessions).toHaveLength(2);
  expect((await biaochi(["access", "end-sessions", "anna"])).out).toContain("2 sessions");
  expect((await biaochi(["access", "sessions"])).out).toContain("Nobody is signed in");
  await signIn(3);
  expect((await biaochi(["access", "remove-factors", "anna"])).out).toContain("are gone");
  expect(await rows("select account from totp union all select account from session")).toEqual([]);
  expect((await biaochi(["access", "remove-factors", "anna"])).out).toContain("no second factor");
  expect((await biaochi(["access", "remove-factors"])).code).toBe(2);
  const events = await rows("select action, account, thing from audit_event e order by e.event");
  expect(events).toEqual(
    ["sessions-ended", "factor-removed"].map((action) => ({ action, account: "command-line", thing: "account:a-1" })),
  );
}, 120_000);

it("makes no link in a demo, whose accounts have no passwords", async () => {
  await openInstallation(db.database, "demo");
  const demo = await biaochi(["access", "setup-link"], { BIAOCHI_MODE: "demo" });
  expect([demo.code, demo.err]).toEqual([3, expect.stringContaining("no passwords")]);
  expect((await biaochi(["access", "list"])).code).toBe(3); // the other mode
}, 120_000);
