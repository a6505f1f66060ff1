import canonicalize from "canonicalize";
import fc from "fast-check";
import { expect, test } from "vitest";
import { base45, fromBase45 } from "./base45.ts";
import { base64, base64Length, base64url, fromBase64, fromHex, hex, textOf, utf8 } from "./bytes.ts";
import { deepestEntry, fromCanonical, type Json, jcs, toCanonical } from "./canonical.ts";
import { commit, commitmentOf, opens } from "./commitment.ts";
import { vectorBytes, vectorText } from "./test-vectors.ts";

test("all vectors of RFC 8785", () => {
  for (const name of ["arrays", "french", "structures", "unicode", "values", "weird"]) {
    const made = utf8(jcs(JSON.parse(vectorText(`jcs/input/${name}.json`))) ?? "");
    expect(hex(made), name).toBe(hex(vectorBytes(`jcs/output/${name}.json`)));
    expect(hex(made), name).toBe(vectorText(`jcs/outhex/${name}.txt`).replaceAll(/\s/g, ""));
  }
});

test("only the one way of writing a value is read", () => {
  const good = '{"a":1,"b":["x",null,true]}';
  expect(fromCanonical(utf8(good), deepestEntry)).toEqual({ ok: true, value: { a: 1, b: ["x", null, true] } });
  const other = [
    '{"a": 1,"b":["x",null,true]}',
    '{"b":["x",null,true],"a":1}',
    '{"a":1,"a":1,"b":["x",null,true]}',
    '{"a":1.0,"b":["x",null,true]}',
    '{"a":1e0,"b":["x",null,true]}',
    '{"a":1,"b":["\\u0078",null,true]}',
    `${good}\n`,
    `\ufeff${good}`,
    '{"a":-0}',
    '{"a":01}',
  ];
  for (const text of other) expect(fromCanonical(utf8(text), deepestEntry).ok, text).toBe(false);
  expect(fromCanonical(Uint8Array.of(0x22, 0xff, 0x22), deepestEntry).ok).toBe(false);
});

test("values that languages hold or write differently are refused both ways", () => {
  const values: Record<string, Json> = {
    "a fraction": 1.5,
    "an integer above 2^53": 2 ** 53,
    "a text that is not NFC": "e\u0301",
    "a name that is not NFC": { "e\u0301": 1 },
    "half a character": "\ud800",
    "seven deep": [[[[[[[1]]]]]]],
    "no number": Number.NaN,
  };
  for (const [name, value] of Object.entries(values)) {
    expect(toCanonical(value, deepestEntry), name).toMatchObject({ refusal: { code: "value-not-allowed" } });
    expect(fromCanonical(utf8(JSON.stringify(value)), deepestEntry).ok, name).toBe(name === "no number");
  }
  expect(toCanonical([[[[[[1]]]]]], deepestEntry).ok).toBe(true);
});

test("what is in order is written as the library writes it", () => {
  fc.assert(
    fc.property(fc.jsonValue({ depthSize: "medium" }), (value) => {
      const read: unknown = JSON.parse(JSON.stringify(value));
      const text = jcs(read);
      expect(text).toBe(canonicalize(read));
      expect(jcs(JSON.parse(text ?? ""))).toBe(text);
    }),
  );
  expect(jcs({ 10: 1, 9: 2 })).toBe('{"10":1,"9":2}'); // which an object holds in another order
});

test("a length is told exactly where bytes can be read", () => {
  const digit = fc.constantFrom(..."AQgwxyz+/=-_ 4");
  fc.assert(
    fc.property(fc.string({ unit: digit, maxLength: 12 }), (text) => {
      expect(base64Length(text)).toBe(fromBase64(text)?.length);
    }),
    { numRuns: 2000 },
  );
});

test("base64 has one spelling for every value", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 50 }), (bytes) => {
      const text = Buffer.from(bytes).toString("base64");
      expect(base64(bytes)).toBe(text);
      expect(base64url(bytes)).toBe(Buffer.from(bytes).toString("base64url"));
      expect(fromBase64(text)).toEqual(bytes);
    }),
  );
  for (const text of [
    "A",
    "AA",
    "AAA",
    "AB==",
    "AAB=",
    "====",
    "A===",
    "AA=A",
    "AAAA=",
    "AA-_",
    "AAA\n",
    " AAA",
    "AÄAA",
  ])
    expect(fromBase64(text), text).toBeUndefined();
  expect(fromHex("0G")).toBeUndefined();
  expect(fromHex("AB")).toBeUndefined();
});

test("base45: the examples of RFC 9285, and every other spelling refused", () => {
  for (const [plain, coded] of [
    ["AB", "BB8"],
    ["Hello!!", "%69 VD92EX0"],
    ["base-45", "UJCLQE7W581"],
    ["ietf!", "QED8WEX0"],
  ] as const) {
    expect(base45(utf8(plain))).toBe(coded);
    expect(textOf(fromBase45(coded) ?? utf8("?"))).toBe(plain);
  }
  for (const text of ["A", "GGW", ":::", "::", "ab8", "BB8A", "BB8U6"]) expect(fromBase45(text), text).toBeUndefined();
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 50 }), (bytes) => {
      expect(fromBase45(base45(bytes))).toEqual(bytes);
    }),
  );
});

const committed = (record: Json) => {
  const made = commit(record);
  return made.ok ? made.value : expect.fail(made.refusal.code);
};

test("a commitment opens with its key and record, and with nothing else", () => {
  const record = { score: "91.20", period: "2026Q3", note: "完成" };
  const { commitment, opening } = committed(record);
  expect(opens(commitment, opening)).toBe(true);
  expect(opens(commitment, { ...opening, record: { ...record, score: "91.21" } })).toBe(false);
  expect(opens(commitment, { ...opening, key: opening.key.map((byte, at) => (at === 0 ? byte ^ 1 : byte)) })).toBe(
    false,
  );
  expect(commitmentOf({ ...opening, key: opening.key.subarray(1) })).toMatchObject({
    refusal: { code: "hash-length" },
  });
  expect(commit({ score: 91.2 })).toMatchObject({ refusal: { code: "value-not-allowed" } });
});

test("equal records do not show, and nobody finds a record by trying all of them", () => {
  const scores = Array.from({ length: 101 }, (_, points) => ({ score: `${points}` }));
  const made = scores.map(committed);
  const again = scores.map(committed);
  const all = [...made, ...again].map(({ commitment }) => hex(commitment));
  expect(new Set(all).size).toBe(202);
  const guessed = new Set(
    scores.flatMap((record) => {
      const keys = [new Uint8Array(32), utf8("0".repeat(32)), ...made.slice(0, 3).map(({ commitment }) => commitment)];
      return keys.map((key) => commitmentOf({ key, record })).map((found) => (found.ok ? hex(found.value) : ""));
    }),
  );
  expect(all.filter((each) => guessed.has(each))).toEqual([]);
});
