import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, it } from "vitest";
import {
  type Behaviour,
  bodyOf,
  freeMailPort,
  greylisted,
  headerOf,
  mailServerForThisTest,
  unknownThere,
} from "../../tools/mail-server.ts";
import { dayOf } from "./platform/clock.ts";
import { openDatabase } from "./platform/database.ts";
import type { NoticePort } from "./platform/mail/port.ts";
import { openSmtp } from "./platform/mail/smtp.ts";
import { readSettings } from "./platform/settings.ts";
import { testFolder } from "./platform/test-folder.ts";
import { addTodos, finishTodos } from "./platform/todos.ts";
import { openMailer } from "./stages/access/mailer.ts";
import { planDigests } from "./stages/access/plan-digests.ts";
import { sendWaiting } from "./stages/access/send-mail.ts";
import { here } from "./test-city.ts";
import { houseForThisTest, type SignInHouse } from "./test-sign-in.ts";

/** 2026: a Monday in March, and days around Spring Festival. All at nine in the city. */
const at = (day: string, time = "09:00"): Date => new Date(`${day}T${time}:00+08:00`);
const monday = "2026-03-02";

const envOf = (port: number): NodeJS.ProcessEnv => ({
  ...{ BIAOCHI_MAIL: "on", BIAOCHI_MAIL_HOST: "127.0.0.1", BIAOCHI_MAIL_PORT: String(port) },
  ...{ BIAOCHI_MAIL_SECURITY: "none", BIAOCHI_MAIL_FROM: "kaohe@city.example", BIAOCHI_MAIL_FROM_NAME: "市考核办" },
});

function smtpOn(port: number): NoticePort {
  const read = readSettings({ env: { BIAOCHI_DATA: testFolder, ...envOf(port) } });
  if (!read.ok) throw new Error(read.refusal.code);
  return openSmtp(read.value.settings);
}

/** An office with people who have confirmed their addresses, and a mail server beside it. */
async function office(people: readonly string[] = ["one"], behaviour: Behaviour = {}) {
  const server = await mailServerForThisTest(behaviour);
  const house = await houseForThisTest(envOf(server.port));
  for (const id of people) await addPerson(house, id);
  let port = smtpOn(server.port);
  /** One look of the mailer at a moment. */
  const look = async (moment: Date, database = house.database) => {
    const [now, day] = [moment, dayOf(moment)];
    await planDigests(database, { now, day, at: "08:30" });
    return sendWaiting({
      ...{ database, port, now, day, origin: "https://kaohe.city.example" },
      ...{ masterKey: house.masterKey, language: "zh-CN" },
    });
  };
  const use = (other: NoticePort) => {
    port = other;
  };
  const states = async () =>
    (await house.rows("select account, day, state, attempts from mail where kind = 'digest' order by id")).map(
      ({ account, day, state, attempts }) => `${account} ${day} ${state} ${attempts}`,
    );
  return { server, house, look, states, use };
}

async function addPerson(house: SignInHouse, id: string): Promise<void> {
  await house.addAccount({ id, role: "organiser" });
  await house.rows(
    `insert into mail_address (account, address, set_by, set_at, confirmed_at) values ($1, $2, $1, now(), now())`,
    [id, `${id}@city.example`],
  );
}

const addTodo = (
  house: SignInHouse,
  key: string,
  more: { account?: string; due?: string; kind?: string; params?: object } = {},
) =>
  house.database.transaction((tx) =>
    addTodos(tx, [
      {
        ...{ key, kind: more.kind ?? "confirm-grant", for: { account: more.account ?? "one" }, path: "/grants" },
        ...{ due: more.due, minutes: 3, params: { ...more.params } },
      },
    ]),
  );

