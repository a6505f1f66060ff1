import { signatureColumns } from "../layout/ending.ts";
import { measure, widthOf } from "../layout/line-break.ts";
import { frames, innerWidth, type Lettering, letteringOf } from "../layout/paper.ts";
import type { Block, Document } from "../model.ts";
import { cellOf, spacer, tableOf } from "./cells.ts";
import { paragraph, run } from "./runs.ts";
import { twips } from "./xml.ts";

export function signature(document: Document, places: readonly string[], statement: string | undefined): string {
  const { body, gap } = letteringOf(document);
  const width = innerWidth(frames[document.paper]) / signatureColumns;
  const tabs = `<w:tabs><w:tab w:val="right" w:leader="underscore" w:pos="${twips(width - 18)}"/></w:tabs>`;
  const rows: string[] = [];
  for (let first = 0; first < places.length; first += signatureColumns) {
    const cells = Array.from({ length: signatureColumns }, (_, n) => {
      const place = places[first + n];
      const runs = place === undefined ? "" : `${run(place, body)}<w:r><w:tab/></w:r>`;
      const keepNext = first + signatureColumns < places.length;
      return cellOf(paragraph(runs, body, { tabs, before: gap + 4, keepNext }), width);
    });
    rows.push(`<w:tr><w:trPr><w:cantSplit/></w:trPr>${cells.join("")}</w:tr>`);
  }
  const said =
    statement === undefined ? "" : paragraph(run(statement, body), body, { before: gap * 0.5, keepNext: true });
  const widths = Array.from({ length: signatureColumns }, () => width);
  return `${said}${tableOf(widths, rows.join(""), "")}${spacer(gap)}`;
}

/** The day four characters from the right edge, the issuer in the middle above it (7.3.5.1). */
export function closing(document: Document, { issuer, day }: Extract<Block, { kind: "closing" }>): string {
  const { body } = letteringOf(document);
  const widthOfText = (text: string) => widthOf(measure(text, body, new Set()));
  const width = Math.max(widthOfText(issuer), widthOfText(day));
  const look = (text: string) => ({ align: "right", right: 4 * body.size + (width - widthOfText(text)) / 2 }) as const;
  return (
    paragraph(run(issuer, body), body, { ...look(issuer), before: body.leading, keepNext: true }) +
    paragraph(run(day, body), body, look(day))
  );
}

/** 附件：1. …, what does not fit on the line below its first character (7.3.4). */
export function attachments(document: Document, titles: readonly string[], keepNext: boolean): string {
  const { body, gap } = letteringOf(document);
  const isChinese = document.language === "zh-CN";
  const widthOfText = (text: string) => widthOf(measure(text, body, new Set()));
  const label = isChinese ? "附件：" : titles.length === 1 ? "Attachment: " : "Attachments: ";
  const start = isChinese ? 2 * (body.size + (body.tracking ?? 0)) : 0;
  return titles
    .map((title, n) => {
      const mark = titles.length === 1 ? "" : `${n + 1}. `;
      const left = start + widthOfText(label + mark);
      const indent = n === 0 ? start - left : -widthOfText(mark);
      return paragraph(run((n === 0 ? label : "") + mark + title, body), body, {
        left,
        indent,
        keepNext,
        before: n === 0 ? gap : 0,
      });
    })
    .join("");
}

export function attachment(document: Document, { label, title }: Extract<Block, { kind: "attachment" }>): string {
  const { body, headings, title: lettering } = letteringOf(document);
  const strong: Lettering = { ...body, face: headings[0].face };
  return (
    paragraph(run(label, strong), body, { pageBreakBefore: true, after: body.leading, keepNext: true }) +
    paragraph(run(title, lettering), lettering, { style: "Title", align: "center", after: body.leading })
  );
}
