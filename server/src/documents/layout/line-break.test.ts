import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { breakEvenly, breakLines, neverFirst, neverLast } from "./line-break.ts";

const song = { face: "song", size: 10 } as const;
const linesOf = (text: string, width: number) =>
  breakLines(text, song, { width, missing: new Set() }).map((line) => line.text);

describe("line breaking", () => {
  it("breaks between any two Han characters", () => {
    expect(linesOf("一二三四五六七八九十", 40)).toEqual(["一二三四", "五六七八", "九十"]);
  });

  it("takes a character along when closing punctuation would begin the line", () => {
    expect(linesOf("一二三四，五六", 40)).toEqual(["一二三", "四，五六"]);
  });

  it("never ends a line with an opening bracket", () => {
    expect(linesOf("一二三（四五）六", 40)).toEqual(["一二三", "（四五）", "六"]);
  });

  it("does not leave a Han character alone on the last line", () => {
    expect(linesOf("一二三四五六七八九", 40)).toEqual(["一二三四", "五六七", "八九"]);
    expect(linesOf("一二三四五六七八）。", 40)).toEqual(["一二三四", "五六", "七八）。"]);
  });

  it("sets a heading on lines about equally long, and on no more of them", () => {
    const even = (text: string) => breakEvenly(text, song, { width: 70, missing: new Set() }).map((line) => line.text);
    expect(even("一二三四五六七八九十")).toEqual(["一二三四五", "六七八九十"]);
    expect(even("一二三四五六七八\n（10分）")).toEqual(["一二三四", "五六七八", "（10分）"]);
  });

  it("keeps numbers with their unit signs and words whole", () => {
    expect(linesOf("得分率为98.70%以上", 70)).toEqual(["得分率为", "98.70%以上"]);
    expect(linesOf("see hotline satisfaction", 60)).toEqual(["see hotline", "satisfaction"]);
  });

  it("cuts only what is wider than a line, and says so", () => {
    const lines = breakLines("abcdefghijklmnopqrstuvwxyz", song, { width: 40, missing: new Set() });
    expect(lines.length).toBeGreaterThan(1);
    expect(lines.some((line) => line.isCut)).toBe(true);
    expect(lines.map((line) => line.text).join("")).toBe("abcdefghijklmnopqrstuvwxyz");
  });

  it("guarantees: nothing is lost, no line is too wide, no mark stands where it must not", () => {
    const text = fc.array(fc.constantFrom(...[..."一二三四五六考核得分，。、；：（）“”《》！？12.5%aZ -"]), {
      maxLength: 80,
    });
    fc.assert(
      fc.property(text, fc.integer({ min: 60, max: 200 }), (characters, width) => {
        const source = `字${characters.join("")}`;
        const lines = breakLines(source, song, { width, missing: new Set() });
        expect(
          lines
            .map((line) => line.text)
            .join("")
            .replaceAll(" ", ""),
        ).toBe(source.replaceAll(" ", ""));
        for (const [n, line] of lines.entries()) {
          expect(line.width).toBeLessThanOrEqual(width + 0.02);
          if (line.isCut || lines[n - 1]?.isCut) continue;
          const first = [...line.text][0];
          // A mark may begin a line only where the text gives it nothing to cling to: at its start or after a space.
          const isAfterSpace = source[source.indexOf(line.text) - 1] === " " || n === 0;
          if (first !== undefined && !isAfterSpace && !source.includes(` ${first}`))
            expect(neverFirst.has(first)).toBe(false);
          const last = [...line.text].at(-1);
          if (last !== undefined && n < lines.length - 1 && !source.includes(`${last} `))
            expect(neverLast.has(last)).toBe(false);
        }
      }),
      { numRuns: 3_000 },
    );
  });

  it("names characters that the fonts lack and shows 〓 in their place", () => {
    const missing = new Set<string>();
    const [line] = breakLines("李\u{3134f}", song, { width: 100, missing });
    expect([...missing]).toEqual(["\u{3134f}"]);
    expect(line?.text).toBe("李\u{3134f}");
  });

  it("has all of the common names' characters", () => {
    const missing = new Set<string>();
    breakLines("堃喆翀珺昇犇赟燊镕淼垚煜祎晞玥翯彧弢昝逄翟亓仝", song, { width: 500, missing });
    expect([...missing]).toEqual([]);
  });
});
