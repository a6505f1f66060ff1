import type { Block, Document, Drawing, Drawn } from "../model.ts";
import { numbered } from "../numbering.ts";
import { type Flow, lineMarks, putText, startFlow } from "./flow.ts";
import { breakLines } from "./line-break.ts";
import { putMargins } from "./margins.ts";
import { element, type Layout, type Mark } from "./page.ts";
import { headLettering, type Lettering } from "./paper.ts";
import { putFigures, putSignature, putTable } from "./table.ts";

/** Sets a document on pages. The same document gives the same pages, to the last point. */
export function layOut(document: Document): Layout {
  const flow = startFlow(document);
  putHead(flow, document);
  const isChinese = document.language === "zh-CN";
  const blocks = numbered(document.blocks, isChinese);
  for (const [n, block] of blocks.entries()) putBlock(flow, document, block, blocks[n + 1]);
  // A block that ended exactly at the foot may have opened a page that stayed empty.
  while (flow.pages.length > 1 && flow.pages.at(-1)?.groups.length === 0) flow.pages.pop();
  putMargins(flow, document);
  const missing = [...flow.missing].sort().join("");
  return {
    frame: flow.frame,
    pages: flow.pages,
    root: flow.root,
    findings: [
      ...flow.findings,
      ...(missing === "" ? [] : [{ code: "character-missing", characters: missing } as const]),
    ],
  };
}

/** The first of several ways to write a document that stays within so many pages, or the last of them. */
export function layOutWithin(
  ways: readonly (() => Document)[],
  mostPages: number,
): { readonly document: Document; readonly layout: Layout } {
  let last: { readonly document: Document; readonly layout: Layout } | undefined;
  for (const way of ways) {
    const document = way();
    last = { document, layout: layOut(document) };
    if (last.layout.pages.length <= mostPages) return last;
  }
  if (last === undefined) throw new Error("documents: no way to write it was given");
  return last;
}

function putHead(flow: Flow, { head, title, subtitle }: Document): void {
  const { letterings } = flow;
  if (head !== undefined) {
    const issuer = element("P");
    flow.root.children.push(issuer);
    const red = headLettering(head.issuer, flow.width);
    putText(flow, issuer, head.issuer, red, { align: "center", tone: "red" });
    if (head.number !== undefined) putText(flow, issuer, head.number, letterings.body, { align: "center" });
    flow.y += 4;
    const { left } = flow.frame;
    flow.put(undefined, [
      { kind: "line", from: [left, flow.y], to: [left + flow.width, flow.y], width: 1.6, tone: "red", dashed: false },
    ]);
    flow.y += letterings.body.leading * 0.5;
  }
  const name = element("H1");
  flow.root.children.push(name);
  putText(flow, name, title, letterings.title, { align: "center" });
  if (subtitle !== undefined) {
    const below = element("P");
    flow.root.children.push(below);
    putText(flow, below, subtitle, letterings.subtitle, { align: "center" });
  }
  flow.y += letterings.gap;
}

function putBlock(flow: Flow, document: Document, block: Block, next: Block | undefined): void {
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
      flow.keep(lettering.leading + needed);
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
      });
      if (document.style !== "official") flow.y += letterings.gap * 0.5;
      return;
    }
    case "note":
      putText(flow, own("P"), block.text, letterings.note, { tone: "grey" });
      flow.y += letterings.gap * 0.5;
      return;
    case "figures":
      putFigures(flow, block.items);
      return;
    case "table":
      putTable(flow, block);
      return;
    case "chart":
      putChart(flow, block.title, block.alternative, block.drawing);
      return;
    case "signature":
      putSignature(flow, block.places, block.statement);
      return;
    case "attachments": {
      flow.y += letterings.gap;
      const label = isChinese ? "附件：" : "Attachments: ";
      const lines = block.titles.map((title, n) => (block.titles.length === 1 ? title : `${n + 1}. ${title}`));
      for (const [n, line] of lines.entries())
        putText(flow, own("P"), n === 0 ? label + line : line, body, {
          indent: n === 0 ? 2 * body.size : (isChinese ? 5 : 6) * body.size,
        });
      return;
    }
    case "page-break":
      if (flow.y > flow.frame.top) flow.newPage();
      return;
  }
}

/** Height that the beginning of a block needs beside its heading. */
function heightOfStart(flow: Flow, block: Block): number {
  const { body, cell, cellPadding, figure, figureLabel } = flow.letterings;
  switch (block.kind) {
    case "table":
      return 3 * (cell.leading + 2 * cellPadding) + (block.caption === undefined ? 0 : cell.leading);
    case "chart":
      return chartHeight(flow, block.drawing) + body.leading;
    case "figures":
      return figure.leading + figureLabel.leading + 6;
    case "page-break":
      return 0;
    default:
      return body.leading;
  }
}

const chartHeight = (flow: Flow, drawing: Drawing): number => drawing.height * Math.min(1, flow.width / drawing.width);

type Placed = { readonly point: (at: readonly [number, number]) => readonly [number, number]; readonly scale: number };

function marksOf(flow: Flow, shape: Drawn, { point, scale }: Placed): readonly Mark[] {
  switch (shape.kind) {
    case "line":
      return [
        {
          kind: "line",
          from: point(shape.from),
          to: point(shape.to),
          width: (shape.width ?? 0.6) * scale,
          tone: shape.tone,
          dashed: shape.dashed ?? false,
        },
      ];
    case "box": {
      const [x, y] = point([shape.x, shape.y]);
      const size = { width: shape.width * scale, height: shape.height * scale };
      return [
        { kind: "box", x, y, ...size, fill: shape.fill, ...(shape.edge === undefined ? {} : { edge: shape.edge }) },
      ];
    }
    case "curve":
      return [{ kind: "curve", points: shape.points.map(point), tone: shape.tone }];
    case "label": {
      const size = shape.size * scale;
      const lettering: Lettering = { face: "song", size, leading: size, tracking: 0 };
      const [line] = breakLines(shape.text, lettering, { width: 10_000, missing: flow.missing });
      if (line === undefined) return [];
      const [x, y] = point([shape.x, shape.y]);
      const from = shape.align === "left" ? x : shape.align === "right" ? x - line.width : x - line.width / 2;
      return lineMarks(line, lettering, {
        x: from,
        y: y - 0.88 * size,
        width: line.width,
        align: "left",
        tone: shape.tone ?? "ink",
      });
    }
  }
}

function putChart(flow: Flow, title: string, alternative: string, drawing: Drawing): void {
  const { cell, gap } = flow.letterings;
  const scale = Math.min(1, flow.width / drawing.width);
  flow.keep(cell.leading + drawing.height * scale + gap);
  const owner = element("Figure", alternative);
  flow.root.children.push(owner);
  putText(flow, owner, title, { ...cell, face: "hei" });
  const left = flow.frame.left + (flow.width - drawing.width * scale) / 2;
  const point = ([x, y]: readonly [number, number]): readonly [number, number] => [
    left + x * scale,
    flow.y + y * scale,
  ];
  const marks = drawing.shapes.flatMap((shape) => marksOf(flow, shape, { point, scale }));
  flow.put(owner, marks);
  flow.y += drawing.height * scale + gap;
}
