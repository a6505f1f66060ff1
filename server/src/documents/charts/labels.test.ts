import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Drawn } from "../model.ts";
import { labelWidth } from "./labels.ts";
import { trend } from "./trend.ts";
import { waterfall } from "./waterfall.ts";

type Label = Extract<Drawn, { kind: "label" }>;
const boxOf = ({ x, y, text, size, align }: Label) => {
  const width = labelWidth(text, size);
  const left = align === "left" ? x : align === "right" ? x - width : x - width / 2;
  return { left, right: left + width, top: y - 0.75 * size, bottom: y + 0.1 * size };
};
const labelsOf = (shapes: readonly Drawn[]) => shapes.flatMap((shape) => (shape.kind === "label" ? [shape] : []));

function touches(label: Label, [x1, y1]: readonly [number, number], [x2, y2]: readonly [number, number]): boolean {
  const box = boxOf(label);
  for (let part = 0; part <= 1; part += 0.005) {
    const [x, y] = [x1 + (x2 - x1) * part, y1 + (y2 - y1) * part];
    if (x > box.left && x < box.right && y > box.top && y < box.bottom) return true;
  }
  return false;
}
const meet = (one: Label, other: Label): boolean => {
  const [a, b] = [boxOf(one), boxOf(other)];
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
};

describe("figures in charts", () => {
  it("guarantees: in a trend of four quarters no figure touches a line or another figure", () => {
    const figure = fc.integer({ min: 7000, max: 10000 });
    const quarter = fc.record({ own: figure, median: figure });
    fc.assert(
      fc.property(fc.array(quarter, { minLength: 2, maxLength: 4 }), (quarters) => {
        const points = quarters.map(({ own, median }, n) => ({
          label: `第${n + 1}季度`,
          own: own / 100,
          ownText: (own / 100).toFixed(2),
          median: median / 100,
        }));
        const { shapes } = trend(points, { own: "本单位", median: "同类中位数" }, 240);
        const figures = labelsOf(shapes).filter(({ text }) => /^\d+\.\d\d$/.test(text));
        expect(figures).toHaveLength(quarters.length);
        for (const [n, label] of figures.entries()) {
          for (const shape of shapes)
            if (shape.kind === "line") expect(touches(label, shape.from, shape.to), JSON.stringify(points)).toBe(false);
          for (const other of figures.slice(n + 1)) expect(meet(label, other)).toBe(false);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("shortens names of a waterfall only where they pass two fifths of it, and no label meets another", () => {
    const names = [
      "满分",
      "Satisfaction of the organs served over the whole of the year",
      "全年机关服务满意度测评",
      "得分",
    ];
    const steps = names.map((name, n) => ({ name, kind: "loss" as const, from: 100 - n, to: 99 - n, text: "−1.00" }));
    const { shapes, width } = waterfall(steps, 476);
    const labels = labelsOf(shapes);
    expect(labels.map(({ text }) => text)).toContain("全年机关服务满意度测评");
    expect(labels.some(({ text }) => text.startsWith("Satisfaction of") && text.endsWith("…"))).toBe(true);
    for (const [n, label] of labels.entries()) {
      expect(boxOf(label).left).toBeGreaterThanOrEqual(0);
      expect(boxOf(label).right).toBeLessThanOrEqual(width);
      for (const other of labels.slice(n + 1)) expect(meet(label, other)).toBe(false);
    }
  });
});
