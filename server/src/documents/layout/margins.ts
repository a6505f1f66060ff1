import type { Document } from "../model.ts";
import { type Flow, lineMarks } from "./flow.ts";
import { breakLines } from "./line-break.ts";
import type { Mark } from "./page.ts";
import { type Lettering, mm } from "./paper.ts";

/** What stands in the margins of each page: number, source, marks, watermark. None of it is part of the text. */
export function putMargins(flow: Flow, document: Document): void {
  const { frame, letterings, missing } = flow;
  const { pageNumber, footer } = letterings;
  const set = (text: string, lettering: Lettering, width: number) => breakLines(text, lettering, { width, missing });
  const isOfficial = document.style === "official";
  // 7.5: the number stands 7 mm below the text, one character in from the outer edge.
  const numberTop = frame.height - frame.bottom + (isOfficial ? mm(7) : mm(3.5));
  const total = flow.pages.length;
  for (const [n, page] of flow.pages.entries()) {
    const isOdd = n % 2 === 0;
    const marks: Mark[] = [];
    if (document.watermark !== undefined) {
      const [line] = set(document.watermark, { face: "song", size: 22, leading: 22 }, 10_000);
      if (line !== undefined)
        page.groups.unshift({
          element: undefined,
          marks: [{ kind: "watermark", pieces: line.pieces, size: 22, width: line.width }],
        });
    }
    const [number] = set(isOfficial ? `— ${n + 1} —` : `— ${n + 1} / ${total} —`, pageNumber, flow.width);
    if (number !== undefined) {
      const inset = isOfficial ? pageNumber.size : 0;
      const at = { x: frame.left + (isOdd ? 0 : inset), y: numberTop, width: flow.width - inset } as const;
      marks.push(...lineMarks(number, pageNumber, { ...at, align: isOdd ? "right" : "left" }));
    }
    const wide = flow.width - (number?.width ?? 0) - 2.5 * pageNumber.size;
    const source = packed(document.footer, (text) => set(text, footer, 10_000)[0]?.width ?? 0, wide);
    for (const [k, line] of source.flatMap((text) => set(text, footer, wide)).entries())
      marks.push(
        ...lineMarks(line, footer, {
          x: isOdd ? frame.left : frame.left + flow.width - wide,
          y: numberTop + 2 + k * footer.leading,
          width: wide,
          align: isOdd ? "left" : "right",
          tone: "grey",
        }),
      );
    const [said] = set(document.marks.join(" · "), { ...footer, face: "hei" }, flow.width);
    if (said !== undefined && document.marks.length > 0)
      marks.push(
        ...lineMarks(
          said,
          { ...footer, face: "hei" },
          {
            x: frame.left,
            y: frame.top - (isOfficial ? mm(10) : mm(7)),
            width: flow.width,
            align: "right",
            tone: "grey",
          },
        ),
      );
    page.groups.push({ element: undefined, marks });
  }
}

/** Parts of the footer on as few lines as hold them; a part is not divided. */
function packed(parts: readonly string[], widthOf: (text: string) => number, width: number): readonly string[] {
  const lines: string[] = [];
  for (const part of parts) {
    const longer = lines.length === 0 ? part : `${lines.at(-1)} · ${part}`;
    if (lines.length > 0 && widthOf(longer) <= width) lines[lines.length - 1] = longer;
    else lines.push(part);
  }
  return lines;
}
