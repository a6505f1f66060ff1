import type { Drawing, Drawn } from "../model.ts";
import { labelling, labelWidth } from "./labels.ts";

export type TrendPoint = {
  readonly label: string;
  /** Undefined where no score was formed: a gap, not a zero. */
  readonly own: number | undefined;
  readonly ownText: string;
  readonly median: number | undefined;
  /** Not the next of the row (a year after its quarters): no line leads to it. */
  readonly isApart?: true;
};

/** Scores of one subject by period, with the median of its cohort dashed beside them. */
export function trend(
  points: readonly TrendPoint[],
  words: { readonly own: string; readonly median: string },
  width: number,
): Drawing {
  const height = 112;
  const [left, right, top, bottom] = [10, 10, 26, 96];
  const values = points.flatMap(({ own, median }) => [own, median].filter((each) => each !== undefined));
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const pad = Math.max(1, (high - low) * 0.25);
  const [floor, ceiling] = [low - pad, high + pad];
  const step = points.length > 1 ? (width - left - right - 40) / (points.length - 1) : 0;
  const x = (n: number) => left + 20 + n * step;
  const y = (value: number) => bottom - ((value - floor) / (ceiling - floor)) * (bottom - top);
  const shapes: Drawn[] = [
    { kind: "line", from: [left, bottom], to: [width - right, bottom], tone: "grey", width: 0.5 },
    ...legend(
      words,
      left,
      points.some(({ median }) => median !== undefined),
    ),
  ];
  const lines: (readonly [readonly [number, number], readonly [number, number]])[] = [];
  for (const series of ["median", "own"] as const) {
    const known = points.flatMap((point, n) => {
      const value = point[series];
      return value === undefined ? [] : [{ n, value }];
    });
    for (const [k, { n, value }] of known.entries()) {
      const before = known[k - 1];
      if (before !== undefined && before.n === n - 1 && points[n]?.isApart !== true) {
        const [from, to] = [[x(before.n), y(before.value)] as const, [x(n), y(value)] as const];
        lines.push([from, to]);
        const look =
          series === "own"
            ? ({ tone: "blue", width: 1.4 } as const)
            : ({ tone: "grey", width: 0.8, dashed: true } as const);
        shapes.push({ kind: "line", from, to, ...look });
      }
      lines.push([
        [x(n), y(value) - 2],
        [x(n), y(value) + 2],
      ]);
      const half = series === "own" ? 2 : 1.4;
      shapes.push({
        kind: "box",
        x: x(n) - half,
        y: y(value) - half,
        width: 2 * half,
        height: 2 * half,
        fill: series === "own" ? "blue" : "grey",
      });
    }
  }
  const put = labelling({ lines, frame: { left: 0, right: width, top: 13, bottom: bottom - 0.5 } });
  for (const [n, { label, own, ownText }] of points.entries()) {
    shapes.push({ kind: "label", x: x(n), y: bottom + 11, text: label, size: 8, align: "center", tone: "grey" });
    if (own === undefined)
      shapes.push({ kind: "label", x: x(n), y: bottom - 3, text: ownText, size: 8, align: "center", tone: "grey" });
    else shapes.push(put(ownText, [x(n), y(own)], 8));
  }
  return { width, height, shapes };
}

function legend(
  words: { readonly own: string; readonly median: string },
  left: number,
  hasMedian: boolean,
): readonly Drawn[] {
  const shapes: Drawn[] = [
    { kind: "line", from: [left, 8], to: [left + 14, 8], tone: "blue", width: 1.4 },
    { kind: "label", x: left + 18, y: 11, text: words.own, size: 8, align: "left" },
  ];
  if (!hasMedian) return shapes;
  const next = left + 34 + labelWidth(words.own, 8);
  return [
    ...shapes,
    { kind: "line", from: [next, 8], to: [next + 14, 8], tone: "grey", width: 0.8, dashed: true },
    { kind: "label", x: next + 18, y: 11, text: words.median, size: 8, align: "left" },
  ];
}
