import { expect, test } from "vitest";
import { networkOf } from "./guessing.ts";
import { knownAs, remembered } from "./known-device.ts";

test.each([
  ["10.1.2.3", "10.1.2.3"],
  ["::ffff:10.1.2.3", "10.1.2.3"],
  ["::ffff:0a01:0203", "10.1.2.3"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2"],
  ["2001:DB8:1:2::9", "2001:db8:1:2"],
  ["2001:db8::1", "2001:db8:0:0"],
  ["::1", "0:0:0:0"],
  ["fe80::1%eth0", "fe80:0:0:0"],
])("whoever holds %s cannot choose %s", (address, network) => {
  expect(networkOf(address)).toBe(network);
});

const key = new Uint8Array(32).fill(7);
const now = new Date("2026-03-02T08:30:00Z");
const later = (days: number) => new Date(now.getTime() + days * 86_400_000);

test("a browser is known to the account that signed in there, for half a year, and to no other", () => {
  const cookie = remembered(key, undefined, "anna", now);
  expect(knownAs(key, cookie, "anna", later(179))).toBeDefined();
  expect(knownAs(key, cookie, "anna", later(181))).toBeUndefined();
  expect(knownAs(key, cookie, "bert", now)).toBeUndefined();
  expect(knownAs(new Uint8Array(32), cookie, "anna", now)).toBeUndefined();
  const bytes = Buffer.from(cookie, "base64url");
  for (let at = 0; at < bytes.length; at += 1) {
    const changed = Buffer.from(bytes);
    changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
    expect(knownAs(key, changed.toString("base64url"), "anna", now), String(at)).toBeUndefined();
  }
});

test("a machine that several people share knows the last five of them, each by the name it had before", () => {
  let cookie = remembered(key, "no.token.at.all", "anna", now);
  const name = knownAs(key, cookie, "anna", now);
  for (const who of ["b", "c", "d", "e"]) cookie = remembered(key, cookie, who, now);
  cookie = remembered(key, cookie, "anna", later(1));
  expect(knownAs(key, cookie, "anna", later(1))).toBe(name);
  expect(["b", "c", "d", "e"].map((who) => knownAs(key, cookie, who, later(1)) !== undefined)).toEqual(
    Array(4).fill(true),
  );
  cookie = remembered(key, cookie, "f", now);
  expect(knownAs(key, cookie, "b", now)).toBeUndefined();
  expect(cookie.split(".")).toHaveLength(5);
});
