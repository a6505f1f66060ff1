import type { DocumentFormat, DocumentKind, IssuedDocument } from "@biaochi/contract";
import type { z } from "zod";
import { plainText } from "../../dataset/plain-text.ts";
import type { SheetOut } from "../../dataset/spreadsheet.ts";
import { writeWorkbook } from "../../dataset/spreadsheet.ts";
import { writeDocx } from "../../documents/docx/write.ts";
import { layOutWithin } from "../../documents/layout/layout.ts";
import type { Document } from "../../documents/model.ts";
import { writePdf } from "../../documents/pdf/write.ts";
import { tableSheets } from "../../documents/xlsx/sheets.ts";
import type { Sheet } from "../scoring/document-store.ts";
import type { Paper } from "../scoring/paper-store.ts";
import { briefWays, mostBriefPages } from "./brief.ts";
import { type Copy, type Issue, sayingOf } from "./issue.ts";
import { denserSheet, mostSheetPages, sheetWays } from "./sheet.ts";
import { sheetName } from "./sheet-name.ts";
import { standingTable } from "./standing-table.ts";

/** What a document is made of: the page of a subject, a whole run, or something of no run that knows how to stand on paper. */
export type Content =
  | ({ readonly sheet: Sheet } & Pick<Issue, "run">)
  | ({ readonly paper: Paper } & Pick<Issue, "run">)
  | { readonly document: (copy: Copy) => Document };

export type Made = {
  readonly content: Uint8Array;
  readonly pages: number | null;
  readonly findings: z.output<typeof IssuedDocument>["findings"];
};

type Ways = {
  readonly ways: readonly (() => Document)[];
  readonly mostPages: number;
  readonly denser?: () => Document;
};

function waysOf(kind: DocumentKind, content: Content, copy: Copy): Ways {
  if ("document" in content) return { ways: [() => content.document(copy)], mostPages: Number.POSITIVE_INFINITY };
  const issue: Issue = { ...copy, run: content.run };
  if ("sheet" in content) {
    const { sheet } = content;
    return { ways: sheetWays(sheet, issue), mostPages: mostSheetPages, denser: () => denserSheet(sheet, issue) };
  }
  const { paper } = content;
  if (kind === "brief") return { ways: briefWays(paper, issue), mostPages: mostBriefPages };
  return { ways: [() => standingTable(paper, issue)], mostPages: Number.POSITIVE_INFINITY };
}

/** Word, WPS and LibreOffice break lines in their own ways and with their own fonts: so much of the last page is left to them. */
const otherPrograms = 0.12;

/** One document from its content. The same content and copy give the same bytes. */
export async function makeDocument(
  kind: DocumentKind,
  format: DocumentFormat,
  content: Content,
  copy: Copy,
): Promise<Made> {
  if (format === "xlsx" && "paper" in content) {
    const sheets = workbook(content.paper, { ...copy, run: content.run });
    return { content: await writeWorkbook(sheets), pages: null, findings: [] };
  }
  const { ways, mostPages, denser } = waysOf(kind, content, copy);
  const spare = format === "docx" ? otherPrograms : 0;
  const { document, layout } = layOutWithin(ways, mostPages, { denser, spare });
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
    format === "docx" ? writeDocx(document) : writePdf(document, layout, sayingOf(copy)("document.colophon"));
  return { content: bytes, pages: format === "docx" ? null : pages, findings: all };
}

/** The standing table as a workbook: a sheet per cohort, and one that says what it is and from which run. */
function workbook(paper: Paper, issue: Issue): readonly SheetOut[] {
  const taken = new Set<string>();
  const say = sayingOf(issue);
  const document = standingTable(paper, issue);
  const sheets = tableSheets(document, plainText).map(
    ({ about, ...sheet }): SheetOut => ({ ...sheet, name: sheetName(about, taken) }),
  );
  const { footer, marks, properties } = document;
  const print = { paper: "a4", header: marks.join(" · "), footer: footer.join(" · ") } as const;
  const about = [document.title, properties.source, ...footer.slice(-1), ...marks].map((text) => [plainText(text)]);
  return [...sheets, { name: sheetName(say("export.about"), taken), rows: about, widths: [110], frozen: 0, print }];
}
