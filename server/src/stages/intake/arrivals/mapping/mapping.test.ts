import { StreamMapping } from "@biaochi/contract";
import { describe, expect, it, test } from "vitest";
import { readJson } from "../sources/exact-json.ts";
import { faultOf } from "./check-mapping.ts";
import { fitsPattern } from "./checks.ts";
import { openExpression } from "./expression.ts";
import { readDay, readInstant } from "./moments.ts";
import { openReader } from "./read-rows.ts";

const mapping = (more: object): StreamMapping =>
  StreamMapping.parse({ key: "k", fields: { k: { from: "k", type: "text" } }, ...more });
const read = async (given: StreamMapping, ...raws: readonly unknown[]) =>
  openReader(given)(raws.map((raw, at) => ({ ref: String(at + 1), raw })));
const foundBy = async (text: string, item: unknown): Promise<unknown> => {
  const opened = openExpression(text);
  if (!opened.ok) throw new Error(JSON.stringify(opened.refusal));
  return opened.value(item);
};
const refusalOf = (text: string) => {
  const opened = openExpression(text);
  return opened.ok ? undefined : opened.refusal.code;
};

describe("a moment", () => {
  test.each([
    ["2027-03-31T08:30:00Z", "iso", "2027-03-31T08:30:00.000Z"],
    ["2027-03-31 08:30:00", "iso", "2027-03-31T00:30:00.000Z"],
    ["2027-03-31 08:30:00+08", "iso", "2027-03-31T00:30:00.000Z"],
    ["2027-03-31T08:30:00.125-0500", "iso", "2027-03-31T13:30:00.125Z"],
    ["2027-03-31", "iso", "2027-03-30T16:00:00.000Z"],
    ["02/28/2023 11:45:00 PM", "MM/dd/yyyy hh:mm:ss a", "2023-02-28T15:45:00.000Z"],
    ["02/28/2023 12:05:00 AM", "MM/dd/yyyy hh:mm:ss a", "2023-02-27T16:05:00.000Z"],
    ["2027年3月1日 下午01:02", "yyyy年MM月dd日 ahh:mm", "2027-03-01T05:02:00.000Z"],
  ])("%s in %s", (text, form, instant) => expect(readInstant(text, form)).toBe(instant));

  test.each([
    ["2027-02-29", "iso"],
    ["2027-13-01 00:00:00", "iso"],
    ["2027-01-01 24:00:00", "iso"],
    ["02/30/2023 11:45:00 PM", "MM/dd/yyyy hh:mm:ss a"],
    ["02/28/2023 13:45:00 PM", "MM/dd/yyyy hh:mm:ss a"],
    ["yesterday", "iso"],
    ["12.5", "yyyy.MM.dd"],
  ])("%s in %s is none", (text, form) => expect(readInstant(text, form)).toBeUndefined());

  it("is a day in the city", () => {
    expect(readDay("2027-03-31T20:00:00Z")).toBe("2027-04-01");
    expect(readDay("31.3.2027", "dd.MM.yyyy")).toBe("2027-03-31");
  });
});

describe("an expression", () => {
  it("finds what stands below, in lists as well, and nothing of a prototype", async () => {
    const item = { a: { b: [{ c: 1 }, { c: 2 }] }, name: "x" };
    expect(await foundBy("a.b.c", item)).toEqual([1, 2]);
    expect(await foundBy("$uppercase(name)", item)).toBe("X");
    expect(await foundBy("constructor", item)).toBeUndefined();
    expect(await foundBy("a.toString", item)).toBeUndefined();
  });

  test.each([
    "$now()",
    "$millis()",
    "$random()",
    "$eval('1')",
    "$pad('x', 999999999)",
    "$replace(a, /(a+)+$/, 'b')",
    "$ ~> |a|{}|",
    "($f := $eval; $f('1'))",
  ])("%s is refused: it would mean another thing tomorrow, or run what was read", (text) =>
    expect(refusalOf(text)).toBe("arrival-expression"),
  );

  it("that cannot be read is refused with what is wrong", () => expect(refusalOf("a.(")).toBe("arrival-expression"));

  it("that goes round in circles ends", async () => {
    const round = "($f := function($n) { $f($n + 1) }; $f(1))";
    await expect(foundBy(round, {})).rejects.toMatchObject({ code: expect.stringMatching(/^[DU]1\d+/) });
    const deep = "($f := function($n) { 1 + $f($n + 1) }; $f(1))";
    await expect(foundBy(deep, {})).rejects.toMatchObject({ code: expect.stringMatching(/^[DU]1\d+/) });
  });
});

