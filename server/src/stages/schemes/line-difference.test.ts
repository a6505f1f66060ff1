import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lineDifference } from "./line-difference.ts";

const told = (before: string, after: string) =>
  lineDifference(before, after).map((line) =>
    line.gap > 0 ? `… ${line.gap}` : `${line.before === null ? "+" : line.after === null ? "-" : " "}${line.text}`,
  );

describe("the difference of two documents", () => {
  it("is empty for equal ones", () => expect(told("a\nb\nc", "a\nb\nc")).toEqual([]));

  it("shows three lines around a change and counts the others", () => {
    const lines = Array.from({ length: 20 }, (_, n) => `line ${n}`);
    expect(told(lines.join("\n"), lines.with(10, "new").join("\n"))).toEqual([
      "… 7",
      " line 7",
      " line 8",
      " line 9",
      "-line 10",
      "+new",
      " line 11",
      " line 12",
      " line 13",
      "… 6",
    ]);
  });

  it("names every line by its number in each document", () => {
    expect(lineDifference("a\nb", "x\na\nb")).toEqual([
      { before: null, after: 1, text: "x", gap: 0 },
      { before: 1, after: 2, text: "a", gap: 0 },
      { before: 2, after: 3, text: "b", gap: 0 },
    ]);
  });

  it("can be read as either document: without the added lines the old one, without the removed ones the new one", () => {
    const text = fc.array(fc.constantFrom("a", "b", "c", ""), { maxLength: 12 }).map((lines) => lines.join("\n"));
    fc.assert(
      fc.property(text, text, (before, after) => {
        const lines = lineDifference(before, after);
        for (const [side, whole] of [
          ["before", before],
          ["after", after],
        ] as const) {
          const numbered = lines.flatMap((line) => (line[side] === null ? [] : [[line[side], line.text] as const]));
          for (const [number, said] of numbered) expect(whole.split("\n")[number - 1]).toBe(said);
        }
        const changed = lines.filter((line) => line.gap === 0 && (line.before === null || line.after === null));
        expect(changed.length === 0).toBe(before === after);
        const [gone, come] = [changed.filter((l) => l.after === null), changed.filter((l) => l.before === null)];
        expect(before.split("\n").length - gone.length).toBe(after.split("\n").length - come.length);
      }),
    );
  });
});