it("writes once on a working day after its time, and again only if something is new or its day comes near", async () => {
  const { server, house, look } = await office();
  await addTodo(house, "a:");
  expect(await look(at("2026-03-01"))).toBe(0); // a Sunday
  expect(await look(at(monday, "08:29"))).toBe(0);
  expect(await look(at(monday))).toBe(1);
  await addTodo(house, "b:", { due: "2026-03-06" });
  expect(await look(at(monday, "15:00"))).toBe(0); // new, and today's has gone
  expect(await look(at("2026-03-03"))).toBe(1);
  expect(await look(at("2026-03-03", "09:10"))).toBe(0);
  expect(await look(at("2026-03-04"))).toBe(1); // Friday is two working days away
  await house.database.transaction((tx) => finishTodos(tx, "b:", "one"));
  expect(await look(at("2026-03-05"))).toBe(0); // the other one was told before and has no day
  expect(server.received).toHaveLength(3);
  expect(await look(at("2026-02-14", "07:00"))).toBe(0);
});

it("keeps the working Saturday and the holiday of the table", async () => {
  const { house, look } = await office();
  await addTodo(house, "a:");
  expect(await look(at("2026-02-16"))).toBe(0); // Spring Festival, a Monday
  expect(await look(at("2026-02-28"))).toBe(1); // a Saturday with work
});

it("tells counts, kinds, days and minutes in the language of the person, and nothing of anybody", async () => {
  const { server, house, look } = await office(["one", "two"]);
  await house.rows(
    "insert into mail_choice (account, wants_digest, language, changed_at) values ('two', true, 'en', now())",
  );
  await house.rows(`update account set name = '{"zh-CN":"王联络","en":"Wang Lianluo"}' where id = 'one'`);
  const told = {
    period: "2025Q4",
    name: "李某某",
    score: "91.36",
    grade: "优秀",
    reason: "迟报三次",
    unit: "市生态局",
  };
  for (const account of ["one", "two"]) {
    await addTodo(house, `${account}1:`, { account, kind: "verify-result", due: "2026-03-05", params: told });
    await addTodo(house, `${account}2:`, { account, kind: "verify-result", due: "2026-02-27", params: told });
    await addTodo(house, `${account}3:`, { account, kind: "some-day-invented", params: told });
  }
  expect(await look(at(monday))).toBe(2);
  const [zh, en] = ["one", "two"].map((to) => server.received.find((each) => each.to[0] === `${to}@city.example`));
  if (!zh || !en) throw new Error("two were expected");
  expect(headerOf(zh, "Subject")).toBe("考核待办：3 项，最近一项截止 2026年3月5日");
  expect(bodyOf(zh)).toContain("· 核对初步结果：2 项，约 6 分钟，最近截止 2026年3月5日，其中 1 项已过截止日");
  expect(bodyOf(zh)).toContain("· 其他事项：1 项，约 3 分钟");
  expect(bodyOf(zh)).toContain("https://kaohe.city.example/\n");
  expect(headerOf(en, "Subject")).toMatch(/^Appraisal: 3 tasks waiting, the next by /);
  expect(bodyOf(en)).toContain("· Provisional results to verify: 2, about 6 minutes");
  expect(/[\u4e00-\u9fff]/.test(bodyOf(en) + headerOf(en, "Subject"))).toBe(false);
  for (const message of [zh, en]) {
    const whole = `${headerOf(message, "Subject")}\n${bodyOf(message)}`;
    for (const secret of [...Object.values(told), "2025", "李", "王联络", "Wang"])
      expect(whole, secret).not.toContain(secret);
  }
  const lines = await house.rows(
    "select thing, outcome, to_jsonb(e)::text as line from audit_event e where action = 'send-mail'",
  );
  expect(lines.map(({ thing, outcome }) => [thing, outcome])).toEqual([
    ["account:one mail:1 kind:digest", "sent"],
    ["account:two mail:2 kind:digest", "sent"],
  ]);
  expect(JSON.stringify(lines)).not.toMatch(/city\.example|核对|tasks/);
  const kept = await house.rows("select todos, length(message_sha256) as n from mail order by id");
  expect(kept.map(({ todos, n }) => [(todos as number[]).length, n])).toEqual([
    [3, 32],
    [3, 32],
  ]);
});

