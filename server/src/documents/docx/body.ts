import { boundRows, boundTo } from "../bound.ts";
import { frames, headLettering, innerWidth, type Lettering, letteringOf } from "../layout/paper.ts";
import { columnWidths, isUndivided, tableHeights } from "../layout/table.ts";
import type { Block, Cell, Document, TableBlock } from "../model.ts";
import { numbered } from "../numbering.ts";
import { cellOf, rule, spacer, tableOf } from "./cells.ts";
import { drawingRun, tones } from "./drawing.ts";
import { attachment, attachments, closing, signature } from "./ending.ts";
import { paragraph, run } from "./runs.ts";
import { twips } from "./xml.ts";

/** A table as it is laid out in the PDF: the same widths, its heading repeated on every page, no row divided. */
function table(document: Document, block: TableBlock, isBound: boolean): string {
  const { cell, cellPadding, gap, isGrid } = letteringOf(document);
  const strong: Lettering = { ...cell, face: "hei" };
  const width = innerWidth(frames[document.paper]);
  const { widths } = columnWidths(block, { plain: cell, strong }, width, new Set());
  const rowOf = (cells: readonly Cell[], isHead: boolean, keepNext: boolean) => {
    const made = widths.map((each, n) => {
      const { text, strong: isStrong = isHead, indent = 0 } = cells[n] ?? { text: "" };
      const lettering = isStrong ? strong : cell;
      const look = {
        align: isHead && isGrid ? ("center" as const) : (block.columns[n]?.align ?? "left"),
        left: indent * cell.size,
        before: cellPadding,
        after: cellPadding,
        keepNext,
      };
      const shade = isHead ? `<w:shd w:val="clear" w:color="auto" w:fill="${tones.pale}"/>` : "";
      return cellOf(paragraph(run(text, lettering), lettering, look), each, shade);
    });
    return `<w:tr><w:trPr><w:cantSplit/>${isHead ? "<w:tblHeader/>" : ""}</w:trPr>${made.join("")}</w:tr>`;
  };
  const head = rowOf(
    block.columns.map(({ title }) => ({ text: title })),
    true,
    true,
  );
  const frame = frames[document.paper];
  const heights = tableHeights({ letterings: letteringOf(document), missing: new Set() }, block, width);
  const isWhole = isUndivided(heights, frame.height - frame.top - frame.bottom);
  const last = block.rows.length - 1;
  const keeps = (n: number): boolean =>
    n === last ? isBound : isWhole || n + 1 < boundRows || (isBound && n > last - boundRows);
  const rows = block.rows.map((row, n) => rowOf(row, false, keeps(n))).join("");
  const sides = isGrid ? [rule("left", 4), rule("right", 4), rule("insideV", 4)] : ["", "", ""];
  // The order of the schema: top, left, bottom, right, insideH, insideV.
  const borders = `${rule("top", 6)}${sides[0]}${rule("bottom", 6)}${sides[1]}${rule("insideH", 4)}${sides[2]}`;
  const caption =
    block.caption === undefined
      ? ""
      : paragraph(run(block.caption, strong), strong, { keepNext: true, style: "Caption", after: 2 });
  const unit =
    block.measure === undefined
      ? ""
      : paragraph(run(block.measure, cell), cell, { keepNext: true, align: "right", after: 3 });
  return `${caption}${unit}${tableOf(widths, head + rows, borders)}${spacer(gap, isBound)}`;
}

function figures(document: Document, items: readonly { readonly label: string; readonly value: string }[]): string {
  const { figureLabel, figure, gap } = letteringOf(document);
  const perRow = Math.min(5, items.length);
  const width = innerWidth(frames[document.paper]) / Math.max(1, perRow);
  const rows: string[] = [];
  for (let first = 0; first < items.length; first += perRow) {
    const cells = Array.from({ length: perRow }, (_, n) => {
      const item = items[first + n];
      const bar = `<w:tcBorders><w:left w:val="single" w:sz="12" w:space="0" w:color="${item === undefined ? "FFFFFF" : tones.mid}"/></w:tcBorders>`;
      if (item === undefined) return cellOf(paragraph("", figureLabel), width, bar);
      const label = paragraph(run(item.label, figureLabel, { colour: tones.grey }), figureLabel);
      return cellOf(label + paragraph(run(item.value, figure), figure), width, bar);
    });
    rows.push(`<w:tr><w:trPr><w:cantSplit/></w:trPr>${cells.join("")}</w:tr>`);
  }
  return (
    tableOf(
      Array.from({ length: perRow }, () => width),
      rows.join(""),
      "",
    ) + spacer(gap)
  );
}

