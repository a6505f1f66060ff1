import { expect, test } from "vitest";
import { type Bytes, join, utf8 } from "../bytes.ts";
import { Multiples, type Question } from "../multiples.ts";
import { publicEd25519, sha256, signEd25519 } from "../primitives-node.ts";
import { KnownKeys, usesForTable } from "./known-keys-node.ts";

const mark = utf8("mark\n");
const seeds = ["one", "two"].map((text) => sha256(utf8(text)));
const keys = seeds.map(publicEd25519);
const count = 3 * usesForTable;

/** Signatures by the two keys in turn; every tenth is that of another message. */
function handful(newKeys: readonly Bytes[]) {
  const digests = new Uint8Array(32 * count);
  const signatures = new Uint8Array(64 * count);
  const places = Uint32Array.from({ length: count }, (_, at) => at % 2);
  for (const [at, place] of places.entries()) {
    const digest = sha256(utf8(`${at}`));
    digests.set(digest, 32 * at);
    const signed = at % 10 === 3 ? utf8("another") : join(mark, digest);
    signatures.set(signEd25519(seeds[place] ?? utf8(""), signed), 64 * at);
  }
  return { newKeys, mark, places, digests, signatures };
}

const expected = Array.from({ length: count }, (_, at) => (at % 10 === 3 ? 0 : 1));

/** Counts what the tables were asked and what they accepted. */
class Watched extends Multiples {
  asked = 0;
  accepted = 0;
  override verify(questions: readonly Question[]): Uint8Array<ArrayBuffer> {
    const right = super.verify(questions);
    this.asked += questions.length;
    this.accepted += right.reduce((sum, each) => sum + each, 0);
    return right;
  }
}

test("a key that comes often gets a table, and every signature has the verdict that it has without", () => {
  const watched = new Watched();
  const known = new KnownKeys(() => watched);
  expect([...known.verified(handful(keys))]).toEqual(expected);
  expect(watched.asked).toBe(2 * (count / 2 - usesForTable + 1));
  expect([...known.verified(handful([]))]).toEqual(expected);
  expect(watched.accepted).toBeGreaterThan(count);
});

test("what a table refuses is asked of OpenSSL: a mistake in the tables makes no signature wrong", () => {
  const refusing = { of: () => 0, verify: (questions: readonly Question[]) => new Uint8Array(questions.length) };
  expect([...new KnownKeys(() => refusing).verified(handful(keys))]).toEqual(expected);
});

test("a table that accepts what OpenSSL refuses ends the audit before long", () => {
  const accepting = {
    of: () => 0,
    verify: (questions: readonly Question[]) => new Uint8Array(questions.length).fill(1),
  };
  const known = new KnownKeys(() => accepting);
  known.verified({ ...handful(keys), places: new Uint32Array(0) });
  expect(() => {
    for (let round = 0; round < 50; round += 1) known.verified(handful([]));
  }).toThrow("OpenSSL refuses");
});

test("a key that is no point of the curve, or of small order, verifies nothing however often it comes", () => {
  const bad = [Uint8Array.of(2, ...new Uint8Array(31)), new Uint8Array(32)];
  expect(new KnownKeys().verified(handful(bad)).some((each) => each === 1)).toBe(false);
});
