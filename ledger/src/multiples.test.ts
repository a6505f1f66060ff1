import { hash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type Bytes, fromHex, hex, join, utf8 } from "./bytes.ts";
import { Field, numberBytes, prime } from "./field.ts";
import { Multiples, mostTogether, type Question } from "./multiples.ts";
import { publicEd25519, sha256, signEd25519, verifyEd25519 } from "./primitives-node.ts";
import { vectors } from "./test-vectors.ts";

const multiples = new Multiples();
const tables = new Map<string, number | undefined>();

function question(key: Bytes, message: Bytes, signature: Bytes): Question | undefined {
  const name = hex(key);
  if (!tables.has(name)) tables.set(name, multiples.of(key));
  const table = tables.get(name);
  if (table === undefined) return undefined;
  return { table, signature, digest: hash("sha512", join(signature.subarray(0, 32), key, message), "buffer") };
}

function verifies(key: Bytes, message: Bytes, signature: Bytes): boolean {
  const asked = question(key, message, signature);
  return asked !== undefined && multiples.verify([asked])[0] === 1;
}

const bytesOf = (text: string) => fromHex(text) ?? expect.fail(text);

test("every vector of Wycheproof and every corner case of CCTV has the verdict of OpenSSL, which is not asked", () => {
  interface Group {
    readonly publicKey: { readonly pk: string };
    readonly tests: readonly { tcId: number; msg: string; sig: string; result: string }[];
  }
  let tried = 0;
  for (const { publicKey, tests } of vectors<{ testGroups: Group[] }>("wycheproof-ed25519.json").testGroups)
    for (const { tcId, msg, sig, result } of tests) {
      expect(verifies(bytesOf(publicKey.pk), bytesOf(msg), bytesOf(sig)), `${tcId}`).toBe(result === "valid");
      tried += 1;
    }
  let accepted = 0;
  for (const { number, key, sig, msg } of vectors<{ number: number; key: string; sig: string; msg: string }[]>(
    "cctv-ed25519.json",
  )) {
    const found = verifies(bytesOf(key), utf8(msg), bytesOf(sig));
    expect(found, `${number}`).toBe(verifyEd25519(bytesOf(key), utf8(msg), bytesOf(sig)));
    accepted += Number(found);
    tried += 1;
  }
  expect([tried, accepted]).toEqual([151 + 914, 43]);
});

test("of signatures by some keys, any bit of them, of the key or of the message changed: what OpenSSL says", () => {
  const seeds = ["a", "b", "c"].map((text) => sha256(utf8(text)));
  const keys = seeds.map(publicEd25519);
  const part = fc.constantFrom("none", "signature", "message", "key");
  fc.assert(
    fc.property(fc.nat(2), fc.uint8Array({ maxLength: 90 }), part, fc.nat(511), (who, message, changed, bit) => {
      const signature = signEd25519(seeds[who] ?? utf8(""), message);
      const key = keys[changed === "key" ? (who + 1) % 3 : who] ?? utf8("");
      if (changed === "signature") signature[bit >> 3] = (signature[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      const read = changed === "message" ? join(message, utf8(".")) : message;
      expect(verifies(key, read, signature)).toBe(verifyEd25519(key, read, signature));
      expect(verifies(key, read, signature)).toBe(changed === "none");
    }),
    { numRuns: 400 },
  );
});

test("together, by several keys: each has its own verdict, whatever stands beside it", () => {
  const seeds = ["0", "1", "2"].map((text) => sha256(utf8(text)));
  const keys = seeds.map(publicEd25519);
  const asked = Array.from({ length: mostTogether }, (_, at) => {
    const message = utf8(`message ${at}`);
    const signature = signEd25519(seeds[at % 3] ?? message, at % 5 === 0 ? utf8("another") : message);
    if (at % 7 === 0) signature.fill(255, 32); // above the order
    return question(keys[at % 3] ?? message, message, signature) ?? expect.fail("no table");
  });
  const expected = asked.map((_, at) => (at % 5 === 0 || at % 7 === 0 ? 0 : 1));
  expect([...multiples.verify(asked)]).toEqual(expected);
  expect([...multiples.verify([])]).toEqual([]);
  expect(() => multiples.verify([...asked, ...asked])).toThrow("2048 signatures at once");
});

test("a product is that of whole numbers, up to the largest limbs that sums of products have", () => {
  const field = new Field();
  const [left, right, product] = [0, 1, 2].map(() => field.take(1)) as [number, number, number];
  const row = () => new Int32Array(field.program.memory.buffer);
  const bits = (limb: number) => (limb % 2 === 0 ? 26 : 25);
  const value = (place: number) => {
    let [sum, at] = [0n, 0];
    for (let limb = 0; limb < 10; limb += 1) {
      sum += BigInt(row()[place / 4 + limb] ?? 0) << BigInt(at);
      at += bits(limb);
    }
    return sum;
  };
  const written = (number: bigint) => {
    const rest = ((number % prime) + prime) % prime;
    return Array.from({ length: 32 }, (_, at) => Number((rest >> BigInt(8 * at)) & 255n));
  };
  const out = new Uint8Array(32);
  // Of 1.65 × 2^26 and 2^25, the bound of the arithmetic, in thousandths.
  const numbers = fc.array(fc.oneof(fc.constantFrom(-1000, 0, 1000), fc.integer({ min: -1000, max: 1000 })), {
    ...{ minLength: 10, maxLength: 10 },
  });
  const place = (at: number, thousandths: readonly number[]) => {
    for (const [limb, each] of thousandths.entries())
      row()[at / 4 + limb] = Math.trunc((each * 1.65 * 2 ** bits(limb)) / 1000);
  };
  fc.assert(
    fc.property(numbers, numbers, (a, b) => {
      place(left, a);
      place(right, b);
      field.program.mul(product, left, right);
      field.bytes(product, out);
      expect([...out]).toEqual(written(value(left) * value(right)));
      const largest = row().subarray(product / 4, product / 4 + 10);
      for (const [limb, each] of largest.entries()) expect(Math.abs(each)).toBeLessThan(1.01 * 2 ** (bits(limb) - 1));
    }),
    { numRuns: 1000 },
  );
});

test("a number is written in one way, below p", () => {
  const field = new Field();
  const [number, one] = [field.take(1), field.take(1)];
  field.write(one, 1n);
  const out = new Uint8Array(32);
  for (const value of [
    0n,
    1n,
    18n,
    19n,
    20n,
    prime - 1n,
    prime,
    prime + 1n,
    prime + 18n,
    2n ** 255n - 1n,
    2n ** 254n,
  ]) {
    field.write(number, value);
    field.program.mul(number, number, one);
    field.bytes(number, out);
    expect(BigInt(`0x${hex(out.toReversed())}`), `${value}`).toBe(value % prime);
  }
});

test("numbers are inverted together", () => {
  const field = new Field();
  const places = [2n, 3n, prime - 1n, 2n ** 200n + 7n].map((value) => {
    const place = field.take(1);
    field.write(place, value);
    return { place, value };
  });
  field.invert(
    places.map(({ place }) => place),
    field.take(places.length + 2),
  );
  const out = new Uint8Array(32);
  for (const { place, value } of places) {
    field.bytes(place, out);
    expect((BigInt(`0x${hex(out.toReversed())}`) * value) % prime).toBe(1n);
  }
  expect(places.map(({ place }) => place % numberBytes)).toEqual([0, 0, 0, 0]);
});
