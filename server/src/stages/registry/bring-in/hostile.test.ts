import { writeXlsx } from "hucre/xlsx";
import { describe, expect, test } from "vitest";
import { collectFindings } from "../../../dataset/finding.ts";
import {
  contentTypes,
  macroWorkbook,
  plainWorkbook,
  sheetXml,
  workbookOf,
  zipOf,
} from "../../../dataset/test-workbook.ts";
import { headingsAt } from "../../../dataset/upload/anatomy.ts";
import { openUpload } from "../../../dataset/upload/open-upload.ts";
import { proposeSheet } from "./mapping.ts";
import { readSheet } from "./read-sheet.ts";

async function codesOf(name: string, bytes: Buffer | Uint8Array): Promise<readonly string[]> {
  const findings = collectFindings();
  const sheets = await openUpload({ name, bytes: Buffer.from(bytes) }, findings);
  if (findings.errors > 0) expect(sheets).toEqual([]);
  return findings.kept.map(({ code }) => code);
}

const row =
  '<row r="1"><c r="A1" t="inlineStr"><is><t>单位名称</t></is></c><c r="B1" t="inlineStr"><is><t>单位类型</t></is></c></row>';
const megabytes = (count: number) => Buffer.alloc(count * 1024 * 1024, 0x20);
const oldContainer = Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), Buffer.alloc(2048)]);

