import { describe, expect, it } from "vitest";
import { readPasted } from "./pasted-codes.ts";

const units = [
  { id: "L04", name: { "zh-CN": "市城市管理局", en: "Urban Management Bureau" } },
  { id: "T14", name: { "zh-CN": "标线镇", en: "Biaoxian Town" } },
];
const read = (text: string) => readPasted(text, units, "2026-01-01");

describe("codes that are pasted", () => {
  it("are read from a workbook's columns or typed with commas, by name in either language or by identifier", () => {
    expect(read("HPD\t市城市管理局\n\nNYPD，T14，2026-03-01\r\nDOT, Biaoxian Town").lines).toEqual([
      { code: "HPD", unit: "L04", firstDay: "2026-01-01" },
      { code: "NYPD", unit: "T14", firstDay: "2026-03-01" },
      { code: "DOT", unit: "T14", firstDay: "2026-01-01" },
    ]);
  });

  it("say of each line that cannot be read which it is and what was found; the others are read", () => {
    const { lines, faults } = read(
      "HPD\nDOT\t无此单位\nDEP\tL04\t2026-02-30\nHPD\tL04\nHPD\tT14\nA\tL04\t2026-01-01\tx",
    );
    expect(lines).toEqual([{ code: "HPD", unit: "L04", firstDay: "2026-01-01" }]);
    expect(faults).toEqual([
      { line: 1, what: "parts", found: "HPD" },
      { line: 2, what: "unit", found: "无此单位" },
      { line: 3, what: "day", found: "2026-02-30" },
      { line: 5, what: "twice", found: "HPD" },
      { line: 6, what: "parts", found: "A\tL04\t2026-01-01\tx" },
    ]);
  });
});