describe("a row", () => {
  it("has its fields in canonical form, and its digest does not depend on how the source writes them", async () => {
    const given = mapping({
      fields: {
        k: { from: "k", type: "text" },
        n: { from: "n", type: "number" },
        at: { from: "at", type: "instant" },
        yes: { from: "yes", type: "truth" },
        none: { from: "none", type: "text" },
      },
      happenedAt: "at",
    });
    const [one, other] = await read(
      given,
      { k: "1", n: "095.30", at: "2027-03-31 08:30:00", yes: "是", none: "" },
      { none: null, yes: true, at: "2027-03-31T00:30:00Z", n: 95.3, k: 1 },
    );
    expect(one?.fields).toEqual({ k: "1", n: "95.3", at: "2027-03-31T00:30:00.000Z", yes: true });
    expect(one?.reasons).toEqual([]);
    expect(other?.digest).toBe(one?.digest);
  });

  it("is put aside with every reason at once", async () => {
    const given = mapping({
      fields: {
        k: { from: "k", type: "text" },
        n: { from: "n", type: "number" },
        day: { from: "day", type: "day", required: true },
        list: { from: "list", type: "text" },
      },
      checks: [{ id: "few", name: { "zh-CN": "少", en: "few" }, severity: "refuse", kind: "present", field: "n" }],
    });
    const [row] = await read(given, { n: "1,000", list: [1, 2] });
    expect(row?.reasons.map(({ code, field, check }) => [code, field ?? check])).toEqual([
      ["key-missing", undefined],
      ["not-number", "n"],
      ["required", "day"],
      ["not-plain", "list"],
      ["check-failed", "few"],
    ]);
    expect(row?.reasons[1]?.found).toBe("1,000");
  });

  it("that does not pass a check of the weaker kind counts, and is noted", async () => {
    const order = { kind: "order", earlier: "a", later: "b", severity: "note", name: { "zh-CN": "先后", en: "order" } };
    const given = mapping({
      fields: { k: { from: "k", type: "text" }, a: { from: "a", type: "instant" }, b: { from: "b", type: "instant" } },
      checks: [
        { ...order, id: "after", isStrict: false },
        { ...order, id: "later", isStrict: true },
      ],
    });
    const [same, before, open] = await read(
      given,
      { k: "1", a: "2027-01-01 00:00:00", b: "2027-01-01 00:00:00" },
      { k: "2", a: "2027-01-02", b: "2027-01-01" },
      { k: "3", a: "2027-01-02" },
    );
    expect([same?.notes, before?.notes, open?.notes]).toEqual([["later"], ["after", "later"], []]);
  });

  it("with signs that no database keeps is put aside", async () => {
    const [nul, half] = await read(mapping({}), { k: "a\0b" }, { k: "\ud800" });
    expect([nul, half].map((row) => row?.reasons[0]?.code)).toEqual(["key-missing", "key-missing"]);
  });
});

it("a pattern that never comes to an end is given up, and no row counts as if it had passed", async () => {
  const text = `${"a".repeat(40)}!`;
  expect(fitsPattern("^(a+)+$", [text])).toBeUndefined();
  const given = mapping({
    checks: [
      { id: "p", name: { "zh-CN": "x", en: "x" }, severity: "note", kind: "pattern", field: "k", pattern: "^(a+)+$" },
    ],
  });
  const [row] = await read(given, { k: text });
  expect(row?.reasons).toEqual([{ code: "pattern-endless", check: "p" }]);
});

it("a number with more digits than a double holds arrives as it was written", () => {
  expect(readJson(Buffer.from('{"a":12345678901234567890,"b":0.1,"c":[1.5],"d":"1234567890123456789"}'))).toEqual({
    a: "12345678901234567890",
    b: 0.1,
    c: [1.5],
    d: "1234567890123456789",
  });
  expect(() => readJson(Buffer.from([0x22, 0xff, 0x22]))).toThrow("encoding-wrong");
});

describe("a mapping is refused", () => {
  test.each([
    [{ happenedAt: "nothing" }, "arrival-field-unknown"],
    [{ happenedAt: "k" }, "arrival-field-unknown"],
    [{ rows: "a.(" }, "arrival-expression"],
    [{ fields: { k: { from: "k", type: "day", form: "yyyy MM" } } }, "arrival-pattern"],
    [
      {
        checks: [
          { id: "p", name: { "zh-CN": "x", en: "x" }, severity: "note", kind: "pattern", field: "k", pattern: "(" },
        ],
      },
      "arrival-pattern",
    ],
  ])("%j", (more, code) => expect(faultOf(mapping(more))?.code).toBe(code));
});
