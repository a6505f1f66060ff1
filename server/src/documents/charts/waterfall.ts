import type { Drawing, Drawn } from "../model.ts";
import { labelWidth } from "./labels.ts";

/** One step of the way from full marks to the score. `from` and `to` only place the bar; `text` is the exact figure as it is printed. */
export type WayStep = {
  readonly name: string;
  readonly kind: "level" | "loss" | "gain";
  readonly from: number;
  readonly to: number;
  readonly text: string;
};

const rowHeight = 13;
/** Names take what they need, up to two fifths of the chart. */
const mostNames = 0.4;
const nameSize = 8;
const figureWidth = 46;

/** Lying bars, one row a step: the names are words and need the room. The scale begins where the lowest bar leaves room. */
export function waterfall(steps: readonly WayStep[], width: number): Drawing {
  const all = steps.flatMap(({ from, to, kind }) => (kind === "level" ? [to] : [from, to]));
  const top = Math.max(...all, 0);
  const bottom = Math.min(...all, top);
  const start = Math.max(0, Math.min(bottom, bottom - (top - bottom) * 0.15));
  const longest = Math.max(...steps.map(({ name }) => labelWidth(name, nameSize)));
  const nameWidth = Math.min(width * mostNames, longest + 10);
  const room = width - nameWidth - figureWidth;
  const span = top - start || 1;
  const at = (value: number) => nameWidth + (Math.max(0, value - start) / span) * room;
  const shapes: Drawn[] = [];
  for (const [n, step] of steps.entries()) {
    const y = n * rowHeight;
    const [low, high] =
      step.kind === "level" ? [start, step.to] : [Math.min(step.from, step.to), Math.max(step.from, step.to)];
    const fill = step.kind === "level" ? "blue" : step.kind === "loss" ? "amber" : "mid";
    shapes.push({
      kind: "box",
      x: at(low),
      y: y + 2.5,
      width: Math.max(0.8, at(high) - at(low)),
      height: rowHeight - 5,
      fill,
    });
    shapes.push({
      kind: "label",
      x: nameWidth - 5,
      y: y + 9.5,
      text: shortened(step.name, nameWidth - 8),
      size: nameSize,
      align: "right",
    });
    shapes.push({ kind: "label", x: at(high) + 4, y: y + 9.5, text: step.text, size: 8, align: "left" });
    if (n + 1 < steps.length)
      shapes.push({
        kind: "line",
        from: [at(step.to), y + rowHeight - 2.5],
        to: [at(step.to), y + rowHeight + 2.5],
        tone: "grey",
        width: 0.4,
      });
  }
  return { width, height: steps.length * rowHeight + 2, shapes };
}

/** As much of a name as that many points hold. */
function shortened(text: string, most: number): string {
  if (labelWidth(text, nameSize) <= most) return text;
  let kept = "";
  for (const char of text) {
    if (labelWidth(`${kept}${char}…`, nameSize) > most) break;
    kept += char;
  }
  return `${kept}…`;
}
