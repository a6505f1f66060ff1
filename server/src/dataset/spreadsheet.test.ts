import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Cell, writeXlsx } from "hucre/xlsx";
import readExcelFile from "read-excel-file/node";
import { afterAll, describe, expect, test, vi } from "vitest";
import { readDataset } from "./dataset.ts";
import { readWorkbook, writeWorkbook } from "./spreadsheet.ts";
import { sheetXml, workbookOf } from "./test-workbook.ts";

const plain = join(import.meta.dirname, "fixtures", "ok", "plain");
const temporary: string[] = [];
afterAll(async () => {
  for (const folder of temporary) await rm(folder, { recursive: true });
});

async function folderWith(file: string, bytes: Uint8Array): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "biaochi-workbook-"));
  temporary.push(folder);
  await cp(plain, folder, { recursive: true });
  await rm(join(folder, "observations.csv"));
  await writeFile(join(folder, file), bytes);
  return folder;
}

const header = ["考核对象", "指标", "周期", "数值", "状态", "数据来源", "登记日期"];
const day = (text: string) => new Date(`${text}T00:00:00Z`);
const rows = [
  header,
  ["alpha", "hotline", "2025-01", 95, null, 12345, day("2025-02-03")],
  ["alpha", "hotline", day("2025-02-01"), 85.5, null, "12345", day("2025-03-03")],
  ["beta", "hotline", "2025-01", 94.2, null, "12345", "2025-02-03"],
  ["beta", "hotline", "2025-02", null, "缺报", null, null],
  ["alpha", "jobs", 2025, 1200, null, null, null],
  [],
  ["beta", "jobs", "2025", "950", null, null, null],
];

