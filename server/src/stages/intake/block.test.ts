import { readFileSync } from "node:fs";
import { join } from "node:path";
import { exactOf, show } from "@biaochi/engine";
import { describe, expect, it } from "vitest";
import { emptyDraft, Held, putFacts, putNumber, putOne, putState } from "./draft-block.ts";
import { asidesOf, decodeBlock, digestOfBlock, encodeBlock, packedOf, setAside } from "./encoded-block.ts";
import { decimalOf } from "./number-text.ts";

const group = { indicator: "i", period: "2025" };

/** A block of these values, slot by slot; what has no place in the arrays is called f<slot>. */
function blockOf(values: readonly (string | null)[]) {
  const draft = emptyDraft(1);
  for (const [slot, value] of values.entries())
    if (value !== null && !putOne(draft, slot, value, null)) putState(draft, slot, Held.aside);
  const { scale, unnamed } = setAside(draft);
  for (const slot of unnamed)
    draft.asides.set(slot, [{ fact: `f${slot}`, value: values[slot] ?? null, absence: null }]);
  return encodeBlock(draft, scale);
}

/** What the engine is told, as exact texts: from the arrays, or from the facts beside them. */
function toldBy(block: ReturnType<typeof blockOf>): (string | null)[] {
  const asides = new Map(asidesOf(block).map(({ slot, value }) => [slot, value]));
  const packed = packedOf(group, { ...block, states: block.states.slice() });
  const slots = Math.max(packed.values.length, ...[...asides.keys()].map((slot) => slot + 1));
  return Array.from({ length: slots }, (_, slot) => {
    const aside = asides.get(slot);
    if (aside !== undefined) return aside === null ? null : show(exactOf(aside));
    if (packed.states[slot] !== 0) return null;
    return show(exactOf(`${packed.values[slot]}/1${"0".repeat(packed.scale)}`));
  });
}

const plain = (values: readonly (string | null)[]) =>
  values.map((value) => (value === null ? null : show(exactOf(value))));

