import { boundRows } from "../bound.ts";
import type { Align, Document, Tone } from "../model.ts";
import { breakLines, type Line, type Missing } from "./line-break.ts";
import { baselineIn, charactersIn, type Element, element, type Finding, type Mark, type Page } from "./page.ts";
import { type Frame, frames, innerWidth, type Lettering, type Letterings, letteringOf } from "./paper.ts";

/** The hand that fills pages from top to bottom. */
export type Flow = {
  readonly frame: Frame;
  readonly letterings: Letterings;
  readonly pages: Page[];
  readonly root: Element;
  readonly missing: Missing;
  readonly findings: Finding[];
  /** Distance of the next mark from the top of the page. */
  y: number;
  readonly width: number;
  /** Height that a page has for text. */
  readonly room: number;
  left(): number;
  newPage(): void;
  /** Begins a page unless so much is left on this one. */
  keep(height: number): void;
  put(element: Element | undefined, marks: readonly Mark[]): void;
};

export function startFlow(document: Document): Flow {
  const frame = frames[document.paper];
  const pages: Page[] = [{ groups: [] }];
  return {
    frame,
    letterings: letteringOf(document),
    pages,
    root: element("Document"),
    missing: new Set(),
    findings: [],
    y: frame.top,
    width: innerWidth(frame),
    room: frame.height - frame.top - frame.bottom,
    left() {
      return frame.height - frame.bottom - this.y;
    },
    newPage() {
      pages.push({ groups: [] });
      this.y = frame.top;
    },
    keep(height) {
      // Half a point is rounding; a block taller than a page begins where it is and is the caller's to divide.
      if (height > this.left() + 0.5 && this.y > frame.top) this.newPage();
    },
    put(owner, marks) {
      if (marks.length > 0) pages.at(-1)?.groups.push({ element: owner, marks });
    },
  };
}

export type Setted = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly align: Align | "justify";
  readonly tone?: Tone | "red";
};

/** The widest that a gap between characters may grow, in parts of the size, before a line is left ragged. */
const mostStretch = 0.35;

/** One line as marks, its box beginning at (x, y). */
export function lineMarks(
  line: Line,
  lettering: Lettering,
  { x, y, width, align, tone = "ink" }: Setted,
): readonly Mark[] {
  const count = charactersIn(line);
  if (count === 0) return [];
  const { size, leading, tracking = 0 } = lettering;
  const slack = width - (line.width - tracking);
  const stretch = count > 1 ? slack / (count - 1) : 0;
  const isFilled = align === "justify" && line.isBroken && Math.abs(stretch) <= mostStretch * size;
  const spacing = tracking + (isFilled ? stretch : 0);
  const offset = align === "right" ? slack : align === "center" ? slack / 2 : 0;
  const marks: Mark[] = [];
  let at = x + offset;
  for (const { face, glyphs } of line.pieces) {
    marks.push({
      kind: "text",
      x: at,
      y: y + baselineIn(size, leading),
      pieces: [{ face, glyphs }],
      size,
      spacing,
      tone,
    });
    at += glyphs.reduce((sum, { advance }) => sum + (advance * size) / 1000 + spacing, 0);
  }
  return marks;
}

/**
 * A text of as many lines as it takes, over pages where it must: two lines at least on either side. Its last lines stand
 * on the page that has `bound` more points below them.
 */
export function putText(
  flow: Flow,
  owner: Element | undefined,
  text: string,
  lettering: Lettering,
  options: {
    readonly align?: Align | "justify";
    readonly indent?: number;
    readonly tone?: Tone | "red";
    readonly bound?: number;
  } = {},
): void {
  const { align = "left", indent = 0, tone = "ink", bound = 0 } = options;
  const lines = breakLines(text, lettering, { width: flow.width, indent, missing: flow.missing });
  const last = Math.max(0, lines.length - boundRows);
  for (const [n, line] of lines.entries()) {
    const together = n === 0 || n === last ? Math.min(boundRows, lines.length - n) : 1;
    flow.keep(together * lettering.leading + (n >= last ? bound : 0));
    const by = n === 0 ? indent : 0;
    const at = { x: flow.frame.left + by, y: flow.y, width: flow.width - by, align, tone };
    flow.put(owner, lineMarks(line, lettering, at));
    flow.y += lettering.leading;
  }
}