it("writes to nobody who has turned it off, has not confirmed, has left, or holds the role no more", async () => {
  const { server, house, look } = await office(["off", "unconfirmed", "gone", "ended", "stays"]);
  await house.database.transaction((tx) =>
    addTodos(tx, [{ key: "role:", kind: "confirm-grant", for: { role: "organiser" }, path: "/grants", minutes: 3 }]),
  );
  await house.rows("insert into mail_choice (account, wants_digest, changed_at) values ('off', false, now())");
  await house.rows("update mail_address set ended_at = now() where account = 'unconfirmed'");
  await house.rows(
    "insert into mail_address (account, address, set_by, set_at) values ('unconfirmed', 'new@city.example', 'x', now())",
  );
  await house.rows("update account set state = 'suspended' where id = 'gone'");
  await house.rows("update role_grant set ended_at = now(), ended_by = 'x', end_reason = 'r' where account = 'ended'");
  expect(await look(at(monday))).toBe(1);
  expect(server.received.map(({ to }) => to)).toEqual([["stays@city.example"]]);
});

it("does not write after all where the person has turned it off, or done everything, while it waited", async () => {
  const { server, house, look, states, use } = await office(["one", "two"]);
  await addTodo(house, "a:", { account: "one" });
  await addTodo(house, "b:", { account: "two" });
  use(smtpOn(await freeMailPort()));
  expect(await look(at(monday))).toBe(0);
  await house.rows("insert into mail_choice (account, wants_digest, changed_at) values ('one', false, now())");
  await house.database.transaction((tx) => finishTodos(tx, "b:", "two"));
  use(smtpOn(server.port));
  expect(await look(at(monday, "10:00"))).toBe(0);
  expect([server.received, await states()]).toEqual([[], [`one ${monday} lapsed 1`, `two ${monday} lapsed 0`]]);
});

it("never writes twice a day, with two processes at it", async () => {
  const people = Array.from({ length: 12 }, (_, n) => `p${n}`);
  const { server, house, look, states } = await office(people);
  for (const account of people) await addTodo(house, `${account}:`, { account });
  const others = await Promise.all([1, 2].map(() => openDatabase({ url: house.url, connections: 3 })));
  await Promise.all(others.map((other) => other.ok && look(at(monday), other.value)));
  for (const other of others) if (other.ok) await other.value.close();
  await look(at(monday, "09:01"));
  expect(server.received.map(({ to }) => to[0]).sort()).toEqual(people.map((id) => `${id}@city.example`).sort());
  expect((await states()).filter((each) => !each.endsWith(" sent 1"))).toEqual([]); // nor is one taken for left behind
}, 60_000);

it("takes no message that another process has at hand for one that was left behind", async () => {
  const { house, look, states, use } = await office();
  await addTodo(house, "a:");
  const begun = Promise.withResolvers<void>();
  const told = Promise.withResolvers<void>();
  use({
    close: () => undefined,
    async deliver() {
      begun.resolve();
      await told.promise;
      return { outcome: "accepted", said: "" };
    },
  });
  const first = look(at(monday));
  await begun.promise;
  expect(await look(at(monday, "09:01"))).toBeUndefined();
  expect(await states()).toEqual([`one ${monday} sending 1`]);
  told.resolve();
  expect([await first, await states()]).toEqual([1, [`one ${monday} sent 1`]]);
});

for (const point of ["before", "after"] as const)
  it(`never writes twice a day, killed ${point} the message has left; the next day tells it again`, {
    timeout: 60_000,
  }, async () => {
    const { server, house, look, states } = await office();
    await addTodo(house, "a:");
    const child = spawn(
      process.execPath,
      [here("./test-mail-round.ts"), house.url, String(server.port), at(monday).toISOString(), point],
      { stdio: ["ignore", "pipe", "inherit"] },
    );
    await once(child.stdout, "data");
    child.kill("SIGKILL");
    await once(child, "exit");
    const left = point === "after" ? 1 : 0;
    await expect.poll(() => look(at(monday, "09:30")), { timeout: 90_000 }).toBe(0); // as soon as the lock of the dead is free
    expect(await states()).toEqual([`one ${monday} in-doubt 1`]);
    await look(at(monday, "11:00"));
    expect(server.received).toHaveLength(left);
    expect(await look(at("2026-03-03"))).toBe(1);
    expect(server.received).toHaveLength(left + 1);
  });

