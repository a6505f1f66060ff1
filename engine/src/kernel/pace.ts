import { itemsOf, type World } from "./world.ts";

/** Ends a computing on somebody's word. */
export class Cancelled extends Error {
  constructor() {
    super("cancelled");
    this.name = "Cancelled";
  }
}

export interface Pace {
  /** Called whenever an item was scored for so many subjects. */
  readonly step: (subjects: number) => void;
  /** Called when nothing is left to score. */
  readonly end: () => void;
}

export interface Watching {
  readonly progress?: (done: number, total: number) => void;
  readonly isCancelled?: () => boolean;
}

/**
 * Counts items × subjects of the lists of those to be scored (everybody, or `only`). Carried scores of other periods may be
 * scored on the way: they are not counted, and progress then waits at the end.
 */
export function paceOf(world: World, { progress, isCancelled }: Watching, only?: ReadonlySet<number>): Pace {
  const { scheme, rowsOf } = world;
  const total = scheme.lists.reduce((sum, list, l) => {
    const rows = rowsOf[l] ?? new Int32Array(0);
    const scored = only ? rows.reduce((count, row) => count + (only.has(row) ? 1 : 0), 0) : rows.length;
    return sum + scored * itemsOf(scheme, list.score).length;
  }, 0);
  let done = 0;
  const step = (subjects: number): void => {
    if (isCancelled?.()) throw new Cancelled();
    done = Math.min(done + subjects, total);
    progress?.(done, total);
  };
  return {
    step,
    end() {
      if (isCancelled?.()) throw new Cancelled();
      if (done < total || total === 0) progress?.(total, total);
    },
  };
}
