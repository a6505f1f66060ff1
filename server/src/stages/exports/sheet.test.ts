import { describe, expect, it } from "vitest";
import { layOutWithin } from "../../documents/layout/layout.ts";
import type { Block, Document } from "../../documents/model.ts";
import { writePdf } from "../../documents/pdf/write.ts";
import { readPdf, textsOf } from "../../documents/test-documents.ts";
import { makeDocument } from "./make-document.ts";
import { mostSheetPages, sheetWays } from "./sheet.ts";
import { sampleIssue, sampleSheet } from "./test-sheet.ts";

const tables = (document: Document) =>
  document.blocks.flatMap((block: Block) => (block.kind === "table" ? [block] : []));
/** Rows of the last table: the lost points. */
const losses = (document: Document) => (tables(document).at(-1)?.rows ?? []).map((row) => row.map((cell) => cell.text));

const longName = "市住房和城乡建设局（市人民防空办公室、市重大项目建设协调推进中心、市历史文化名城保护委员会办公室）";

describe("report card", () => {
  it.each([
    ["as usual", {}],
    ["with 12 lost points and a long name", { items: 12, name: longName }],
    ["with 25 lost points", { items: 25, name: longName }],
    ["with 80 lost points", { items: 80, name: longName, missing: 30 }],
    ["without a score", { score: null }],
    ["with nothing but missing data", { items: 3, missing: 3 }],
  ] as const)("fits two pages %s, in both languages, with no column cut", (_, options) => {
    for (const language of ["zh-CN", "en"] as const)
      for (const type of ["unit", "official"] as const) {
        const { layout } = layOutWithin(
          sheetWays(sampleSheet({ ...options, type }), { ...sampleIssue, language }),
          mostSheetPages,
        );
        expect(layout.pages.length).toBeLessThanOrEqual(2);
        expect(layout.findings).toEqual([]);
      }
  });

  it("has the signature below the last lost points, never alone on a page", () => {
    for (const items of [1, 3, 5, 6, 8, 11, 30])
      for (const type of ["unit", "official"] as const) {
        const sheet = sampleSheet({ items, type });
        const { layout, document } = layOutWithin(sheetWays(sheet, sampleIssue), mostSheetPages);
        const signed = textsOf(layout).find((texts) => texts.some((text) => text.startsWith("日期"))) ?? [];
        expect(
          signed.some((text) => text === "五、核对确认"),
          `${items}`,
        ).toBe(true);
        expect(signed, `${items}`).toContain(losses(document).at(-1)?.at(-1));
      }
  });

  it("lists every lost point with rule, fact and the exact loss, as long as it fits", () => {
    const { document } = layOutWithin(sheetWays(sampleSheet({ items: 12 }), sampleIssue), mostSheetPages);
    const rows = losses(document);
    expect(rows).toHaveLength(12);
    // 100 / 12 of full marks, half of it lost: 50 / 12 = 4.1666… → 4.17
    for (const row of rows) expect(row.slice(4)).toEqual(["8.33", "4.17"]);
    expect(rows[0]?.[2]).toContain("完成率");
    expect(rows[0]?.[3]).toContain("2025年第三季度 47.5%");
    expect(rows[0]?.[3]).toContain("来源：政务服务平台数据归集系统");
  });

  it("sums what it does not list, to the exact total", () => {
    const { document } = layOutWithin(sheetWays(sampleSheet({ items: 80 }), sampleIssue), mostSheetPages);
    const listed = losses(document).length;
    expect(listed).toBeLessThan(80);
    const note = document.blocks.find((block) => block.kind === "note" && block.text.includes("其余"));
    // each of the 80 lost 50 / 80 = 0.625
    const rest = ((80 - listed) * 0.625).toFixed(2);
    expect(note?.kind === "note" && note.text).toContain(`其余 ${80 - listed} 处共失 ${rest} 分`);
  });

  it("says the score as a sentence, with median and last period", () => {
    const { document } = layOutWithin(sheetWays(sampleSheet(), sampleIssue), mostSheetPages);
    const sentence = document.blocks.find((block) => block.kind === "paragraph");
    expect(sentence?.kind === "paragraph" && sentence.text).toBe(
      "得分 50.00，满分 100.00；在 12 处失去 50.00 分。考核类别“单位”共 9 个，中位数 52.00，与中位数相差 −2.00。2025年第二季度得分 49.00，本期相差 +1.00。",
    );
  });

  it("does not print a zero where there is no score", () => {
    const { document } = layOutWithin(sheetWays(sampleSheet({ score: null }), sampleIssue), mostSheetPages);
    expect(JSON.stringify(document.blocks)).not.toContain("0.00");
  });

  it("never prints the rank", async () => {
    for (const type of ["unit", "official"] as const) {
      const { document } = layOutWithin(sheetWays(sampleSheet({ type }), sampleIssue), mostSheetPages);
      expect(JSON.stringify(document.blocks)).not.toMatch(/第 ?3 名|名次[^。]*3/);
    }
  });

  it("carries number, run, version, digest and “synthetic” on each page; a person's also name, number and time", () => {
    const { document, layout } = layOutWithin(
      sheetWays(sampleSheet({ type: "official" }), sampleIssue),
      mostSheetPages,
    );
    const { pages } = readPdf(writePdf(document, layout, ""));
    for (const page of pages) {
      const text = page.replaceAll("\n", "");
      expect(text).toContain("编号 000042 · 计分 7 · 2025年第三季度 · 方案第 2 版 · 结果摘要 abababababab");
      expect(text).toContain("合成演示数据");
      expect(text).toContain("邓某 · 编号 000042 · 2025年10月8日 16:00");
    }
  });

  it("is the same twice, in both formats", async () => {
    for (const format of ["pdf", "docx"] as const) {
      const [one, two] = [
        await makeDocument("report-card", format, { sheet: sampleSheet(), run: sampleIssue.run }, sampleIssue),
        await makeDocument("report-card", format, { sheet: sampleSheet(), run: sampleIssue.run }, sampleIssue),
      ];
      expect(Buffer.from(one.content).equals(Buffer.from(two.content))).toBe(true);
    }
  });
});