it("waits while the server is down for days, knocks no oftener than agreed, and then tells what is so now", async () => {
  const { server, house, look, states, use } = await office(["one", "two"]);
  await addTodo(house, "a:", { account: "one" });
  await addTodo(house, "b:", { account: "two" });
  let knocks = 0;
  const away = smtpOn(await freeMailPort());
  use({
    close: () => undefined,
    deliver(notice) {
      knocks += 1;
      return away.deliver(notice);
    },
  });
  for (const time of ["09:00", "09:05", "09:10", "09:15"]) expect(await look(at(monday, time))).toBe(0);
  expect(knocks).toBe(2); // one person is tried, the other does not have to be, and not before ten minutes
  for (const day of ["2026-03-03", "2026-03-04"]) expect(await look(at(day))).toBe(0);
  await addTodo(house, "c:", { account: "one" });
  use(smtpOn(server.port));
  expect(await look(at("2026-03-05"))).toBe(2);
  expect(server.received.map((each) => headerOf(each, "Subject")).sort()).toEqual(["考核待办：1 项", "考核待办：2 项"]);
  expect((await states()).filter((each) => each.includes("sent"))).toHaveLength(2);
  expect((await states()).filter((each) => each.includes("lapsed"))).toHaveLength(6);
});

it("comes back to a server that asks for it, a little later each time, and writes once", async () => {
  let asked = 0;
  const { server, house, look, states } = await office(["one"], {
    onRcptTo(_, __, done) {
      asked += 1;
      done(asked < 3 ? greylisted : undefined);
    },
  });
  await addTodo(house, "a:");
  for (const time of ["09:00", "09:04", "09:05", "09:14", "09:15", "09:16"]) await look(at(monday, time));
  expect([asked, server.received.length, await states()]).toEqual([3, 1, [`one ${monday} sent 3`]]);
});

it("lets one mailbox that is refused keep nobody else waiting", async () => {
  const { server, house, look, states } = await office(["gone", "one"], {
    onRcptTo: ({ address }, _, done) => (address.startsWith("gone") ? done(unknownThere) : done()),
  });
  await addTodo(house, "a:", { account: "gone" });
  await addTodo(house, "b:", { account: "one" });
  expect(await look(at(monday))).toBe(1);
  expect(await states()).toEqual([`gone ${monday} refused 1`, `one ${monday} sent 1`]);
  expect(server.received).toHaveLength(1);
});

it("keeps what it was: a settled message is not changed, and none is removed", async () => {
  const { house, look } = await office();
  await addTodo(house, "a:");
  await look(at(monday));
  await expect(house.rows("update mail set said = 'x'")).rejects.toThrow(/settled/);
  await expect(house.rows("delete from mail")).rejects.toThrow();
  await expect(house.rows("update mail_address set address = 'thief@evil.example'")).rejects.toThrow(
    /stays as it was set/,
  );
});

it("says once that a look has failed, and goes on", async () => {
  const { house } = await office();
  const told: string[] = [];
  const broken: NoticePort = { close: () => undefined, deliver: () => Promise.reject(new Error("a bug")) };
  await addTodo(house, "a:");
  const mailer = openMailer({
    ...{ database: house.database, origin: "", masterKey: house.masterKey, port: broken },
    clock: { now: () => at(monday), today: () => monday, machineNow: () => at(monday) },
    settings: { mailAt: "08:30", language: "zh-CN" },
    tell: ({ code }) => void told.push(code),
  });
  await expect.poll(() => told).toEqual(["mail-round-failed"]);
  mailer.wake();
  await mailer.close();
  expect(told).toEqual(["mail-round-failed"]);
});
