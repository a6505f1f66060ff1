import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import readXlsx from "read-excel-file/node";
import { describe, expect, it } from "vitest";
import { layOut, layOutWithin } from "../../documents/layout/layout.ts";
import type { Document } from "../../documents/model.ts";
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
      expect(rows(document).map(([rank]) => rank)).toEqual(sixty.map((_, n) => String(n + 1)));
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

  it("is a workbook too: numbers are numbers, A3 landscape, heading on every page", async () => {
    const { content } = await makeDocument("standing-table", "xlsx", { paper: samplePaper(sixty) }, sampleIssue);
    const folder = mkdtempSync(join(tmpdir(), "biaochi-table-"));
    const path = join(folder, "table.xlsx");
    writeFileSync(path, content);
    const sheets = await readXlsx(path);
    rmSync(folder, { recursive: true });
    const first = sheets[0];
    const data = first !== undefined && "data" in first ? first.data : [];
    expect(data).toHaveLength(61);
    expect(data[1]?.slice(0, 4)).toEqual([1, expect.stringContaining("市住房"), 98.5, 8.5]);
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
