import { describe, expect, it } from "vitest";
import { chineseNumber, numbered } from "./numbering.ts";

describe("official numbering", () => {
  it.each([
    [1, "一"],
    [10, "十"],
    [11, "十一"],
    [20, "二十"],
    [21, "二十一"],
    [99, "九十九"],
    [100, "100"],
  ])("%i is %s", (n, expected) => expect(chineseNumber(n)).toBe(expected));

  it("goes 一、（一）1.（1） and begins lower levels anew", () => {
    const heading = (level: 1 | 2 | 3 | 4) => ({ kind: "heading", level, text: "题" }) as const;
    const texts = numbered(
      [heading(1), heading(2), heading(3), heading(4), heading(2), heading(3), heading(1), heading(2)],
      true,
    );
    expect(texts.map((each) => (each.kind === "heading" ? each.text : ""))).toEqual([
      "一、题",
      "（一）题",
      "1. 题",
      "（1）题",
      "（二）题",
      "1. 题",
      "二、题",
      "（一）题",
    ]);
  });
});
