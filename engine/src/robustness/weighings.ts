import { apart } from "../number/apart.ts";
import type { Shape } from "./shape.ts";

/** Items with their full marks, as one subject or many have them: what a draw makes of them is computed once for all. */
export interface Weighing extends Pick<Shape, "path" | "full" | "ends" | "sums"> {
  /** What a point of each item is worth in the draw at hand. */
  readonly worth: Float64Array;
}

/** Shapes by their weighing, in the order in which they first occur. */
export function weighingsOf(shapes: readonly Shape[]): ReadonlyMap<Shape, Weighing> {
  const known = new Map<string, Weighing>();
  return new Map(
    shapes.map((shape) => {
      const { path, full, ends, sums } = shape;
      const key = [path, full, ends].map((each) => each.join()).join("\n");
      const own = known.get(key) ?? { path, full, ends, sums, worth: new Float64Array(full.length) };
      known.set(key, own);
      return [shape, own];
    }),
  );
}

/** The draw at hand: full marks times their factors, each block scaled back to the full marks that it had. */
export const weigh = apart(({ path, full, ends, sums, worth }: Weighing, factors: Float64Array): void => {
  let start = 0;
  for (let g = 0; g < ends.length; g++) {
    const end = ends[g] as number;
    let could = 0;
    for (let i = start; i < end; i++) could += (full[i] as number) * (factors[path[i] as number] as number);
    const back = could === 0 ? 0 : (sums[g] as number) / could;
    for (let i = start; i < end; i++) worth[i] = (factors[path[i] as number] as number) * back;
    start = end;
  }
});
