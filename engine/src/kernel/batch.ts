import type { Period } from "../facts/period.ts";
import type { Mask } from "../number/arithmetic.ts";
import type { Column } from "../number/column.ts";
import type { Link } from "../rules/rule-kind.ts";
import type { Block } from "../scheme/document.ts";
import type { Carried } from "./link.ts";
import type { Trace } from "./trace.ts";
import type { World } from "./world.ts";

/** Everything that one evaluation of one list needs. Rows of all columns are positions in `rows`. */
export interface Batch {
  readonly world: World;
  readonly rows: Int32Array;
  /** 1 where the node being scored is on the subject's list, with everything above it; absent: everybody's. */
  readonly listed?: Mask;
  readonly trace: Trace | undefined;
  /** Called where the weights of a block do not sum to its full marks for a subject. */
  readonly unbalanced: (row: number, block: string, found: Column, expected: Column) => void;
  /** Called for every due datum that nobody supplied. */
  readonly missed: (row: number, path: string) => void;
  readonly linked: (link: Link, rows: Int32Array, period: Period) => Carried;
  /** Called for every matter (of a whole-city row) that an item counts; two items with one matter are reported. */
  readonly met: (row: number, matter: string, path: string) => void;
  /** Called where nobody supplied the attribute value or coefficient that a weight depends on. */
  readonly unweighted: (row: number, path: string) => void;
  /** Points of a block's bonuses that group constraints let count; absent constraint: all of them. */
  readonly allowed: (block: Block, path: string, bonus: Column, period: Period) => Column;
}