describe("workbooks", () => {
  test("are written without what no program could read again", async () => {
    const print = { paper: "a4", header: "h\u0002", footer: "f\u001f" } as const;
    const bytes = await writeWorkbook([{ name: "表\u0001", rows: [["甲\u0001\ufffe乙", "𠮷\ud800"]], print }]);
    const clean = { name: "表", rows: [["甲乙", "𠮷"]], print: { ...print, header: "h", footer: "f" } };
    expect(Buffer.from(bytes).equals(Buffer.from(await writeWorkbook([clean])))).toBe(true);
  });

  test("hold the same facts as CSV, also where the spreadsheet made a date of a month", async () => {
    const fromCsv = await readDataset({ folder: plain });
    const folder = await folderWith("考核数据.xlsx", await writeXlsx({ sheets: [{ name: "Sheet1", rows }] }));
    const read = await readDataset({ folder });
    expect(read.findings.kept).toEqual([]);
    expect(read.dataset?.digests.facts).toBe(fromCsv.dataset?.digests.facts);
    expect(read.dataset?.facts.observations.at(-1)?.id).toBe("考核数据.xlsx:8");
  });

  test.each(["&#0;", "&#xD800;", "_x0000_"])("with %s in a cell name its row: no database keeps it", async (sign) => {
    const cells = (texts: readonly string[]) =>
      `<row>${texts.map((text) => `<c t="inlineStr"><is><t>${text}</t></is></c>`).join("")}</row>`;
    const written = [header, ["alpha", "hotline", "2025-01", "95", "", `a${sign}b`, "2025-02-03"]].map(cells).join("");
    const folder = await folderWith("考核数据.xlsx", workbookOf(sheetXml(written)));
    const { dataset, findings } = await readDataset({ folder });
    expect(findings.kept.map(({ code, row, column }) => [code, row, column])).toEqual([
      ["cell-not-text", 2, "数据来源"],
    ]);
    expect(dataset).toBeUndefined();
  });

  test("one workbook may hold several tables, each on its sheet", async () => {
    const units = [
      ["id", "name", "nameEn", "unitType", "sort"],
      ["alpha", "甲单位", "Unit Alpha", "department", 2],
      ["beta", "乙单位", "Unit Beta", "department", 1],
    ];
    const sheets = [
      { name: "考核数据", rows },
      { name: "units", rows: units },
    ];
    const folder = await folderWith("dataset.xlsx", await writeXlsx({ sheets }));
    await rm(join(folder, "units.csv"));
    const read = await readDataset({ folder });
    expect(read.findings.kept).toEqual([]);
    expect(read.dataset?.facts.observations[0]?.id).toBe("dataset.xlsx#考核数据:2");
    const strange = await folderWith(
      "dataset.xlsx",
      await writeXlsx({ sheets: [...sheets, { name: "草稿", rows: [["x"]] }] }),
    );
    await rm(join(strange, "units.csv"));
    expect((await readDataset({ folder: strange })).findings.kept).toMatchObject([
      { code: "sheet-unknown", value: "草稿" },
    ]);
  });

  test("formulas, percentages and other days than the first are findings with row and column", async () => {
    const cells = new Map<string, Partial<Cell>>([
      ["1,3", { formula: "SUM(1,2)", formulaResult: 3 }],
      ["2,3", { value: 0.953, style: { numFmt: "0.0%" } }],
    ]);
    const wrong = [
      header,
      ...rows.slice(1, 3),
      ["beta", "hotline", day("2025-02-07"), 1],
      ["beta", "jobs", 2025, "=1+1"],
    ];
    const folder = await folderWith(
      "observations.xlsx",
      await writeXlsx({ sheets: [{ name: "s", rows: wrong, cells }] }),
    );
    const { dataset, findings } = await readDataset({ folder });
    expect(dataset).toBeUndefined();
    expect(findings.kept.map(({ code, row, column, value }) => [code, row, column, value])).toEqual([
      ["cell-formula", 2, "数值", "=SUM(1,2)"],
      ["cell-percent", 3, "数值", "0.953"],
      ["period-malformed", 4, "周期", "2025-02-07"],
      ["number-text", 5, "数值", "=1+1"],
    ]);
  });

  test("a truncated or damaged workbook is a finding wherever it was cut", async () => {
    const whole = Buffer.from(await writeXlsx({ sheets: [{ name: "s", rows }] }));
    for (const length of [0, 10, 100, Math.floor(whole.length / 2), whole.length - 40, whole.length - 1]) {
      expect(await readWorkbook(whole.subarray(0, length)), `cut at ${length}`).toMatchObject({
        code: "workbook-broken",
      });
    }
    const damaged = Buffer.from(whole);
    damaged.writeUInt8(damaged.readUInt8(600) ^ 0xff, 600);
    expect(await readWorkbook(damaged)).toMatchObject({ code: "workbook-broken" });
    const folder = await folderWith("observations.xlsx", whole.subarray(0, 900));
    const { findings } = await readDataset({ folder });
    expect(findings.kept).toMatchObject([{ code: "workbook-broken", file: "observations.xlsx", severity: "error" }]);
    const locked = await writeXlsx({ sheets: [{ name: "s", rows }], encryption: { password: "x", spinCount: 1000 } });
    expect(await readWorkbook(Buffer.from(locked))).toMatchObject({ code: "workbook-encrypted" });
  });

  test("a small file that unpacks to gigabytes is refused before it is unpacked", async () => {
    const bytes = Buffer.from(await writeXlsx({ sheets: [{ name: "s", rows }] }));
    const directory = bytes.readUInt32LE(bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6])) + 16);
    bytes.writeUInt32LE(0xf000_0000, directory + 24);
    expect(await readWorkbook(bytes)).toMatchObject({ code: "workbook-too-large" });
  });

  test("what is written is read back the same by another reader", async () => {
    const sheets = [
      {
        name: "总表",
        rows: [
          ["编号", "得分"],
          ["alpha", 97.49],
          ["beta", null],
          ["'=1+1", 0],
        ],
      },
      { name: "方案", rows: [["甲", '　缩进 <&> "引号"\n第二行']] },
    ];
    const folder = await mkdtemp(join(tmpdir(), "biaochi-workbook-"));
    temporary.push(folder);
    const path = join(folder, "out.xlsx");
    await writeFile(path, await writeWorkbook(sheets));
    const read = await readExcelFile(path, { trim: false });
    expect(read.map(({ sheet, data }) => ({ name: sheet, rows: data }))).toEqual(sheets);
    const own = await readWorkbook(await readFile(path));
    expect(own).toMatchObject({
      sheets: [
        { name: "总表", rows: [["编号", "得分"], ["alpha", "97.49"], ["beta"], ["'=1+1", "0"]] },
        { name: "方案" },
      ],
    });
  });

  test("are the same bytes for the same sheets, whenever they are written", async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: new Date("2026-01-01T00:00:00Z") });
    try {
      const sheets = [{ name: "总表", rows: [["编号", "得分"]] }];
      const first = await writeWorkbook(sheets);
      vi.setSystemTime(new Date("2026-01-01T00:00:03Z"));
      expect(await writeWorkbook(sheets)).toEqual(first);
    } finally {
      vi.useRealTimers();
    }
  });
});
