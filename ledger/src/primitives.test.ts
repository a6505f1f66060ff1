import { createPrivateKey, generateKeyPairSync, sign } from "node:crypto";
import { ed25519 } from "@noble/curves/ed25519.js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fromHex, hex, utf8 } from "./bytes.ts";
import * as noble from "./primitives-noble.ts";
import * as node from "./primitives-node.ts";
import { p256SignatureFromDer } from "./signer.ts";
import { isSoundPoint } from "./sound-point.ts";
import { vectors } from "./test-vectors.ts";

const fromHexOrFail = (text: string) => fromHex(text) ?? expect.fail(text);

describe.each([
  ["node:crypto", node],
  ["@noble", noble],
])("%s", (_, made) => {
  test("Ed25519: every vector of Wycheproof", () => {
    interface Group {
      readonly publicKey: { readonly pk: string };
      readonly tests: readonly { tcId: number; msg: string; sig: string; result: string }[];
    }
    const { testGroups, numberOfTests } = vectors<{ testGroups: Group[]; numberOfTests: number }>(
      "wycheproof-ed25519.json",
    );
    let tried = 0;
    for (const { publicKey, tests } of testGroups)
      for (const { tcId, msg, sig, result } of tests) {
        const [key, message, signature] = [publicKey.pk, msg, sig].map(fromHexOrFail);
        const found = made.verifyEd25519(key ?? utf8(""), message ?? utf8(""), signature ?? utf8(""));
        expect(found, `${tcId}`).toBe(result === "valid");
        tried += 1;
      }
    expect(tried).toBe(numberOfTests);
  });

  // Accepted are exactly those without a defect that the format names: points of small order or written in a second way, and
  // signatures that only a check with cofactor would accept.
  test("Ed25519: all 914 corner cases of CCTV", () => {
    const refused = ["low_order_A", "low_order_R", "non_canonical_A", "non_canonical_R", "low_order_residue"];
    const cases =
      vectors<{ number: number; key: string; sig: string; msg: string; flags: string[] | null }[]>("cctv-ed25519.json");
    expect(cases).toHaveLength(914);
    let accepted = 0;
    for (const { number, key, sig, msg, flags } of cases) {
      const found = made.verifyEd25519(fromHexOrFail(key), utf8(msg), fromHexOrFail(sig));
      expect(found, `${number} ${flags}`).toBe(!(flags ?? []).some((flag) => refused.includes(flag)));
      accepted += Number(found);
    }
    expect(accepted).toBe(43);
  });

  test("a signature of the wrong length, or with S above the order, is refused and does not throw", () => {
    const seed = made.sha256(utf8("seed"));
    const [key, signature] = [made.publicEd25519(seed), made.signEd25519(seed, utf8("text"))];
    expect(made.verifyEd25519(key, utf8("text"), signature)).toBe(true);
    expect(made.verifyEd25519(key, utf8("text"), signature.subarray(1))).toBe(false);
    expect(made.verifyEd25519(key, utf8("text"), Uint8Array.of(...signature.subarray(0, 63), 255))).toBe(false);
    expect(made.verifyEd25519(key.subarray(1), utf8("text"), signature)).toBe(false);
  });

  test("P-256: right, wrong, and no point of the curve", () => {
    const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const { x = "", y = "" } = publicKey.export({ format: "jwk" });
    const point = new Uint8Array([4, ...Buffer.from(x, "base64url"), ...Buffer.from(y, "base64url")]);
    const message = utf8("statement");
    const der = new Uint8Array(
      sign("sha256", message, createPrivateKey(privateKey.export({ format: "pem", type: "pkcs8" }))),
    );
    const signature = p256SignatureFromDer(der) ?? expect.fail("strict DER");
    expect(made.verifyP256(point, message, signature)).toBe(true);
    expect(made.verifyP256(point, utf8("another"), signature)).toBe(false);
    expect(
      made.verifyP256(
        point.map((byte, at) => (at === 9 ? byte ^ 1 : byte)),
        message,
        signature,
      ),
    ).toBe(false);
    expect(made.verifyP256(point, message, der)).toBe(false);
  });
});

test("both implementations say the same of every input", () => {
  const someBytes = fc.uint8Array({ maxLength: 100 });
  const seed = fc.uint8Array({ minLength: 32, maxLength: 32 });
  fc.assert(
    fc.property(seed, someBytes, fc.nat(63), fc.boolean(), (secret, message, at, isSpoilt) => {
      expect(hex(noble.sha256(message))).toBe(hex(node.sha256(message)));
      expect(hex(noble.hmacSha256(secret, message))).toBe(hex(node.hmacSha256(secret, message)));
      expect(hex(noble.publicEd25519(secret))).toBe(hex(node.publicEd25519(secret)));
      const signature = node.signEd25519(secret, message);
      expect(hex(noble.signEd25519(secret, message))).toBe(hex(signature));
      if (isSpoilt) signature[at] = (signature[at] ?? 0) ^ 64;
      for (const made of [node, noble])
        expect(made.verifyEd25519(node.publicEd25519(secret), message, signature)).toBe(!isSpoilt);
    }),
    { numRuns: 60 },
  );
});

test("the keys of small order are those of the curve, in all their spellings", () => {
  const { Point } = ed25519;
  const p = Point.Fp.ORDER;
  let small = 0;
  for (const { key } of vectors<{ key: string }[]>("cctv-ed25519.json")) {
    const bytes = fromHexOrFail(key);
    const point = Point.fromBytes(bytes, true);
    const isCanonical = hex(point.toBytes()) === key || point.toAffine().x === 0n;
    const y = BigInt(`0x${hex(bytes.toReversed())}`) & (2n ** 255n - 1n);
    expect(isSoundPoint(bytes), key).toBe(!point.isSmallOrder() && y < p && isCanonical);
    small += Number(point.isSmallOrder());
  }
  expect(small).toBeGreaterThan(0);
});

test("DER that is not strict is refused", () => {
  const good = fromHexOrFail("3006020101020102");
  expect(hex(p256SignatureFromDer(good) ?? utf8(""))).toBe(`${"0".repeat(63)}1${"0".repeat(63)}2`);
  const wrong = [
    "",
    "3006020101020102ff",
    "300702020001020102",
    "3006020181020102",
    "3005020101020102",
    "30060201010301",
    "3006020101020202",
  ];
  for (const text of wrong) expect(p256SignatureFromDer(fromHexOrFail(text)), text).toBeUndefined();
});
