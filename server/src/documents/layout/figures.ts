import { type Flow, lineMarks } from "./flow.ts";
import { breakLines } from "./line-break.ts";
import { element } from "./page.ts";

/** Key figures side by side: what it is in small print, the figure below it. */
export function putFigures(flow: Flow, items: readonly { readonly label: string; readonly value: string }[]): void {
  const { figureLabel, figure, gap } = flow.letterings;
  const perRow = Math.min(items.length, 5);
  const width = flow.width / Math.max(1, perRow);
  for (let first = 0; first < items.length; first += perRow) {
    const row = items.slice(first, first + perRow);
    const set = row.map(({ label, value }) => ({
      label: breakLines(label, figureLabel, { width: width - 8, missing: flow.missing }),
      value: breakLines(value, figure, { width: width - 8, missing: flow.missing }),
    }));
    const labelHeight = Math.max(...set.map(({ label }) => label.length)) * figureLabel.leading;
    const height = labelHeight + Math.max(...set.map(({ value }) => value.length)) * figure.leading + 6;
    flow.keep(height + gap);
    for (const [n, { label, value }] of set.entries()) {
      const owner = element("P");
      flow.root.children.push(owner);
      const x = flow.frame.left + n * width;
      const at = (y: number) => ({ x: x + 6, y, width: width - 8, align: "left" }) as const;
      flow.put(undefined, [{ kind: "box", x, y: flow.y, width: 1.5, height: height - 4, fill: "mid" }]);
      flow.put(owner, [
        ...label.flatMap((line, k) =>
          lineMarks(line, figureLabel, { ...at(flow.y + k * figureLabel.leading), tone: "grey" }),
        ),
        ...value.flatMap((line, k) => lineMarks(line, figure, at(flow.y + labelHeight + k * figure.leading))),
      ]);
    }
    flow.y += height;
  }
  flow.y += gap;
}
