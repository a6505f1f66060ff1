import type { Drawing, Drawn } from "../model.ts";
import { type Flow, lineMarks, putText } from "./flow.ts";
import { breakLines } from "./line-break.ts";
import { element, type Mark } from "./page.ts";
import type { Lettering } from "./paper.ts";

export const chartHeight = (flow: Flow, drawing: Drawing): number =>
  drawing.height * Math.min(1, flow.width / drawing.width);

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

export function putChart(flow: Flow, title: string, alternative: string, drawing: Drawing, bound: number): void {
  const { cell, gap } = flow.letterings;
  const scale = Math.min(1, flow.width / drawing.width);
  flow.keep(cell.leading + drawing.height * scale + gap + bound);
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
