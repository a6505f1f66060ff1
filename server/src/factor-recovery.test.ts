import { expect, it } from "vitest";
import { goodPassword, houseForThisTest, signInAndEnrol } from "./test-sign-in.ts";

const recoveries = "/factor-recoveries";

it("takes a lost second factor away by two people of two roles, and the person adds a new one", async () => {
  const house = await houseForThisTest();
  const [system, security, clerk] = [house.browser(), house.browser(), house.browser()];
  await house.addAccount({ id: "sys", role: "system-administrator", password: goodPassword });
  await house.addAccount({ id: "sec", role: "security-administrator", password: goodPassword });
  await house.addAccount({ id: "clerk", role: "clerk", password: goodPassword });
  await signInAndEnrol(house, system, "sys");
  await signInAndEnrol(house, security, "sec");
  const lost = await signInAndEnrol(house, clerk, "clerk");
  expect(await clerk.isIn()).toBe(true);

  const ask = (account: string) => system.post(recoveries, { account, reason: "手机丢失" });
  expect((await ask("nobody")).body.code).toBe("not-found");
  expect((await ask("sys")).body.code).toBe("recovery-own");
  const asked = await ask("clerk");
  expect(asked).toMatchObject({
    status: 201,
    body: { asked: { by: { id: "sys", name: { en: "A" } } }, mayConfirm: false },
  });
  expect((await ask("clerk")).body.code).toBe("recovery-open");
  const confirm = (browser: typeof system) => browser.post(`${recoveries}/${asked.body.id}/confirmation`);
  expect((await confirm(system)).body.code).toBe("not-permitted");
  expect((await security.post(recoveries, { account: "clerk", reason: "r" })).body.code).toBe("not-permitted");
  expect((await security.ask("GET", recoveries)).body.recoveries).toMatchObject([
    { account: { id: "clerk" }, reason: "手机丢失", mayConfirm: true },
  ]);
  const waits = async (browser: typeof system) =>
    ((await browser.ask("GET", "/todos")).body.todos as { kind: string; path: string }[]).map(({ kind }) => kind);
  expect([await waits(security), await waits(system)]).toEqual([["confirm-factor-recovery"], []]);
  expect(await clerk.isIn()).toBe(true); // one person has changed nothing
  expect((await confirm(security)).status).toBe(200);
  expect((await confirm(security)).body.code).toBe("not-found");
  expect(await waits(security)).toEqual([]);

  expect(await clerk.isIn()).toBe(false);
  house.pass(1);
  const fresh = house.browser();
  const first = await fresh.post("/sign-in/password", { name: "clerk", password: goodPassword });
  expect(first.body).toMatchObject({ next: "enrol", factors: [] });
  expect((await fresh.post("/sign-in/code", { code: lost(house.now()) })).body.code).toBe("sign-in-step-gone");
  await signInAndEnrol(house, fresh, "clerk");
  expect(await fresh.isIn()).toBe(true);
  const events = (await house.events()).filter(({ event }) => String(event).startsWith("factor-recovery"));
  expect(events).toMatchObject([
    { event: "factor-recovery-asked", account: "clerk", by: "sys" },
    { event: "factor-recovery-confirmed", account: "clerk", by: "sec" },
  ]);
});

it("is not confirmed by whoever asked or whom it is about, even with both roles in hand", async () => {
  const house = await houseForThisTest();
  await house.addAccount({ id: "sys", role: "system-administrator", password: goodPassword });
  await house.addAccount({ id: "sec", role: "security-administrator", password: goodPassword });
  await house.rows(`insert into role_grant (account, role, reach, first_day, reason, given_by, confirmed_by, confirmed_at)
    values ('sys', 'security-administrator', 'installation', '2000-01-01', 'r', 'one', 'two', now())`);
  const [system, security] = [house.browser(), house.browser()];
  await signInAndEnrol(house, system, "sys");
  await signInAndEnrol(house, security, "sec");
  const about = async (account: string) => (await system.post(recoveries, { account, reason: "r" })).body.id;
  const id = await about("sec");
  for (const browser of [system, security])
    expect((await browser.post(`${recoveries}/${id}/confirmation`)).body.code).toBe("recovery-own");
});

it("needs a second factor of the roles that are marked, and the last one of them is not removed", async () => {
  const house = await houseForThisTest();
  await house.addAccount({ id: "sec", role: "security-administrator", password: goodPassword });
  await house.addAccount({ id: "anna", role: "auditor", password: goodPassword });
  const [security, anna] = [house.browser(), house.browser()];
  await signInAndEnrol(house, security, "sec");
  const marked = (await security.ask("GET", "/second-factor-roles")).body.roles as string[];
  expect(marked).toEqual(expect.arrayContaining(["organiser", "clerk", "authority", "discipline"]));
  expect(marked).not.toContain("auditor");
  expect((await security.ask("PUT", "/second-factor-roles", { roles: ["auditor"] })).body.code).toBe(
    "administrators-need-factor",
  );
  expect((await security.ask("PUT", "/second-factor-roles", { roles: [...marked, "auditor"] })).status).toBe(200);
  expect((await anna.post("/sign-in/password", { name: "anna", password: goodPassword })).body.next).toBe("enrol");
  await signInAndEnrol(house, anna, "anna");
  const remove = (password: string) => anna.post("/security/factors/code/removal", { password });
  expect((await remove("not this one")).body.code).toBe("password-wrong");
  expect((await remove(goodPassword)).body.code).toBe("factor-required");
  await security.ask("PUT", "/second-factor-roles", { roles: marked });
  expect((await remove(goodPassword)).body).toMatchObject({ code: null });
});
