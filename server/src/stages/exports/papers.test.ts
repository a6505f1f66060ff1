import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import readXlsx from "read-excel-file/node";
import { describe, expect, it } from "vitest";
import { layOut, layOutWithin } from "../../documents/layout/layout.ts";
import type { Document } from "../../documents/model.ts";
import { partsOf } from "../../documents/test-documents.ts";
import { briefWays, medianOf, mostBriefPages } from "./brief.ts";
import { makeDocument } from "./make-document.ts";
import { standingTable } from "./standing-table.ts";
import { type SampleUnit, sampleIssue, samplePaper } from "./test-sheet.ts";

const said = (document: Document) => document.blocks.flatMap((block) => ("text" in block ? [block.text] : []));
const rows = (document: Document) =>
  document.blocks.flatMap((block) =>
    block.kind === "table" ? block.rows.map((row) => row.map((cell) => cell.text)) : [],
  );

const sixty: readonly SampleUnit[] = Array.from({ length: 60 }, (_, n) => ({
  score: (98.5 - n * 0.25).toFixed(2),
  before: (90 + n * 0.1).toFixed(2),
  name: n % 7 === 0 ? "市住房和城乡建设局（市人民防空办公室、市重大项目建设协调推进中心）" : `第${n + 1}局`,
  ...(n % 9 === 0 ? { missing: 2 } : {}),
  ...(n % 20 === 0 ? { redLines: 1 } : {}),
}));

