import type { Drawing, Drawn } from "../model.ts";

function moved(shape: Drawn, by: number): Drawn {
  switch (shape.kind) {
    case "line":
      return { ...shape, from: [shape.from[0] + by, shape.from[1]], to: [shape.to[0] + by, shape.to[1]] };
    case "curve":
      return { ...shape, points: shape.points.map(([x, y]) => [x + by, y] as const) };
    default:
      return { ...shape, x: shape.x + by };
  }
}

/** Two drawings side by side in one. */
export function beside(one: Drawing, other: Drawing, gap: number): Drawing {
  const by = one.width + gap;
  return {
    width: by + other.width,
    height: Math.max(one.height, other.height),
    shapes: [...one.shapes, ...other.shapes.map((shape) => moved(shape, by))],
  };
}