describe("a packed block", () => {
  it.each([
    ["hundredths", ["1.25", null, "-0.5", "0"], { scale: 2, width: "int32", asides: 0 }],
    ["whole numbers", ["7", "7.00"], { scale: 0, width: "int32", asides: 0 }],
    ["the last that 32 bits hold", ["21474836.47", "-21474836.48"], { scale: 2, width: "int32", asides: 0 }],
    ["beyond 2^31 hundredths", ["21474836.48", "0.01"], { scale: 2, width: "float64", asides: 0 }],
    ["the last whole number a double holds", ["90071992547409.91"], { scale: 2, width: "float64", asides: 0 }],
    ["beyond 2^53 hundredths", ["90071992547409.93", "0.01"], { scale: 2, width: "int64", asides: 0 }],
    ["the edges of 64 bits", ["9223372036854775807", "-9223372036854775808"], { scale: 0, width: "int64", asides: 0 }],
    ["beyond 64 bits", ["9223372036854775808", "1"], { scale: 0, width: "int32", asides: 1 }],
    ["nine decimals", ["0.123456789", "12"], { scale: 9, width: "float64", asides: 0 }],
    ["fifteen decimals", ["0.123456789012345"], { scale: 15, width: "float64", asides: 0 }],
    ["sixteen decimals", ["0.1234567890123456", "2"], { scale: 0, width: "int32", asides: 1 }],
    ["a fraction", ["26/3", "1.5"], { scale: 1, width: "int32", asides: 1 }],
    ["a fraction that is a decimal", ["9/8", "1.5"], { scale: 3, width: "int32", asides: 0 }],
    // At 15 decimals the large ones do not fit, at 0 to 12 the fine one does not: two are more than one.
    [
      "one fine among large",
      ["1000000000000", "2000000000000", "0.000000000000001"],
      { scale: 0, width: "float64", asides: 1 },
    ],
  ] as const)("%s", (_, values, expected) => {
    const block = blockOf(values);
    expect({ scale: block.scale, width: block.width, asides: asidesOf(block).length }).toEqual(expected);
    expect(toldBy(block)).toEqual(plain(values));
    expect(block.filled).toBe(values.filter((value) => value !== null).length);
  });

  it("holds every figure of the Scottish data exactly", () => {
    const text = readFileSync(
      join(import.meta.dirname, "../../../../examples/scotland-councils", "observations.csv"),
      "utf8",
    );
    const columns = new Map<string, string[]>();
    for (const line of text.trim().split("\n").slice(1)) {
      const [, indicator = "", period = "", value = ""] = line.split(",");
      const key = `${indicator} ${period}`;
      const column = columns.get(key) ?? [];
      columns.set(key, column);
      if (/^-?\d/.test(value)) column.push(value);
    }
    const all = [...columns.values()].flat().map((value) => decimalOf(value));
    expect(Math.max(...all.map((value) => value?.decimals ?? 99))).toBeGreaterThanOrEqual(9);
    expect(all.some((value) => value !== undefined && value.mantissa > 2n ** 31n)).toBe(true);
    for (const values of columns.values()) {
      const block = blockOf(values);
      expect(asidesOf(block)).toEqual([]);
      expect(toldBy(block)).toEqual(plain(values));
    }
  });

  it("keeps the five kinds of absence and zero apart", () => {
    const draft = emptyDraft();
    const kinds = [
      ["0", null],
      [null, "missing"],
      [null, "not-applicable"],
      [null, "exempt"],
      [null, "late"],
      ["0", "late"],
    ] as const;
    for (const [slot, [value, absence]] of kinds.entries()) expect(putOne(draft, slot, value, absence)).toBe(true);
    const block = encodeBlock(draft, setAside(draft).scale);
    expect([...block.states]).toEqual([0, 1, 2, 3, Held.lateUnvalued, 4]);
    expect([...packedOf(group, block).states]).toEqual([0, 1, 2, 3, 4, 4]);
    // a value beside an absence that has none says two things at once: it stays as it was recorded
    expect(putOne(draft, 0, "5", "exempt")).toBe(false);
  });

  it("is the same bytes in whatever order and by whatever way the facts came", () => {
    const straight = blockOf(["1.5", null, "3.25", "26/3"]);
    const draft = emptyDraft(1);
    putNumber(draft, 40, 1, 9, 0);
    putOne(draft, 2, "9007199254740993.25", null);
    putOne(draft, 2, "3.25", null);
    putFacts(draft, 3, [
      { fact: "f3", value: "26/3", absence: null },
      { fact: "other", value: "1", absence: null },
    ]);
    putFacts(draft, 40, []);
    putOne(draft, 0, "1.500", null);
    putFacts(draft, 3, [{ fact: "f3", value: "26/3", absence: null }]);
    const crooked = encodeBlock(draft, setAside(draft).scale);
    expect(crooked.digest).toEqual(straight.digest);
    const again = decodeBlock(straight);
    expect(encodeBlock(again, setAside(again).scale)).toEqual(straight);
  });

  it("has no arrays where hardly anybody has a figure", () => {
    const values: (string | null)[] = Array.from({ length: 5000 }, () => null);
    values[4999] = "2.5";
    const sparse = blockOf(values);
    expect({ length: sparse.length, bytes: sparse.values.length + sparse.states.length }).toEqual({
      length: 0,
      bytes: 0,
    });
    expect(asidesOf(sparse)).toEqual([{ slot: 4999, fact: "f4999", value: "2.5", absence: null }]);
    for (let slot = 0; slot < 400; slot += 1) values[slot] = "1";
    expect(blockOf(values).length).toBe(5000);
  });

  it("has another digest when any part of it differs", () => {
    const block = blockOf(["1.5", "2", "26/3"]);
    const flipped = (bytes: Uint8Array<ArrayBuffer>) => bytes.with(0, (bytes[0] ?? 0) ^ 1);
    const others = [
      { ...block, scale: 2 },
      { ...block, width: "float64" as const },
      { ...block, filled: 4 },
      { ...block, length: 2 },
      { ...block, values: flipped(block.values) },
      { ...block, states: flipped(block.states) },
      { ...block, asides: block.asides.replace("26/3", "26/7") },
    ];
    expect(digestOfBlock(block)).toEqual(block.digest);
    for (const other of others) expect(digestOfBlock(other)).not.toEqual(block.digest);
  });
});