describe("standing table", () => {
  it("fits A3 with 60 units in one cohort: no column cut, every unit once, in order of rank", () => {
    for (const language of ["zh-CN", "en"] as const) {
      const document = standingTable(samplePaper(sixty), { ...sampleIssue, language });
      const { findings, pages } = layOut(document);
      expect(findings).toEqual([]);
      expect(pages.length).toBeGreaterThan(1);
      expect(rows(document).map(([rank]) => rank)).toEqual([...sixty.map((_, n) => String(n + 1)), ""]);
      // 98.50 − 29 × 0.25 and 98.50 − 30 × 0.25: the median lies between them
      expect(rows(document).at(-1)?.[2]).toBe("91.13");
    }
  });

  it("begins a page per cohort and gives the run's figures as they are", () => {
    const paper = samplePaper([
      { score: "91.36", before: "90.00", cohort: "一" },
      { score: null, cohort: "一", missing: 1 },
      { score: "88.00", before: "88.00", cohort: "二", redLines: 2 },
    ]);
    const document = standingTable(paper, sampleIssue);
    expect(layOut(document).pages).toHaveLength(2);
    expect(rows(document)).toEqual([
      ["1", "第1局", "91.36", "+1.36", "55.50", "36.25", "热线满意率", "1.25", ""],
      ["—", "第2局", "—", "—", "—", "36.25", "热线满意率", "1.25", "未形成得分"],
      ["1", "第3局", "88.00", "0.00", "55.50", "36.25", "热线满意率", "1.25", "红线 2 条"],
    ]);
  });

  it("says full marks of a part where all units have the same, and takes a block's points for it, not those decided outside", () => {
    const paper = samplePaper([{ score: "91.36" }, { score: "90.00" }]);
    const opening = {
      path: "usual",
      kind: "opening",
      name: { "zh-CN": "平时", en: "Usual" },
      full: "20",
      points: "18",
    };
    const nodes = new Map([...paper.nodes].map(([id, all]) => [id, id === "u1" ? [...all, opening] : all]));
    const document = standingTable({ ...paper, nodes }, sampleIssue);
    const heads = document.blocks.flatMap((block) => (block.kind === "table" ? block.columns : []));
    expect(heads.map(({ title }) => title)).toContain("平时\n（60分）");
    expect(rows(document)[0]?.[3]).toBe("55.50");
  });

  describe("as a workbook", () => {
    const read = async (language: "zh-CN" | "en") => {
      const issue = { ...sampleIssue, language };
      const { content } = await makeDocument(
        "standing-table",
        "xlsx",
        { paper: samplePaper(sixty), run: issue.run },
        issue,
      );
      const folder = mkdtempSync(join(tmpdir(), "biaochi-table-"));
      const path = join(folder, "table.xlsx");
      writeFileSync(path, content);
      const sheets = await readXlsx(path);
      rmSync(folder, { recursive: true });
      return { sheets, parts: partsOf(Buffer.from(content)) };
    };

    it("has title, unit of the figures, headings, numbers as numbers, the median and the note, in both languages", async () => {
      for (const [language, title, unit] of [
        ["zh-CN", "2025年第三季度考核成绩表", "单位：分"],
        ["en", "Standing, Q3 2025", "in points"],
      ] as const) {
        const { sheets } = await read(language);
        expect(sheets.map(({ sheet }) => sheet)).toHaveLength(2);
        const data = sheets[0]?.data ?? [];
        expect(data[0]?.[0]).toBe(title);
        expect(data[1]).toContain(unit);
        expect(data[2]).toHaveLength(9);
        expect(data[3]?.slice(0, 6)).toEqual([1, expect.stringContaining("市住房"), 98.5, 8.5, 55.5, 36.25]);
        // title, unit, heading, 60 units, median, note
        expect(data).toHaveLength(65);
        expect(data[63]?.[2]).toBe(91.13);
      }
    });

    it("prints on A3 landscape, as wide as the paper, its head on every page, number, digest and page in the footer", async () => {
      const { parts } = await read("zh-CN");
      const sheet = parts.get("xl/worksheets/sheet1.xml") ?? "";
      expect(/<pageSetup [^>]*>/.exec(sheet)?.[0]).toMatch(
        /(?=.*paperSize="8")(?=.*orientation="landscape")(?=.*fitToHeight="0")/,
      );
      expect(sheet).toMatch(/<pageSetUpPr[^>]* fitToPage="(1|true)"/);
      expect(parts.get("xl/workbook.xml")).toMatch(/_xlnm.Print_Titles"[^>]*>'[^']+'!\$1:\$3</);
      expect(sheet).toMatch(/<pane [^>]*ySplit="3"[^>]*>/);
      const [odd = "", even = ""] = [/<oddFooter>([^<]*)</, /<evenFooter>([^<]*)</].map(
        (each) => each.exec(sheet)?.[1],
      );
      for (const footer of [odd, even])
        for (const text of ["编号 000042", "计分 7", "方案第 2 版", "结果摘要 abababababab", "— &amp;P —"])
          expect(footer).toContain(text);
      expect(odd.indexOf("&amp;P")).toBeGreaterThan(odd.indexOf("编号"));
      expect(even.indexOf("&amp;P")).toBeLessThan(even.indexOf("编号"));
      expect(/<oddHeader>([^<]*)</.exec(sheet)?.[1]).toContain("合成演示数据");
      // 378 mm, in figures of 7 pixels at 96 a inch
      const widths = [...sheet.matchAll(/<col [^>]*width="([\d.]+)"/g)].map(([, width]) => Number(width));
      expect(widths.reduce((sum, width) => sum + width, 0)).toBeCloseTo(((378 / 25.4) * 96) / 7, 0);
    });

    it("shows two decimals, signs on changes, and a line around every cell, filled or not", async () => {
      const { parts } = await read("zh-CN");
      const sheet = parts.get("xl/worksheets/sheet1.xml") ?? "";
      const styles = parts.get("xl/styles.xml") ?? "";
      const formats = new Map(
        [...styles.matchAll(/<numFmt numFmtId="(\d+)" formatCode="([^"]*)"/g)].map(([, id, code]) => [id, code]),
      );
      const looks = [
        ...(/<cellXfs.*?<\/cellXfs>/s.exec(styles)?.[0] ?? "").matchAll(/<xf numFmtId="(\d+)"[^>]*borderId="(\d+)"/g),
      ];
      const lookAt = (cell: string) =>
        looks[Number(new RegExp(`<c r="${cell}"[^>]* s="(\\d+)"`).exec(sheet)?.[1] ?? -1)];
      const formatAt = (cell: string) => formats.get(lookAt(cell)?.[1] ?? "");
      expect(formatAt("C4")).toBe("#,##0.00");
      expect(formatAt("D4")).toBe("+#,##0.00;−#,##0.00;0.00");
      expect(formatAt("E4")).toBe("#,##0.00");
      expect(formatAt("C64")).toBe("#,##0.00");
      const borders = [...styles.matchAll(/<border>.*?<\/border>/gs)].map(([border]) => border);
      for (const row of [3, 4, 5, 63, 64])
        for (const column of "ABCDEFGHI") {
          const border = borders[Number(lookAt(`${column}${row}`)?.[2] ?? 0)] ?? "";
          expect(border.match(/style="thin"/g) ?? [], `${column}${row}`).toHaveLength(4);
        }
    });
  });
});

describe("brief", () => {
  it("stays within two pages, also where much is to be said", () => {
    for (const language of ["zh-CN", "en"] as const) {
      const units = sixty.map((unit, n) => ({ ...unit, cohort: `考核类别${n % 8}` }));
      const { layout } = layOutWithin(briefWays(samplePaper(units), { ...sampleIssue, language }), mostBriefPages);
      expect(layout.pages.length).toBeLessThanOrEqual(2);
      expect(layout.findings).toEqual([]);
    }
  });

  it("bears who made it and the day above its rule and below its text, and says what it leaves to the attachment", () => {
    const paper = samplePaper(sixty.map((unit, n) => ({ ...unit, cohort: `考核类别${n % 14}` })));
    const { document } = layOutWithin(briefWays(paper, sampleIssue), mostBriefPages);
    expect(document.head?.line).toEqual({ left: "考核办　编号 000042", right: "2025年10月8日" });
    expect(document.blocks.at(-1)).toEqual({ kind: "closing", issuer: "考核办", day: "2025年10月8日" });
    const [cohorts] = document.blocks.flatMap((block) => (block.kind === "table" ? [block.rows.length] : []));
    expect(cohorts).toBeLessThan(14);
    expect(said(document)).toContain(`其余 ${14 - (cohorts ?? 0)} 类见附件。`);
  });

  it("states counts, median and movements that can be checked by hand", () => {
    const paper = samplePaper([
      { score: "95.00", before: "94.00" },
      { score: "92.00", before: "96.50" },
      { score: "90.00", before: "90.00", missing: 1 },
      { score: "80.01", before: "81.00", redLines: 1 },
      { score: null },
    ]);
    const { document } = layOutWithin(briefWays(paper, sampleIssue), mostBriefPages);
    const text = said(document).join("\n");
    // scores 80.01 90 92 95: the median lies between 90 and 92
    expect(text).toContain(
      "5 个单位参加计分，其中得分完整 3 个，因缺数据暂定 1 个，未形成得分 1 个。全部得分的中位数为 91.00，最高 95.00，最低 80.01。",
    );
    expect(text).toContain("1 个单位得分上升，2 个下降，1 个不变");
    expect(text).toContain("1 个单位触及红线：第4局（新增就业低于托底线）");
    expect(text).toContain("1 个单位缺数据，得分为暂定：第3局");
    expect(text).toContain("1 个单位未形成得分：第5局");
    expect(text).toContain("下降 3 分以上的单位 1 个：第2局");
    expect(rows(document)).toContainEqual(["第2局", "96.50", "92.00", "−4.50"]);
  });

  it("says that there is nothing where there is nothing", () => {
    const { document } = layOutWithin(briefWays(samplePaper([{ score: "90.00" }]), sampleIssue), mostBriefPages);
    const text = said(document).join("\n");
    expect(text).toContain("没有可比的上一期");
    expect(text).toContain("没有单位触及红线");
    expect(text).toContain("没有需要列出的事项");
  });

  it.each([
    [["1.00"], "1"],
    [["1.00", "2.00"], "1.5"],
    [["1.00", "2.00", "4.00"], "2"],
    [["0.01", "0.02"], "0.015"],
  ])("the median of %j is %s", (scores, expected) => expect(medianOf(scores)).toBe(expected));
});
