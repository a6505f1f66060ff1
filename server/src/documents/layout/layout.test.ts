import { describe, expect, it } from "vitest";
import type { TableBlock } from "../model.ts";
import { sampleDocument, textsOf } from "../test-documents.ts";
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

  it("never puts a signature on a page without the text that is signed, wherever the page ends", () => {
    const signature = { kind: "signature", places: ["签字", "日期"], statement: "已核对。" } as const;
    const heading = { kind: "heading", level: 1, text: "核对" } as const;
    for (let rows = 1; rows <= 90; rows += 1) {
      const bound = layOut(
        sampleDocument({
          style: "form",
          paper: "a4-form",
          blocks: [table(rows), { kind: "note", text: "注" }, heading, signature],
        }),
      );
      const page = textsOf(bound).find((texts) => texts.includes("已核对。")) ?? [];
      for (const text of ["注", "一、核对", "签字", `第${rows}个单位`, `第${Math.max(1, rows - 1)}个单位`])
        expect(page, `${rows} rows`).toContain(text);
    }
    for (let characters = 28; characters <= 28 * 46; characters += 28) {
      const blocks = [{ kind: "paragraph", text: "字".repeat(characters) } as const, signature];
      const said = textsOf(layOut(sampleDocument({ blocks })));
      expect(said.find((texts) => texts.includes("已核对。"))?.some((text) => text.startsWith("字"))).toBe(true);
    }
  });

  it("leaves no single line of a paragraph on a page", () => {
    for (let before = 0; before < 30; before += 1) {
      const blocks = [
        ...Array.from({ length: before }, (_, n) => ({ kind: "paragraph", text: `第${n}段` }) as const),
        { kind: "paragraph", text: "字".repeat(28 * 4) } as const,
      ];
      const lines = textsOf(layOut(sampleDocument({ blocks }))).map((page) =>
        page.filter((text) => /^字+$/.test(text)),
      );
      for (const { length } of lines) expect(length).not.toBe(1);
    }
  });

  it("does not divide a short table, nor leave one row of a long one behind", () => {
    for (let before = 0; before < 24; before += 1)
      for (const rows of [5, 30]) {
        const blocks = [
          ...Array.from({ length: before }, (_, n) => ({ kind: "paragraph", text: `第${n}段` }) as const),
          { kind: "heading", level: 1, text: "表" } as const,
          table(rows),
        ];
        const pages = textsOf(layOut(sampleDocument({ blocks })));
        const counts = pages.map((page) => page.filter((text) => /^第\d+个单位$/.test(text)).length);
        for (const count of counts) expect(count).not.toBe(1);
        if (rows === 5) expect(counts.filter((count) => count > 0)).toEqual([5]);
        const headed = pages.find((page) => page.includes("一、表"));
        expect(headed).toContain("第1个单位");
      }
  });

  it("begins each attachment on a page of its own and numbers its headings anew, over several pages", () => {
    const heading = { kind: "heading", level: 1, text: "总体" } as const;
    const pages = textsOf(
      layOut(
        sampleDocument({
          blocks: [
            heading,
            { kind: "attachments", titles: ["季度考核成绩表", "名单"] },
            { kind: "closing", issuer: "某市考核办", day: "2026年3月5日" },
            { kind: "attachment", label: "附件1", title: "季度考核成绩表" },
            heading,
            table(70),
            { kind: "attachment", label: "附件2", title: "名单" },
            heading,
          ],
        }),
      ),
    );
    expect(pages.length).toBeGreaterThan(4);
    expect(pages[0]).toEqual(
      expect.arrayContaining(["附件：1. 季度考核成绩表", "2. 名单", "某市考核办", "2026年3月5日", "一、总体"]),
    );
    expect(pages[1]?.slice(0, 3)).toEqual(["附件1", "季度考核成绩表", "一、总体"]);
    expect(pages.at(-1)).toEqual(["附件2", "名单", "一、总体"]);
    expect(pages.flat().filter((text) => /^第\d+个单位$/.test(text))).toHaveLength(70);
  });

  it("puts the day four characters from the right edge and the issuer in the middle above it", () => {
    const { pages, frame } = layOut(
      sampleDocument({ blocks: [{ kind: "closing", issuer: "考核办", day: "2026年3月5日" }] }),
    );
    const [issuer, day] = (pages[0]?.groups ?? [])
      .filter(({ element }) => element !== undefined)
      .flatMap(({ marks }) => texts(marks))
      .slice(-2);
    const width = (mark: typeof issuer) =>
      mark?.pieces.flatMap(({ glyphs }) => glyphs).reduce((all, { advance }) => all + (advance * 16) / 1000, 0) ?? 0;
    const right = frame.left + innerWidth(frame) - 4 * 16;
    expect(Math.abs((day?.x ?? 0) + width(day) - right)).toBeLessThan(4);
    expect(Math.abs((issuer?.x ?? 0) + width(issuer) / 2 - ((day?.x ?? 0) + width(day) / 2))).toBeLessThan(4);
  });

  it("takes the denser way where it saves an almost empty last page, and only there", () => {
    const written = (rows: number, style: "form" | "compact") => () =>
      sampleDocument({ style, paper: "a4-form", blocks: [table(rows)] });
    const pagesOf = (rows: number) => {
      const set = layOutWithin([written(rows, "form")], 2, { denser: written(rows, "compact") });
      return [set.document.style, set.layout.pages.length];
    };
    expect(pagesOf(30)).toEqual(["form", 1]);
    expect(pagesOf(45)).toEqual(["compact", 1]);
    expect(pagesOf(75)).toEqual(["form", 2]);
  });

  it("breaks the footer between its parts only", () => {
    const footer = [
      "编号 000001",
      "计分 3",
      "2025年第三季度",
      "方案第 1 版",
      "结果摘要 c1:daac36a1e",
      "2026年11月30日 03:22 生成",
    ];
    const { pages } = layOut(sampleDocument({ footer }));
    const lines = texts(pages[0]?.groups.at(-1)?.marks ?? []).filter((mark) => mark.size === 8);
    const said = new Map<number, string>();
    for (const { y, pieces } of lines)
      said.set(
        y,
        (said.get(y) ?? "") +
          pieces.flatMap(({ glyphs }) => glyphs.map(({ codePoint }) => String.fromCodePoint(codePoint))).join(""),
      );
    expect([...said.values()].join(" · ").split(" · ")).toEqual(footer);
  });
});
