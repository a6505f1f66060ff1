import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { seal, unseal } from "../../platform/sealed-secret.ts";
import { deviceOf } from "./device.ts";
import { nextOf, type Standing } from "./next-step.ts";
import { digestPassword, fits, isWeak, presentCost } from "./password-digest.ts";
import { weaknesses } from "./password-policy.ts";

const codesOf = (password: string, ...names: string[]) => weaknesses(password, names).map(({ code }) => code);

describe("a new password", () => {
  it.each([
    "three Herons cross 7 rivers",
    "correct-lamp-rain",
    "苔痕上阶绿草色入帘青今夜",
    "Wq7!vnPz2k",
    "lantern mosaic quiet",
  ])("%s may be taken", (password) => {
    expect(codesOf(password, "zhang.wei", "10023")).toEqual([]);
  });

  it.each([
    ["Wq7!vnPz2", "password-too-short"],
    ["wqvnpzkrtu", "password-too-short"],
    ["wqvnpzkr42", "password-too-short"],
    ["x".repeat(64) + "Yz9!".repeat(17), "password-too-long"],
    ["Zhang.Wei-2026!", "password-has-name"],
    ["10023-Lantern-x", "password-has-name"],
    ["P@ssw0rd!2026", "password-common"],
    ["Biaochi@2026", "password-common"],
    ["kaoheban2026!", "password-common"],
    ["Admin123456!", "password-common"],
    ["1qaz2wsx3edc", "password-common"],
    ["Qwertyuiop12", "password-common"],
    ["abcdefghijkl", "password-common"],
    ["aaaaaaaaaaaaA1", "password-common"],
    ["201320132013", "password-common"],
    ["Woaini1314!!", "password-common"],
  ])("%s is refused: %s", (password, code) => {
    expect(codesOf(password, "zhang.wei", "10023")).toContain(code);
  });
});

describe("a kept password", () => {
  it("fits itself alone, however its signs are composed, and twice the same has two digests", async () => {
    const digest = await digestPassword("Café lanterns ９");
    expect(digest).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
    expect(await fits("Cafe\u0301 lanterns 9", digest)).toBe(true);
    expect(await fits("Cafe lanterns 9", digest)).toBe(false);
    expect(await digestPassword("Café lanterns ９")).not.toBe(digest);
    expect(await fits("", undefined)).toBe(false);
  });

  it("is read with the cost that made it, and is weak when that was lower than today's", async () => {
    const cheap = await digestPassword("x", { memory: 64, passes: 1, lanes: 1 });
    expect(await fits("x", cheap)).toBe(true);
    expect([isWeak(cheap), isWeak(await digestPassword("x"))]).toEqual([true, false]);
    expect(isWeak(await digestPassword("x"), { ...presentCost, passes: presentCost.passes + 1 })).toBe(true);
  });
});

describe("a sealed secret", () => {
  const key = randomBytes(32);
  const secret = randomBytes(20);

  it("opens with its key and for its owner alone, and not when a byte was changed", () => {
    const of = (owner: string, masterKey = key) => ({ masterKey, purpose: "second-factor" as const, owner });
    const sealed = seal(of("anna"), secret);
    expect(unseal(of("anna"), sealed)?.equals(secret)).toBe(true);
    expect(unseal(of("bert"), sealed)).toBeUndefined();
    expect(unseal(of("anna", randomBytes(32)), sealed)).toBeUndefined();
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = Buffer.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(unseal(of("anna"), changed), `byte ${at}`).toBeUndefined();
    }
    expect(unseal(of("anna"), Buffer.alloc(3))).toBeUndefined();
    expect(sealed.includes(secret)).toBe(false);
    expect(unseal({ ...of("anna"), purpose: "connection" }, sealed)).toBeUndefined();
  });
});

describe("what comes next", () => {
  const now = new Date("2027-03-05T08:00:00Z");
  const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);
  const plain: Standing = { factors: [], needsFactor: false, passwordMadeAt: daysAgo(1), passwordDays: 90 };
  it.each([
    ["a password where nothing more is needed", { by: "password" }, plain, "done"],
    ["a password where a factor is needed", { by: "password" }, { ...plain, needsFactor: true }, "enrol"],
    [
      "a password where there is a factor, needed or not",
      { by: "password" },
      { ...plain, factors: ["code"] },
      "second-factor",
    ],
    [
      "password and code",
      { by: "password", factor: "code" },
      { ...plain, factors: ["code"], needsFactor: true },
      "done",
    ],
    ["a passkey alone", { by: "passkey" }, { ...plain, factors: ["passkey"], needsFactor: true }, "done"],
    ["a single sign-on by password", { by: "sso", isStrong: false }, { ...plain, needsFactor: true }, "enrol"],
    ["a single sign-on with more", { by: "sso", isStrong: true }, { ...plain, needsFactor: true }, "done"],
    ["a password of 89 days", { by: "password" }, { ...plain, passwordMadeAt: daysAgo(89) }, "done"],
    ["a password of 90 days", { by: "password" }, { ...plain, passwordMadeAt: daysAgo(90) }, "new-password"],
    [
      "an old password before its second factor",
      { by: "password" },
      { ...plain, factors: ["code"], passwordMadeAt: daysAgo(900) },
      "second-factor",
    ],
    [
      "an old password that never ends",
      { by: "password" },
      { ...plain, passwordDays: 0, passwordMadeAt: daysAgo(900) },
      "done",
    ],
    ["a renewed password", { by: "password", isRenewed: true }, { ...plain, passwordMadeAt: daysAgo(900) }, "done"],
    ["a passkey beside an old password", { by: "passkey" }, { ...plain, passwordMadeAt: daysAgo(900) }, "done"],
    ["a session that adds a factor", { by: "session" }, plain, "enrol"],
  ] as const)("after %s", (_name, proof, standing, next) => {
    expect(nextOf(proof, standing, now)).toBe(next);
  });
});

it("keeps of a browser no more than somebody knows it by", () => {
  const windows =
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/153.0.0.0 Safari/537.36";
  expect(deviceOf(`${windows} Edg/153.0`)).toBe("Edge · Windows");
  expect(deviceOf(windows)).toBe("Chrome · Windows");
  expect(
    deviceOf("Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Mobile/15E148 Safari/604.1"),
  ).toBe("Safari · iOS");
  expect(deviceOf("Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0")).toBe("Firefox · Linux");
  expect([deviceOf(undefined), deviceOf("<script>alert(1)</script>")]).toEqual(["", ""]);
});
