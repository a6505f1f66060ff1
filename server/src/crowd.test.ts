import { expect, it, vi } from "vitest";
import { atOnce, mostInside } from "./stages/access/derivations.ts";
import { goodPassword, houseForThisTest } from "./test-sign-in.ts";

/** Derivations that are under way, and those that a test holds back. */
const seen = vi.hoisted(() => ({ now: 0, most: 0, isHeld: false, held: [] as (() => void)[] }));
vi.mock("node:crypto", async (importOriginal) => {
  const real = await importOriginal<typeof import("node:crypto")>();
  const argon2: typeof real.argon2 = (algorithm, parameters, done) => {
    seen.now += 1;
    seen.most = Math.max(seen.most, seen.now);
    const begin = () =>
      real.argon2(algorithm, { ...parameters, memory: 8, passes: 1 }, (error, key) => {
        seen.now -= 1;
        done(error, key);
      });
    if (seen.isHeld) seen.held.push(begin);
    else begin();
  };
  return { ...real, argon2 };
});

it("is served one after the other: no more keys are derived at once than cores and threads can spare", async () => {
  const house = await houseForThisTest();
  for (let n = 0; n < 30; n += 1) await house.addAccount({ id: `p${n}`, role: "auditor", password: goodPassword });
  seen.most = 0;
  const answers = await Promise.all(
    Array.from({ length: 30 }, (_, n) =>
      house.browser().post("/sign-in/password", { name: `p${n}`, password: goodPassword }, { from: `10.0.0.${n}` }),
    ),
  );
  expect(answers.map(({ body }) => body.next)).toEqual(Array(30).fill("done"));
  expect(seen.most).toBe(atOnce);
});

it("that would wait too long is told to come back, the same for every name, and everything else goes on meanwhile", async () => {
  const house = await houseForThisTest();
  await house.addAccount({ id: "anna", role: "auditor", password: goodPassword });
  const inside = house.browser();
  await inside.post("/sign-in/password", { name: "anna", password: goodPassword });
  seen.isHeld = true;
  const enter = (n: number) =>
    house
      .browser()
      .post("/sign-in/password", { name: `name-${n}`, password: "x" }, { from: `10.${n >> 8}.${n & 255}.1` });
  const crowd = Array.from({ length: mostInside }, (_, n) => enter(n));
  await vi.waitFor(() => expect(seen.held.length).toBe(atOnce), { timeout: 90_000 });
  expect((await enter(5000)).status).toBe(429);
  const known = await house.browser().post("/sign-in/password", { name: "anna", password: goodPassword });
  expect([known.status, known.body.code]).toEqual([429, "too-many-requests"]);
  expect((await inside.ask("GET", "/security")).status).toBe(200);
  seen.isHeld = false;
  for (const begin of seen.held.splice(0)) begin();
  const codes = (await Promise.all(crowd)).map(({ body }) => body.code);
  expect(new Set(codes)).toEqual(new Set(["sign-in-refused"]));
  expect((await house.browser().post("/sign-in/password", { name: "anna", password: goodPassword })).body.next).toBe(
    "done",
  );
}, 60_000);
