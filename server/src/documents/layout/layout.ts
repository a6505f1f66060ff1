import { boundTo } from "../bound.ts";
import type { Block, Document } from "../model.ts";
import { numbered } from "../numbering.ts";
import { chartHeight, putChart } from "./chart.ts";
import {
  attachmentLines,
  closingHeight,
  putAttachment,
  putAttachments,
  putClosing,
  putSignature,
  signatureHeight,
} from "./ending.ts";
import { putFigures } from "./figures.ts";
import { type Flow, putText, startFlow } from "./flow.ts";
import { putHead } from "./head.ts";
import { breakLines } from "./line-break.ts";
import { putMargins } from "./margins.ts";
import { element, type Layout } from "./page.ts";
import { isUndivided, putTable, startOf, tableHeights } from "./table.ts";

/** Sets a document on pages. The same document gives the same pages, to the last point. */
export function layOut(document: Document): Layout {
  const flow = startFlow(document);
  putHead(flow, document);
  const isChinese = document.language === "zh-CN";
  const blocks = numbered(document.blocks, isChinese);
  for (const [n, block] of blocks.entries()) {
    const bound = boundTo(blocks, n).reduce((sum, each) => sum + heightOf(flow, document, each), 0);
    putBlock(flow, document, block, blocks[n + 1], bound);
  }
  // A block that ended exactly at the foot may have opened a page that stayed empty.
  while (flow.pages.length > 1 && flow.pages.at(-1)?.groups.length === 0) flow.pages.pop();
  putMargins(flow, document);
  const missing = [...flow.missing].sort().join("");
  return {
    frame: flow.frame,
    pages: flow.pages,
    root: flow.root,
    filled: Math.min(1, (flow.y - flow.frame.top) / flow.room),
    findings: [
      ...flow.findings,
      ...(missing === "" ? [] : [{ code: "character-missing", characters: missing } as const]),
    ],
  };
}

export type Set = { readonly document: Document; readonly layout: Layout };

/** A last page with less on it than this is worth avoiding. */
const barely = 1 / 3;

/**
 * The first of several ways to write a document that stays within so many pages, or the last of them. `denser` says the
 * same in smaller letters: taken where it saves a last page that would be almost empty. `spare` is the part of the last page
 * that must stay free.
 */
export function layOutWithin(
  ways: readonly (() => Document)[],
  mostPages: number,
  { denser, spare = 0 }: { readonly denser?: (() => Document) | undefined; readonly spare?: number } = {},
): Set {
  const setIn = (way: () => Document): Set => {
    const document = way();
    return { document, layout: layOut(document) };
  };
  let last: Set | undefined;
  for (const [n, way] of ways.entries()) {
    last = setIn(way);
    const { pages, filled } = last.layout;
    if (pages.length > mostPages || (pages.length === mostPages && filled > 1 - spare)) continue;
    if (n > 0 || denser === undefined || pages.length === 1 || filled >= barely) return last;
    const tighter = setIn(denser);
    return tighter.layout.pages.length < pages.length ? tighter : last;
  }
  if (last === undefined) throw new Error("documents: no way to write it was given");
  return last;
}

function putBlock(flow: Flow, document: Document, block: Block, next: Block | undefined, bound: number): void {
  const { letterings } = flow;
  const { body } = letterings;
  const isChinese = document.language === "zh-CN";
  const own = (type: "P" | "H2" | "H3" | "H4") => {
    const owner = element(type);
    flow.root.children.push(owner);
    return owner;
  };
  switch (block.kind) {
    case "heading": {
      const lettering = letterings.headings[block.level - 1] ?? body;
      // A heading never stands alone at the foot of a page.
      const needed = next === undefined ? 0 : heightOfStart(flow, next);
      flow.keep(lettering.leading + Math.max(needed, bound));
      const indent = document.style === "official" && isChinese ? 2 * (lettering.size + (lettering.tracking ?? 0)) : 0;
      const type = block.level === 1 ? "H2" : block.level === 2 ? "H3" : "H4";
      putText(flow, own(type), block.text, lettering, { indent });
      return;
    }
    case "paragraph": {
      const lettering = block.strong ? { ...body, face: "bold" as const } : body;
      const isPlain = block.align !== undefined || !isChinese;
      const indent = isPlain ? 0 : 2 * (body.size + (body.tracking ?? 0));
      putText(flow, own("P"), block.text, lettering, {
        align: block.align ?? (isChinese ? "justify" : "left"),
        indent,
        bound,
      });
      if (document.style !== "official") flow.y += letterings.gap * 0.5;
      return;
    }
    case "note":
      putText(flow, own("P"), block.text, letterings.note, { tone: "grey", bound });
      flow.y += letterings.gap * 0.5;
      return;
    case "figures":
      putFigures(flow, block.items);
      return;
    case "table":
      putTable(flow, block, bound);
      return;
    case "chart":
      putChart(flow, block.title, block.alternative, block.drawing, bound);
      return;
    case "signature":
      putSignature(flow, block.places, block.statement);
      return;
    case "closing":
      putClosing(flow, block);
      return;
    case "attachments":
      putAttachments(flow, block.titles, isChinese);
      return;
    case "attachment":
      putAttachment(flow, block);
      return;
    case "page-break":
      if (flow.y > flow.frame.top) flow.newPage();
      return;
  }
}

/** Height that the beginning of a block needs beside its heading. */
function heightOfStart(flow: Flow, block: Block): number {
  const { body, cell, figure, figureLabel } = flow.letterings;
  switch (block.kind) {
    case "table": {
      const heights = tableHeights(flow, block, flow.width);
      const above = block.caption === undefined && block.measure === undefined ? 0 : cell.leading + 4;
      return (
        above + (isUndivided(heights, flow.room) ? heights.reduce((sum, each) => sum + each, 0) : startOf(heights))
      );
    }
    case "chart":
      return chartHeight(flow, block.drawing) + body.leading;
    case "figures":
      return figure.leading + figureLabel.leading + 6;
    case "page-break":
    case "attachment":
      return 0;
    default:
      return body.leading;
  }
}

/** Height of a block that is bound to what stands before it. */
function heightOf(flow: Flow, { language }: Document, block: Block): number {
  const { letterings, missing, width } = flow;
  switch (block.kind) {
    case "heading":
      return (letterings.headings[block.level - 1] ?? letterings.body).leading;
    case "note":
      return (
        breakLines(block.text, letterings.note, { width, missing }).length * letterings.note.leading + letterings.gap
      );
    case "attachments":
      return (
        attachmentLines(flow, block.titles, language === "zh-CN").length * letterings.body.leading + letterings.gap
      );
    case "closing":
      return closingHeight(flow);
    case "signature":
      return signatureHeight(flow, block.places, block.statement);
    default:
      return 0;
  }
}
