import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { day, decimal, measured, moment, money, percent, periodName, quantity, score, signed } from "./format.ts";
import { fill, parametersOf } from "./language.ts";

describe("numbers as printed", () => {
  it.each([
    ["26/3", 2, "8.67"],
    ["0.84", 2, "0.84"],
    ["0.125", 2, "0.13"],
    ["-0.125", 2, "−0.13"],
    ["1.005", 2, "1.01"],
    ["-0.004", 2, "0.00"],
    ["1234567.5", 0, "1,234,568"],
    ["999.995", 2, "1,000.00"],
    ["90071992547409931234.5", 1, "90,071,992,547,409,931,234.5"],
    ["2.5/0.5", 1, "5.0"],
    ["n/a", 2, "n/a"],
    ["1/0", 2, "1/0"],
  ])("%s with %i decimals is %s", (text, places, expected) => {
    expect(decimal(text, places)).toBe(expected);
  });

  it("rounds halves away from zero, whatever the size", () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 10n ** 30n), fc.integer({ min: 0, max: 6 }), (whole, places) => {
        const digits = whole.toString().padStart(places + 2, "0");
        const text = `${digits.slice(0, -(places + 1))}.${digits.slice(-(places + 1), -1)}5`;
        const expected = BigInt(digits.slice(0, -1)) + 1n;
        expect(BigInt(decimal(text, places).replace(/[.,]/g, ""))).toBe(expected);
      }),
    );
  });

  it("trims quantities and keeps whole numbers", () => {
    expect(quantity("95.00")).toBe("95");
    expect(quantity("100")).toBe("100");
    expect(quantity("471/475")).toBe("0.9916");
    expect(quantity("0.00001")).toBe("0");
  });

  it("puts figures and measures together as each language does", () => {
    expect([measured("98", "%"), measured("10/3", "个"), measured("5", "pieces")]).toEqual([
      "98%",
      "10/3个",
      "5 pieces",
    ]);
  });

  it("prints scores, differences, shares and money", () => {
    expect(score("91.355")).toBe("91.36");
    expect(signed("1.2")).toBe("+1.20");
    expect(signed("-0.3")).toBe("−0.30");
    expect(signed("0.001")).toBe("0.00");
    expect(percent("0.95")).toBe("95.0%");
    expect(percent("-1/3")).toBe("−33.3%");
    expect(money(18_616_400)).toBe("¥186,164.00");
    expect(money(-5)).toBe("−¥0.05");
  });
});

describe("days and periods", () => {
  it("writes days as people do", () => {
    expect(day("zh-CN", "2026-03-05")).toBe("2026年3月5日");
    expect(day("en", "2026-03-05")).toBe("5 March 2026");
    expect(day("en", "soon")).toBe("soon");
  });

  it("shows an instant on the city's clock", () => {
    expect(moment("zh-CN", "2025-12-31T17:05:00Z")).toBe("2026年1月1日 01:05");
    expect(moment("en", "2025-12-31T17:05:00Z")).toBe("1 January 2026, 01:05");
  });

  it("names periods", () => {
    expect(["2025", "2025H1", "2025Q3", "2025-03", "2021..2025", "x"].map((code) => periodName("zh-CN", code))).toEqual(
      ["2025年", "2025年上半年", "2025年第三季度", "2025年3月", "2021—2025年", "x"],
    );
    expect(periodName("en", "2025H2")).toBe("second half of 2025");
  });
});

it("chooses the word that fits the number", () => {
  const sentence = "lost in {n} {n|place|places}";
  expect(fill(sentence, { n: 1 })).toBe("lost in 1 place");
  expect(fill(sentence, { n: "5" })).toBe("lost in 5 places");
  expect(parametersOf(sentence)).toEqual(["n"]);
});