const pageBreak = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>';

function blockOf(document: Document, block: Block, id: number, isBound: boolean): string {
  const letterings = letteringOf(document);
  const { body } = letterings;
  const isChinese = document.language === "zh-CN";
  const twoCharacters = 2 * (body.size + (body.tracking ?? 0));
  switch (block.kind) {
    case "heading": {
      const lettering = letterings.headings[block.level - 1] ?? body;
      const indent = document.style === "official" && isChinese ? twoCharacters : 0;
      return paragraph(run(block.text, lettering), lettering, {
        style: `Heading${block.level}`,
        indent,
        keepNext: true,
      });
    }
    case "paragraph": {
      const lettering: Lettering = block.strong ? { ...body, face: "bold" } : body;
      const indent = block.align !== undefined || !isChinese ? 0 : twoCharacters;
      const after = document.style === "official" ? 0 : letterings.gap * 0.5;
      return paragraph(run(block.text, lettering), lettering, {
        align: block.align ?? (isChinese ? "both" : "left"),
        indent,
        after,
        keepNext: isBound,
      });
    }
    case "note": {
      const look = { after: letterings.gap * 0.5, keepNext: isBound };
      return paragraph(run(block.text, letterings.note, { colour: tones.grey }), letterings.note, look);
    }
    case "figures":
      return figures(document, block.items);
    case "table":
      return table(document, block, isBound);
    case "chart": {
      const strong: Lettering = { ...letterings.cell, face: "hei" };
      const title = paragraph(run(block.title, strong), strong, { keepNext: true, style: "Caption" });
      const width = innerWidth(frames[document.paper]);
      const chart = drawingRun(block.drawing, width, block.alternative, id);
      return `${title}<w:p><w:pPr><w:spacing w:before="0" w:after="${twips(letterings.gap)}"/><w:jc w:val="center"/></w:pPr>${chart}</w:p>`;
    }
    case "signature":
      return signature(document, block.places, block.statement);
    case "closing":
      return closing(document, block);
    case "attachments":
      return attachments(document, block.titles, isBound);
    case "attachment":
      return attachment(document, block);
    case "page-break":
      return pageBreak;
  }
}

function headOf(document: Document, head: NonNullable<Document["head"]>): string {
  const { body } = letteringOf(document);
  const width = innerWidth(frames[document.paper]);
  const red = headLettering(head.issuer, width);
  const said: string[] = [];
  if (head.number !== undefined) said.push(head.number);
  const parts = [run(head.issuer, red, { colour: "CC0D0D" })];
  const rows = [
    ...said.map((text) => ({ runs: run(text, body), look: { align: "center" as const } })),
    ...(head.line === undefined
      ? []
      : [
          {
            runs: `${run(head.line.left, body)}<w:r><w:tab/></w:r>${run(head.line.right, body)}`,
            look: { tabs: `<w:tabs><w:tab w:val="right" w:pos="${twips(width)}"/></w:tabs>` },
          },
        ]),
  ];
  const rule = { bottomRule: "CC0D0D", after: body.leading } as const;
  const first = paragraph(parts.join(""), red, { align: "center", ...(rows.length === 0 ? rule : {}) });
  return (
    first +
    rows.map(({ runs, look }, n) => paragraph(runs, body, { ...look, ...(n === rows.length - 1 ? rule : {}) })).join("")
  );
}

export function bodyOf(document: Document): string {
  const { title, subtitle, gap, body } = letteringOf(document);
  const parts: string[] = document.head === undefined ? [] : [headOf(document, document.head)];
  const below = document.style === "official" ? body.leading : gap;
  const hasMore = document.subtitle !== undefined;
  parts.push(
    paragraph(run(document.title, title), title, { style: "Title", align: "center", after: hasMore ? 0 : below }),
  );
  if (document.subtitle !== undefined)
    parts.push(paragraph(run(document.subtitle, subtitle), subtitle, { align: "center", after: below }));
  const blocks = numbered(document.blocks, document.language === "zh-CN");
  return [...parts, ...blocks.map((block, n) => blockOf(document, block, n + 1, boundTo(blocks, n).length > 0))].join(
    "",
  );
}
