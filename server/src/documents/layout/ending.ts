import type { Block } from "../model.ts";
import { type Flow, lineMarks, putText } from "./flow.ts";
import { putLines } from "./head.ts";
import { breakLines, type Line, measure, widthOf } from "./line-break.ts";
import { baselineIn, element } from "./page.ts";

/** Signatures stand in two columns, so that there is room to sign. */
export const signatureColumns = 2;

const rowHeight = ({ letterings }: Flow): number => letterings.body.leading + letterings.gap + 4;

export function signatureHeight(flow: Flow, places: readonly string[], statement: string | undefined): number {
  const { body, gap } = flow.letterings;
  const said = statement === undefined ? [] : breakLines(statement, body, { width: flow.width, missing: flow.missing });
  return said.length * body.leading + Math.ceil(places.length / signatureColumns) * rowHeight(flow) + gap;
}

/** Where somebody signs, writes the day or puts a stamp. Kept together on one page. */
export function putSignature(flow: Flow, places: readonly string[], statement: string | undefined): void {
  const { body, gap } = flow.letterings;
  const width = flow.width / signatureColumns;
  const said = statement === undefined ? [] : breakLines(statement, body, { width: flow.width, missing: flow.missing });
  flow.keep(signatureHeight(flow, places, statement));
  flow.y += gap * 0.5;
  const owner = element("P");
  flow.root.children.push(owner);
  for (const line of said) {
    flow.put(owner, lineMarks(line, body, { x: flow.frame.left, y: flow.y, width: flow.width, align: "left" }));
    flow.y += body.leading;
  }
  flow.y += gap * 0.5;
  for (const [n, place] of places.entries()) {
    const column = n % signatureColumns;
    if (column === 0) flow.y += gap + 4;
    const x = flow.frame.left + column * width;
    const [line] = breakLines(place, body, { width: width - 6, missing: flow.missing });
    if (line === undefined) continue;
    flow.put(owner, lineMarks(line, body, { x, y: flow.y, width: width - 6, align: "left" }));
    const from = x + line.width + 4;
    const base = flow.y + baselineIn(body.size, body.leading) + 2;
    if (from < x + width - 30)
      flow.put(undefined, [
        { kind: "line", from: [from, base], to: [x + width - 18, base], width: 0.5, tone: "grey", dashed: false },
      ]);
    if (column === signatureColumns - 1 || n === places.length - 1) flow.y += body.leading;
  }
}

export const closingHeight = ({ letterings }: Flow): number => 3 * letterings.body.leading;

/** 7.3.5.1: the day stands four characters from the right edge, the issuer in the middle above it. */
export function putClosing(flow: Flow, { issuer, day }: Extract<Block, { kind: "closing" }>): void {
  const { body } = flow.letterings;
  flow.keep(closingHeight(flow));
  flow.y += body.leading;
  const set = (text: string) => breakLines(text, body, { width: flow.width, missing: flow.missing })[0];
  const [above, below] = [set(issuer), set(day)];
  if (above === undefined || below === undefined) return;
  const width = Math.max(above.width, below.width);
  const right = flow.frame.left + flow.width - Math.min(4 * body.size, flow.width - width);
  for (const line of [above, below]) {
    const owner = element("P");
    flow.root.children.push(owner);
    flow.put(owner, lineMarks(line, body, { x: right - width, y: flow.y, width, align: "center" }));
    flow.y += body.leading;
  }
}

/** 附件：1. … and below it 2. …, a title that goes on under its first character (7.3.4). */
export function attachmentLines(
  { letterings, missing, width }: Flow,
  titles: readonly string[],
  isChinese: boolean,
): readonly { readonly line: Line; readonly indent: number }[] {
  const { body } = letterings;
  const label = isChinese ? "附件：" : titles.length === 1 ? "Attachment: " : "Attachments: ";
  const start = isChinese ? 2 * (body.size + (body.tracking ?? 0)) : 0;
  const hang = start + widthOf(measure(label, body, missing));
  return titles.flatMap((title, n) => {
    const mark = titles.length === 1 ? "" : `${n + 1}. `;
    const under = hang + widthOf(measure(mark, body, missing));
    const lines = breakLines(title, body, { width: width - under, missing });
    return lines.map((line, k) => {
      if (k > 0) return { line, indent: under };
      const [whole = line] = breakLines((n === 0 ? label : "") + mark + line.text, body, { width: 10_000, missing });
      return { line: whole, indent: n === 0 ? start : hang };
    });
  });
}

export function putAttachments(flow: Flow, titles: readonly string[], isChinese: boolean): void {
  const { body, gap } = flow.letterings;
  flow.y += gap;
  const owner = element("P");
  flow.root.children.push(owner);
  for (const { line, indent } of attachmentLines(flow, titles, isChinese)) {
    flow.keep(body.leading);
    const at = { x: flow.frame.left + indent, y: flow.y, width: flow.width - indent, align: "left" } as const;
    flow.put(owner, lineMarks({ ...line, isBroken: false }, body, at));
    flow.y += body.leading;
  }
}

/** 7.3.7: on a page of its own, the word at the left margin of its first line, the title in the middle of the third. */
export function putAttachment(flow: Flow, { label, title }: Extract<Block, { kind: "attachment" }>): void {
  const { body, headings, title: lettering } = flow.letterings;
  if (flow.y > flow.frame.top) flow.newPage();
  const owner = element("P");
  flow.root.children.push(owner);
  putText(flow, owner, label, { ...body, face: headings[0].face });
  flow.y += body.leading;
  const name = element("H2");
  flow.root.children.push(name);
  putLines(flow, name, title, lettering);
  flow.y += body.leading;
}
