import type { Period } from "../facts/period.ts";
import { apart } from "../number/apart.ts";
import type { Mask } from "../number/arithmetic.ts";
import type { Column } from "../number/column.ts";
import type { Link } from "../rules/rule-kind.ts";
import type { Block } from "../scheme/document.ts";
import type { Compared } from "./compared.ts";
import type { KeptNodes } from "./kept-nodes.ts";
import type { Carried } from "./link.ts";
import type { Trace } from "./trace.ts";
import type { Groups, World } from "./world.ts";

/** Everything that one evaluation of one list needs. Rows of all columns are positions in `rows`. */
export interface Batch {
  readonly world: World;
  readonly rows: Int32Array;
  /** The types of the subjects of the list, of which `rows` may be a part. */
  readonly types: readonly string[];
  /** 1 where the node being scored is on the subject's list, with everything above it; absent: everybody's. */
  readonly listed?: Mask | undefined;
  readonly trace: Trace | undefined;
  /** Called after each item, or each part of a large one, with how many it was scored for; may throw and so give up. */
  readonly step?: ((subjects: number) => void) | undefined;
  /** What a computing of another scheme over the same facts has scored already. */
  readonly kept?: KeptNodes | undefined;
  /** Comparison groups of `rows` and whom they are compared with, made when first asked for. */
  readonly known: { readonly groups: Map<string, Int32Array>; readonly compared: Map<string, Compared> };
  /** Called where the weights of a block do not sum to its full marks for a subject. */
  readonly unbalanced: (row: number, block: string, found: Column, expected: Column) => void;
  /** Called with 1 for every row whose due datum nobody supplied. */
  readonly missed: (path: string, rows: Mask) => void;
  readonly linked: (link: Link, rows: Int32Array, period: Period) => Carried;
  /** Called for every matter (of a whole-city row) that an item counts; two items with one matter are reported. */
  readonly met: (row: number, matter: string, path: string) => void;
  /** Called where nobody supplied the attribute value or coefficient that a weight depends on. */
  readonly unweighted: (row: number, path: string) => void;
  /** Points of a block's bonuses that group constraints let count; absent constraint: all of them. */
  readonly allowed: (block: Block, path: string, bonus: Column, period: Period) => Column;
}

/** The comparison groups of the batch's rows, numbered from 0: the same array whenever it is asked for. */
export function groupsAt(batch: Pick<Batch, "world" | "rows" | "known">, key: string | undefined): Int32Array {
  const seen = batch.known.groups.get(key ?? "");
  if (seen) return seen;
  const groups = renumbered(batch.world.groups(key), batch.rows);
  batch.known.groups.set(key ?? "", groups);
  return groups;
}

/** The groups of some rows of the city, in the order in which they occur. */
export function renumbered({ of, names }: Groups, rows: Int32Array): Int32Array {
  const numbers = new Int32Array(names.length).fill(-1);
  return renumber(of, rows, numbers, new Int32Array(rows.length));
}

const renumber = apart((of: Int32Array, rows: Int32Array, numbers: Int32Array, into: Int32Array): Int32Array => {
  let next = 0;
  for (let i = 0; i < into.length; i++) {
    const group = of[rows[i] as number] as number;
    let own = numbers[group] as number;
    if (own < 0) {
      own = next++;
      numbers[group] = own;
    }
    into[i] = own;
  }
  return into;
});