describe("a file that somebody sends", () => {
  test("is opened when it is an ordinary workbook", async () => {
    expect(await codesOf("单位.xlsx", workbookOf(sheetXml(row)))).toEqual([]);
    expect(await codesOf("单位.xlsx", await writeXlsx({ sheets: [{ name: "单位", rows: [["单位名称"]] }] }))).toEqual(
      [],
    );
  });

  test.each<[string, string, Buffer]>([
    [
      "macros in a part",
      "workbook-macros",
      workbookOf(sheetXml(row), [{ name: "xl/vbaProject.bin", content: Buffer.from("x") }]),
    ],
    [
      "macros that its name hides",
      "workbook-macros",
      workbookOf(sheetXml(row), [{ name: "xl\\VBAPROJECT.bin", content: Buffer.from("x") }]),
    ],
    [
      "the type of a workbook with macros",
      "workbook-macros",
      zipOf([{ name: "[Content_Types].xml", content: contentTypes(macroWorkbook) }]),
    ],
    [
      "macro sheets of an old kind",
      "workbook-macros",
      workbookOf(sheetXml(row), [{ name: "xl/macrosheets/sheet1.xml", content: Buffer.from("x") }]),
    ],
    [
      "links to other files",
      "workbook-external",
      workbookOf(sheetXml(row), [{ name: "xl/externalLinks/externalLink1.xml", content: Buffer.from("x") }]),
    ],
    [
      "a query of a database",
      "workbook-external",
      workbookOf(sheetXml(row), [{ name: "xl/connections.xml", content: Buffer.from("x") }]),
    ],
    [
      "another file inside",
      "workbook-embedded",
      workbookOf(sheetXml(row), [{ name: "xl/embeddings/oleObject1.bin", content: Buffer.from("x") }]),
    ],
    ["a password", "workbook-encrypted", Buffer.concat([oldContainer, Buffer.from("EncryptedPackage", "utf16le")])],
    ["the old binary form", "file-old-binary", oldContainer],
    ["text under the name of a workbook", "file-not-workbook", Buffer.from("单位名称,单位类型\n")],
    ["a zip archive of something else", "file-not-workbook", zipOf([{ name: "a.txt", content: Buffer.from("x") }])],
    ["half of a workbook", "workbook-broken", workbookOf(sheetXml(row)).subarray(0, 700)],
    ["nothing", "upload-empty", Buffer.alloc(0)],
  ])("with %s is refused as %s", async (_, code, bytes) => {
    expect(await codesOf("单位.xlsx", bytes)).toEqual([code]);
  });

  test.each<[string, string, Buffer]>([
    ["a NUL that UTF-16 holds", "单位.csv", Buffer.from("\ufeff单位名称,单位类型\n市\0局,a\n", "utf16le")],
    ["a NUL in a heading", "单位.csv", Buffer.from("\ufeff单位名称,单\0位\n市局,a\n", "utf16le")],
    ["a NUL as a reference", "单位.xlsx", workbookOf(sheetXml(row.replace("单位类型", "a&#0;b")))],
    ["half of a character as a reference", "单位.xlsx", workbookOf(sheetXml(row.replace("单位类型", "a&#xD800;b")))],
    [
      "half of a character as workbooks write it",
      "单位.xlsx",
      workbookOf(sheetXml(row.replace("单位类型", "_xD800_"))),
    ],
  ])("with %s is refused: no database keeps it", async (_, name, bytes) => {
    expect(await codesOf(name, bytes)).toEqual(["cell-not-text"]);
  });

  test("with a long cell is quoted without cutting a character in two", async () => {
    const long = `${"甲".repeat(119)}${"𠮷".repeat(600)}`;
    const findings = collectFindings();
    const bytes = Buffer.from(`单位名称,单位类型\n${long},a\n`);
    const [sheet] = await openUpload({ name: "单位.csv", bytes }, findings);
    if (sheet === undefined) throw new Error("no sheet");
    readSheet(
      sheet,
      proposeSheet("单位.csv", sheet, () => undefined),
      findings,
    );
    expect(findings.kept.map(({ code, value }) => [code, value])).toEqual([["cell-too-long", `${"甲".repeat(119)}…`]]);
    const heading = headingsAt({ rows: [[`${"甲".repeat(79)}𠮷`, "乙"]] }, 0).texts[0];
    expect(heading).toEqual({ at: 0, heading: "甲".repeat(79) });
  });

  test("is refused by what it is, whatever it is called", async () => {
    expect(await codesOf("单位.csv", workbookOf(sheetXml(row)))).toEqual(["extension-wrong"]);
    expect(await codesOf("单位.xls", oldContainer)).toEqual(["file-old-binary"]);
    expect(await codesOf("单位.et", oldContainer)).toEqual(["file-old-binary"]);
    expect(await codesOf("单位.xlsm", workbookOf(sheetXml(row)))).toEqual(["file-foreign"]);
    expect(await codesOf("单位.txt", workbookOf(sheetXml(row)))).toEqual(["extension-wrong"]);
    expect(await codesOf("单位.ods", Buffer.from("text"))).toEqual(["file-foreign"]);
  });

  test("that says it unpacks to more than is read is refused before anything is unpacked", async () => {
    const bomb = workbookOf(sheetXml(row), [{ name: "xl/media/a.xml", content: megabytes(1), says: 3_000_000_000 }]);
    expect(await codesOf("单位.xlsx", bomb)).toEqual(["workbook-expands"]);
  });

  test("that unpacks to more than it says is refused where the lie begins, in the memory that it owned up to", async () => {
    const parts = Array.from({ length: 8 }, (_, i) => ({
      name: `xl/media/${i}.xml`,
      content: megabytes(48),
      says: 1_000,
    }));
    const bomb = workbookOf(sheetXml(row), parts);
    expect(bomb.length).toBeLessThan(600_000); // 384 MB in half a megabyte: a real one
    const before = process.memoryUsage.rss();
    expect(await codesOf("单位.xlsx", bomb)).toEqual(["workbook-expands"]);
    expect(process.memoryUsage.rss() - before).toBeLessThan(40_000_000);
  });

  test("that owns up to all it unpacks to, and it is too much, is refused", async () => {
    const parts = Array.from({ length: 6 }, (_, i) => ({ name: `xl/media/${i}.xml`, content: megabytes(48) }));
    expect(await codesOf("单位.xlsx", workbookOf(sheetXml(row), parts))).toEqual(["workbook-expands"]);
    const many = Array.from({ length: 2_100 }, (_, i) => ({ name: `xl/media/${i}.xml`, content: Buffer.from("x") }));
    expect(await codesOf("单位.xlsx", workbookOf(sheetXml(row), many))).toEqual(["workbook-expands"]);
  });

  test("with a cell in the last place of the sheet does not fill the memory", async () => {
    const far = sheetXml(`${row}<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>`);
    expect(await codesOf("单位.xlsx", workbookOf(far))).toEqual(["workbook-broken"]);
  });

  test("with 1,048,576 rows of which one holds something is read as that one", async () => {
    const empty = Array.from({ length: 1_048_574 }, (_, i) => `<row r="${i + 3}"/>`).join("");
    const filled = '<row r="2"><c r="A2" t="inlineStr"><is><t>市教育局</t></is></c></row>';
    const findings = collectFindings();
    const [sheet] = await openUpload(
      { name: "单位.xlsx", bytes: workbookOf(sheetXml(row + filled + empty)) },
      findings,
    );
    if (sheet === undefined) throw new Error("no sheet");
    const mapping = proposeSheet("单位.xlsx", sheet, () => undefined);
    const { rows } = readSheet(sheet, mapping, findings);
    expect(findings.kept).toEqual([]);
    expect(rows.map(({ cells }) => cells.name)).toEqual(["市教育局"]);
  });

  test("with an archive of the large form, or parts outside of it, is refused", async () => {
    const bytes = workbookOf(sheetXml(row));
    const large = Buffer.from(bytes);
    large.writeUInt32LE(0xffffffff, large.indexOf(Buffer.from([0x50, 0x4b, 1, 2])) + 24);
    expect(await codesOf("单位.xlsx", large)).toEqual(["workbook-broken"]);
    const outside = Buffer.from(bytes);
    outside.writeUInt32LE(999_999, outside.indexOf(Buffer.from([0x50, 0x4b, 1, 2])) + 42);
    expect(await codesOf("单位.xlsx", outside)).toEqual(["workbook-broken"]);
    expect(
      await codesOf("单位.xlsx", zipOf([{ name: "[Content_Types].xml", content: contentTypes(plainWorkbook) }])),
    ).toEqual(["workbook-broken"]);
  });
});
