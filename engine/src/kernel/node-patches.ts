import { State } from "../facts/state.ts";
import { grid, type NodeValues } from "./node-values.ts";

/** Two nodes of one kind and path are one: each of some subjects, or parts of one sum. */
export function merged(a: NodeValues, b: NodeValues): NodeValues {
  const sums = (which: "full" | "points"): Float64Array =>
    a[which].map((x, m) => {
      const y = b[which][m] as number;
      return Number.isNaN(x) ? y : Number.isNaN(y) ? x : Math.round((x + y) * grid) / grid;
    });
  const states = () => a.states.map((s, m) => (Number.isNaN(a.full[m]) ? (b.states[m] as number) : s));
  let known: Pick<NodeValues, "full" | "points" | "states"> | undefined;
  const made = () => {
    known ??= { full: sums("full"), points: sums("points"), states: states() };
    return known;
  };
  return {
    get full() {
      return made().full;
    },
    get points() {
      return made().points;
    },
    get states() {
      return made().states;
    },
    get isMade() {
      return known !== undefined;
    },
    get isEmpty() {
      return a.isEmpty && b.isEmpty;
    },
  };
}

/** Values of `size` members who all have none, or those from before, with those of the members at `places` put in. */
export function patched(
  before: NodeValues | undefined,
  size: number,
  places: Int32Array,
  now: NodeValues | undefined,
): NodeValues {
  if (before?.isMade && isSame(before, places, now)) return before;
  let base: NodeValues | undefined = before;
  const known: { full?: Float64Array; points?: Float64Array; states?: Uint8Array } = {};
  const made = <T extends Float64Array | Uint8Array>(values: T): T => {
    if (known.full && known.points && known.states) base = undefined;
    return values;
  };
  const doubles = (which: "full" | "points"): Float64Array => {
    const values = base ? base[which].slice() : new Float64Array(size).fill(Number.NaN);
    putDoubles(values, places, now?.[which]);
    known[which] = values;
    return made(values);
  };
  return {
    get full() {
      return known.full ?? doubles("full");
    },
    get points() {
      return known.points ?? doubles("points");
    },
    get states() {
      if (known.states) return known.states;
      const states = base ? base.states.slice() : new Uint8Array(size).fill(State.notApplicable);
      for (let k = 0; k < places.length; k++)
        states[places[k] as number] = now ? (now.states[k] as number) : State.notApplicable;
      known.states = states;
      return made(states);
    },
    get isMade() {
      return known.full !== undefined && known.points !== undefined && known.states !== undefined;
    },
    get isEmpty() {
      return this.full.every(Number.isNaN);
    },
  };
}

function putDoubles(into: Float64Array, places: Int32Array, values: Float64Array | undefined): void {
  for (let k = 0; k < places.length; k++) into[places[k] as number] = values ? (values[k] as number) : Number.NaN;
}

function isSame({ full, points, states }: NodeValues, places: Int32Array, now: NodeValues | undefined): boolean {
  for (let k = 0; k < places.length; k++) {
    const m = places[k] as number;
    const [f, p] = now ? [now.full[k], now.points[k]] : [Number.NaN, Number.NaN];
    if (!Object.is(full[m], f) || !Object.is(points[m], p)) return false;
    if (states[m] !== (now ? now.states[k] : State.notApplicable)) return false;
  }
  return true;
}
