import type { Drawing, Drawn } from "../model.ts";

export type RangeFigures = {
  /** Lowest, first quarter, median, third quarter, highest: to place them, and as they are printed. */
  readonly spread: readonly [number, number, number, number, number];
  readonly texts: readonly [string, string, string, string, string];
  readonly own: { readonly value: number; readonly text: string };
};

export type RangeWords = {
  readonly own: string;
  readonly low: string;
  readonly median: string;
  readonly high: string;
  readonly middle: string;
};

/** A cohort from its lowest to its highest score, the middle half darker, with one subject marked. */
export function range({ spread, texts, own }: RangeFigures, words: RangeWords, width: number): Drawing {
  const height = 112;
  const [left, right] = [14, width - 14];
  const [low, quarter, median, three, high] = spread;
  const span = high - low || 1;
  const x = (value: number) => left + ((value - low) / span) * (right - left);
  const bar = 48;
  const ownX = Math.min(right, Math.max(left, x(own.value)));
  const side = (at: number, half: number): number => Math.min(width - half, Math.max(half, at));
  const shapes: Drawn[] = [
    { kind: "box", x: left, y: bar, width: right - left, height: 12, fill: "pale" },
    { kind: "box", x: x(quarter), y: bar, width: Math.max(0.8, x(three) - x(quarter)), height: 12, fill: "mid" },
    { kind: "line", from: [x(median), bar - 3], to: [x(median), bar + 15], tone: "ink", width: 1.2 },
    { kind: "box", x: ownX - 2, y: bar - 7, width: 4, height: 26, fill: "blue" },
    {
      kind: "label",
      x: side(ownX, 40),
      y: bar - 12,
      text: `${words.own} ${own.text}`,
      size: 8.5,
      align: "center",
      tone: "blue",
    },
    { kind: "label", x: 2, y: bar + 28, text: `${words.low} ${texts[0]}`, size: 8, align: "left", tone: "grey" },
    {
      kind: "label",
      x: width - 2,
      y: bar + 28,
      text: `${words.high} ${texts[4]}`,
      size: 8,
      align: "right",
      tone: "grey",
    },
    {
      kind: "label",
      x: side(x(median), 40),
      y: bar + 42,
      text: `${words.median} ${texts[2]}`,
      size: 8,
      align: "center",
    },
    { kind: "label", x: width / 2, y: bar + 58, text: words.middle, size: 7.5, align: "center", tone: "grey" },
  ];
  return { width, height, shapes };
}
