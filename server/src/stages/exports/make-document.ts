import type { DocumentFormat, DocumentKind, IssuedDocument } from "@biaochi/contract";
import type { z } from "zod";
import type { SheetOut } from "../../dataset/spreadsheet.ts";
import { writeWorkbook } from "../../dataset/spreadsheet.ts";
import { writeDocx } from "../../documents/docx/write.ts";
import { layOutWithin } from "../../documents/layout/layout.ts";
import type { Document } from "../../documents/model.ts";
import { writePdf } from "../../documents/pdf/write.ts";
import type { Sheet } from "../scoring/document-store.ts";
import type { Paper } from "../scoring/paper-store.ts";
import { briefWays, mostBriefPages } from "./brief.ts";
import { dressOf, type Issue, sayingOf } from "./issue.ts";
import { mostSheetPages, sheetWays } from "./sheet.ts";
import { plainText, sheetName } from "./sheet-name.ts";
import { standingPages, standingTable } from "./standing-table.ts";

export type Content = { readonly sheet: Sheet } | { readonly paper: Paper };

export type Made = {
  readonly content: Uint8Array;
  readonly pages: number | null;
  readonly findings: z.output<typeof IssuedDocument>["findings"];
};

type Ways = { readonly ways: readonly (() => Document)[]; readonly mostPages: number };

function waysOf(kind: DocumentKind, content: Content, issue: Issue): Ways {
  if ("sheet" in content) return { ways: sheetWays(content.sheet, issue), mostPages: mostSheetPages };
  const { paper } = content;
  if (kind === "brief") return { ways: briefWays(paper, issue), mostPages: mostBriefPages };
  return { ways: [() => standingTable(paper, issue)], mostPages: Number.POSITIVE_INFINITY };
}

/** One document from its content. The same content and issue give the same bytes. */
export async function makeDocument(
  kind: DocumentKind,
  format: DocumentFormat,
  content: Content,
  issue: Issue,
): Promise<Made> {
  if (format === "xlsx" && "paper" in content)
    return { content: await writeWorkbook(workbook(content.paper, issue)), pages: null, findings: [] };
  const { ways, mostPages } = waysOf(kind, content, issue);
  const { document, layout } = layOutWithin(ways, mostPages);
  const findings = layout.findings.map(({ code, ...values }) => ({
    code,
    values: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)])),
  }));
  const pages = layout.pages.length;
  const isTooLong = pages > mostPages;
  const all = isTooLong
    ? [...findings, { code: "too-long", values: { pages: String(pages), most: String(mostPages) } }]
    : findings;
  const bytes =
    format === "docx" ? writeDocx(document) : writePdf(document, layout, sayingOf(issue)("document.colophon"));
  return { content: bytes, pages: format === "docx" ? null : pages, findings: all };
}

/** The figure that a formatted cell shows ("+1.20", "−3.53", "1,017"), or its text. */
function cellOf(text: string): string | number | null {
  if (text === "" || text === "—") return null;
  return /^[+−-]?\d[\d,]*(\.\d+)?$/.test(text) ? Number(text.replace("−", "-").replaceAll(",", "")) : plainText(text);
}

/** The standing table as a workbook for A3 landscape: a sheet per cohort, its heading on every printed page. */
function workbook(paper: Paper, issue: Issue): readonly SheetOut[] {
  const taken = new Set<string>();
  const say = sayingOf(issue);
  const sheets = standingPages(paper, issue).map(
    ({ title, columns, rows }): SheetOut => ({
      // The repeated heading names the sheet in a formula, where other characters would have to be quoted.
      name: sheetName(title.replace(/[^\p{L}\p{N}]/gu, "").replace(/^(?=\p{N})/u, "_"), taken),
      rows: [columns.map((column) => column.title), ...rows.map((row) => row.map((cell) => cellOf(cell.text)))],
      widths: columns.map(({ share, align }) => (align === "left" ? 6 + share * 7 : 10)),
      print: { paper: "a3", title },
    }),
  );
  const { footer, marks } = dressOf(issue, say("document.standing-table.name"));
  const about = [
    [say("document.standing-table.name")],
    [footer],
    ...marks.map((mark) => [mark]),
    [say("standing-table.note")],
  ];
  return [...sheets, { name: sheetName(say("export.about"), taken), rows: about, widths: [110] }];
}
