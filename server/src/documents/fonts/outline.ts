/** The outline of a glyph in font units, y upwards: points of all contours one after the other. */
export type Outline = {
  readonly x: Int16Array;
  readonly y: Int16Array;
  /** 1 where the curve passes through the point, 0 for a control point (TrueType, quadratic). */
  readonly on: Uint8Array;
  /** Index of the last point of each contour. */
  readonly ends: readonly number[];
};

export const emptyOutline: Outline = {
  x: new Int16Array(0),
  y: new Int16Array(0),
  on: new Uint8Array(0),
  ends: [],
};

/** A glyph made of others, each moved and scaled. `a b c d` is the 2 × 2 matrix of TrueType. */
export type Part = {
  readonly glyph: number;
  readonly dx: number;
  readonly dy: number;
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
};

export type Shape = { readonly outline: Outline } | { readonly parts: readonly Part[] };

export type Bounds = {
  readonly xMin: number;
  readonly yMin: number;
  readonly xMax: number;
  readonly yMax: number;
};

function ends(values: Int16Array): readonly [number, number] {
  let [low, high] = [values[0] ?? 0, values[0] ?? 0];
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high];
}

export function boundsOf({ x, y }: Outline): Bounds {
  const [left, right] = ends(x);
  const [low, high] = ends(y);
  return { xMin: left, yMin: low, xMax: right, yMax: high };
}

export function joinOutlines(outlines: readonly Outline[]): Outline {
  const ends: number[] = [];
  let length = 0;
  for (const outline of outlines) {
    for (const end of outline.ends) ends.push(end + length);
    length += outline.x.length;
  }
  const joined = { x: new Int16Array(length), y: new Int16Array(length), on: new Uint8Array(length), ends };
  let at = 0;
  for (const { x, y, on } of outlines) {
    joined.x.set(x, at);
    joined.y.set(y, at);
    joined.on.set(on, at);
    at += x.length;
  }
  return joined;
}

export function placed({ x, y, on, ends }: Outline, { dx, dy, a, b, c, d }: Part): Outline {
  return {
    x: x.map((each, n) => Math.round(a * each + c * (y[n] ?? 0) + dx)),
    y: y.map((each, n) => Math.round(b * (x[n] ?? 0) + d * each + dy)),
    on,
    ends,
  };
}
