import { describe, expect, it } from "vitest";
import { cellOf, cellsOf } from "./table-cells.ts";

describe("a table that is taken along", () => {
  it("keeps figures as numbers, with their sign, and never rounds a longer one", () => {
    expect(["93.02", "−2.15", "+1.20", "0", "30,009", "12345678901234567"].map(cellOf)).toEqual([
      93.02,
      -2.15,
      1.2,
      0,
      30009,
      "12345678901234567",
    ]);
  });

  it("leaves ranks, shares, ranges, numbers of documents and days the text they are", () => {
    for (const text of ["1 / 9", "90.7%", "86.49–97.98", "007", "2025年3月5日", "—", "1,2"])
      expect(cellOf(text)).toBe(text);
  });

  it("gives nothing to run to a spreadsheet, and tells empty from zero", () => {
    expect(cellOf("=1+1")).toBe("'=1+1");
    expect(cellOf("@sum")).toBe("'@sum");
    expect(cellOf("-2 of 3")).toBe("'-2 of 3");
    expect(cellOf("  \n ")).toBeNull();
  });

  it("keeps the columns in their places under a heading that spans several", () => {
    expect(
      cellsOf([
        [
          { text: "part", span: 2 },
          { text: "b", span: 1 },
        ],
      ]),
    ).toEqual([["part", null, "b"]]);
  });
});
