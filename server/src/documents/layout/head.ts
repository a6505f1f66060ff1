import type { Document } from "../model.ts";
import { type Flow, lineMarks, putText } from "./flow.ts";
import { breakEvenly, breakLines } from "./line-break.ts";
import { type Element, element } from "./page.ts";
import { headLettering, type Lettering } from "./paper.ts";

/** What stands above the text: the red head of an official paper, the title, whom it is about. */
export function putHead(flow: Flow, { head, title, subtitle, style }: Document): void {
  const { letterings } = flow;
  const { body } = letterings;
  if (head !== undefined) {
    const issuer = element("P");
    flow.root.children.push(issuer);
    const red = headLettering(head.issuer, flow.width);
    putText(flow, issuer, head.issuer, red, { align: "center", tone: "red" });
    if (head.number !== undefined) putText(flow, issuer, head.number, body, { align: "center" });
    const { left } = flow.frame;
    if (head.line !== undefined) {
      for (const [text, align] of [[head.line.left, "left"] as const, [head.line.right, "right"] as const]) {
        const [line] = breakLines(text, body, { width: flow.width, missing: flow.missing });
        const own = element("P");
        flow.root.children.push(own);
        if (line !== undefined) flow.put(own, lineMarks(line, body, { x: left, y: flow.y, width: flow.width, align }));
      }
      flow.y += body.leading;
    }
    flow.y += 4;
    flow.put(undefined, [
      { kind: "line", from: [left, flow.y], to: [left + flow.width, flow.y], width: 1.6, tone: "red", dashed: false },
    ]);
    flow.y += body.leading;
  }
  const name = element("H1");
  flow.root.children.push(name);
  putLines(flow, name, title, letterings.title);
  if (subtitle !== undefined) {
    const below = element("P");
    flow.root.children.push(below);
    putLines(flow, below, subtitle, letterings.subtitle);
  }
  // 7.3.2: an empty line below the title.
  flow.y += style === "official" ? body.leading : letterings.gap;
}

/** In the middle, several lines about equally long. */
export function putLines(flow: Flow, owner: Element, text: string, lettering: Lettering): void {
  for (const line of breakEvenly(text, lettering, { width: flow.width, missing: flow.missing })) {
    const at = { x: flow.frame.left, y: flow.y, width: flow.width, align: "center" } as const;
    flow.put(owner, lineMarks(line, lettering, at));
    flow.y += lettering.leading;
  }
}
