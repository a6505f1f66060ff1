import { describe, expect, it } from "vitest";
import type { TableBlock } from "../model.ts";
import { sampleDocument } from "../test-documents.ts";
import { layOut, layOutWithin } from "./layout.ts";
import type { Mark } from "./page.ts";
import { innerWidth, mm } from "./paper.ts";

const texts = (marks: readonly Mark[]) => marks.flatMap((mark) => (mark.kind === "text" ? [mark] : []));

function table(rows: number, cell = "12.50"): TableBlock {
  return {
    kind: "table",
    columns: [
      { title: "单位", share: 3, align: "left" },
      { title: "得分", share: 1, align: "right" },
    ],
    rows: Array.from({ length: rows }, (_, n) => [{ text: `第${n + 1}个单位` }, { text: cell }]),
  };
}

describe("layout", () => {
  it("sets 22 lines of 28 characters on an official page (GB/T 9704—2012)", () => {
    const { pages } = layOut(
      sampleDocument({
        title: "题",
        blocks: [{ kind: "page-break" }, { kind: "paragraph", text: "字".repeat(28 * 40), align: "left" }],
      }),
    );
    const second =
      pages[1]?.groups.filter((group) => group.element?.type === "P").flatMap((group) => texts(group.marks)) ?? [];
    expect(second).toHaveLength(22);
    for (const line of second) expect(line.pieces.reduce((sum, piece) => sum + piece.glyphs.length, 0)).toBe(28);
  });

  it("keeps every mark inside the paper and the text inside its margins", () => {
    const { pages, frame, findings } = layOut(
      sampleDocument({ paper: "a3-landscape", style: "summary", blocks: [table(60)] }),
    );
    expect(findings).toEqual([]);
    for (const page of pages)
      for (const { marks, element } of page.groups)
        for (const mark of texts(marks)) {
          const width = mark.pieces.reduce(
            (sum, { glyphs }) =>
              sum + glyphs.reduce((all, { advance }) => all + (advance * mark.size) / 1000 + mark.spacing, 0),
            0,
          );
          expect(mark.x).toBeGreaterThanOrEqual(frame.left - 0.01);
          expect(mark.x + width).toBeLessThanOrEqual(frame.left + innerWidth(frame) + 0.5);
          if (element !== undefined) expect(mark.y).toBeLessThanOrEqual(frame.height - frame.bottom + 0.5);
        }
  });

  it("repeats the heading of a table on every page, and each row once", () => {
    const { pages } = layOut(sampleDocument({ style: "form", paper: "a4-form", blocks: [table(120)] }));
    expect(pages.length).toBeGreaterThan(1);
    const said = pages.map((page) =>
      page.groups
        .flatMap((group) => texts(group.marks))
        .map((mark) =>
          mark.pieces.flatMap(({ glyphs }) => glyphs.map((glyph) => String.fromCodePoint(glyph.codePoint))).join(""),
        ),
    );
    for (const page of said) expect(page.filter((text) => text === "单位")).toHaveLength(1);
    expect(said.flat().filter((text) => /^第\d+个单位$/.test(text))).toHaveLength(120);
  });

  it("says when a column does not fit the paper", () => {
    const wide = {
      ...table(3),
      columns: Array.from({ length: 14 }, (_, n) => ({ title: `Column${n}`, share: 1, align: "right" as const })),
    };
    const rows = wide.rows.map(() => wide.columns.map(() => ({ text: "1234567890.12" })));
    const { findings } = layOut(sampleDocument({ style: "form", paper: "a4-form", blocks: [{ ...wide, rows }] }));
    expect(findings.some((finding) => finding.code === "column-cut")).toBe(true);
  });

  it("takes the first way that stays within its pages", () => {
    const ways = [80, 40, 5].map((n) => () => sampleDocument({ style: "form", paper: "a4-form", blocks: [table(n)] }));
    const { layout, document } = layOutWithin(ways, 1);
    expect(layout.pages).toHaveLength(1);
    expect(document.blocks[0]?.kind === "table" && document.blocks[0].rows.length).toBe(40);
  });

  it("puts the page number 7 mm below the text, outside: right on odd pages, left on even ones", () => {
    const { pages, frame } = layOut(sampleDocument({ blocks: [{ kind: "paragraph", text: "字".repeat(1500) }] }));
    const number = (n: number) => texts(pages[n]?.groups.at(-1)?.marks ?? []).find((mark) => mark.size === 14);
    expect((number(0)?.x ?? 0) > frame.width / 2).toBe(true);
    expect((number(1)?.x ?? frame.width) < frame.width / 2).toBe(true);
    expect(number(0)?.y).toBeGreaterThan(frame.height - frame.bottom + mm(7));
  });
});
