import type { Align, Drawn } from "../model.ts";

type Point = readonly [number, number];
type Box = { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number };

/** Near enough for a chart: a Han character is as wide as its size, a letter or figure a little more than half. */
export const labelWidth = (text: string, size: number): number =>
  [...text].reduce((sum, char) => sum + ((char.codePointAt(0) ?? 0) > 0xff ? 1 : 0.56), 0) * size;

const clearance = 1.5;

function boxOf(x: number, y: number, text: string, size: number): Box {
  const half = labelWidth(text, size) / 2 + clearance;
  return { left: x - half, right: x + half, top: y - 0.8 * size - clearance, bottom: y + 0.15 * size + clearance };
}

const overlap = (a: Box, b: Box): number =>
  Math.max(0, Math.min(a.right, b.right) - Math.max(a.left, b.left)) *
  Math.max(0, Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top));

/** How many points of the line, one each point of its length, lie inside the box. */
function crossing([from, to]: readonly [Point, Point], box: Box): number {
  const steps = Math.max(1, Math.ceil(Math.hypot(to[0] - from[0], to[1] - from[1])));
  let inside = 0;
  for (let n = 0; n <= steps; n += 1) {
    const x = from[0] + ((to[0] - from[0]) * n) / steps;
    const y = from[1] + ((to[1] - from[1]) * n) / steps;
    if (x > box.left && x < box.right && y > box.top && y < box.bottom) inside += 1;
  }
  return inside;
}

/** Where a label may stand: aside in halves of its width, above or below in points; nearest first, above before below. */
const around: readonly Point[] = [-1, -0.75, -0.5, -0.25, 0, 0.25, 0.5, 0.75, 1]
  .flatMap((dx) => Array.from({ length: 31 }, (_, n): Point => [dx, (n - 15) * 3]))
  .toSorted(([ax, ay], [bx, by]) => distance(ax, ay) - distance(bx, by));

function distance(dx: number, dy: number): number {
  return Math.abs(dx) * 14 + Math.abs(dy) + (dy > 0 ? 1 : 0);
}

export type LabelRoom = {
  readonly lines: readonly (readonly [Point, Point])[];
  /** Within which every label stands. */
  readonly frame: Box;
};

/** Puts figures beside their points so that they touch neither a line nor each other; where nothing is free, the least of it. */
export function labelling({ lines, frame }: LabelRoom) {
  const placed: Box[] = [];
  return (text: string, [x, y]: Point, size: number): Extract<Drawn, { kind: "label" }> => {
    const spots = around.map(([dx, dy]): Point => [x + dx * (labelWidth(text, size) / 2 + 6), y + size / 3 + dy]);
    const cost = ([atX, atY]: Point): number => {
      const box = boxOf(atX, atY, text, size);
      const outside =
        Math.max(0, frame.left - box.left) +
        Math.max(0, box.right - frame.right) +
        Math.max(0, frame.top - box.top) +
        Math.max(0, box.bottom - frame.bottom);
      return (
        outside * 50 +
        lines.reduce((sum, line) => sum + crossing(line, box), 0) +
        placed.reduce((sum, other) => sum + overlap(box, other), 0)
      );
    };
    let best: Point = [x, y - 6];
    let least = Number.POSITIVE_INFINITY;
    for (const spot of spots) {
      const here = cost(spot);
      if (here < least) [best, least] = [spot, here];
      if (here === 0) break;
    }
    placed.push(boxOf(best[0], best[1], text, size));
    const align: Align = "center";
    return { kind: "label", x: best[0], y: best[1], text, size, align };
  };
}
