import { routes } from "@biaochi/contract";
import cookie from "@fastify/cookie";
import fastify, { type FastifyRequest } from "fastify";
import { expect, test } from "vitest";
import { cookiesOf } from "./cookies.ts";
import { admitBy, digestOfToken, forgetAccount, forgetSession, type Holder } from "./identity.ts";
import { databaseForThisTest } from "./test-database.ts";

const organiser: Holder = {
  account: {
    ...{ id: "office", name: { "zh-CN": "考核办", en: "Office" }, roles: ["organiser"], programme: "town" },
    ...{ unit: null, team: null, self: null },
  },
  grants: [{ role: "organiser", reach: { kind: "city" } }],
  isFresh: true,
};

async function doorway(find: () => Promise<Holder | undefined>) {
  const { database } = await databaseForThisTest();
  const noteUse = async () => undefined;
  const admit = admitBy({ database, findHolder: find, noteUse, cookies: cookiesOf("http://localhost") });
  const app = fastify();
  await app.register(cookie);
  app.get("/", async (request: FastifyRequest) => (await admit(request, routes.listRuns)).ok);
  const mayEnter = async (token: string): Promise<unknown> =>
    (await app.inject({ url: "/", headers: { cookie: `biaochi_session=${token}` } })).json();
  return { database, mayEnter };
}

test("a session is looked up once a second, not at every request", async () => {
  let asked = 0;
  const { mayEnter } = await doorway(async () => {
    asked += 1;
    return organiser;
  });
  expect([await mayEnter("one"), await mayEnter("one"), await mayEnter("one")]).toEqual([true, true, true]);
  expect(asked).toBe(1);
});

test("a session that was ended opens nothing from that moment, even where its lookup was under way", async () => {
  const { database, mayEnter } = await doorway(async () => organiser);
  expect(await mayEnter("one")).toBe(true);
  forgetSession(database, digestOfToken("one"));
  expect(await mayEnter("one")).toBe(false);

  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  let asked = 0;
  const slow = await doorway(async () => {
    asked += 1;
    await held;
    return organiser;
  });
  const underWay = slow.mayEnter("two");
  while (asked === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  forgetSession(slow.database, digestOfToken("two"));
  release();
  await underWay;
  expect(await slow.mayEnter("two")).toBe(false);
});

test("somebody unknown is asked for again: what is remembered is only who holds a session", async () => {
  let holder: Holder | undefined;
  const { mayEnter } = await doorway(async () => holder);
  expect(await mayEnter("three")).toBe(false);
  holder = organiser;
  expect(await mayEnter("three")).toBe(true);
});

test("an account that changed is looked up again, even where a lookup was under way", async () => {
  let asked = 0;
  let holder: Holder | undefined = organiser;
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const { database, mayEnter } = await doorway(async () => {
    asked += 1;
    const found = holder;
    if (asked === 1) await held;
    return found;
  });
  const underWay = mayEnter("four");
  while (asked === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  holder = undefined;
  forgetAccount(database, organiser.account.id);
  release();
  await underWay;
  expect(await mayEnter("four")).toBe(false);

  holder = organiser;
  expect(await mayEnter("four")).toBe(true);
  holder = undefined;
  forgetAccount(database, organiser.account.id);
  expect(await mayEnter("four")).toBe(false);
});
