import type { SubjectResult } from "./result.ts";

/**
 * The results of a run by column: what a whole city's results are stored, compared and drawn from. Entry `i` of every
 * array is the subject at `rows[i]` in `Facts.subjects`; `rows` ascends and holds everybody who has a list. Nobody writes
 * to an array: runs that continue one another share them.
 */
export interface ResultColumns {
  readonly rows: Int32Array;
  /** Position of the subject's list in the scheme. */
  readonly list: Int32Array;
  /** 0 complete, 1 provisional, 2 not formed. */
  readonly standing: Uint8Array;
  /** Published score × 10^places, a whole number; NaN where not formed. */
  readonly score: Float64Array;
  readonly places: number;
  /** Place in the subject's first cohort; a half for shared places of kind 1 2.5 2.5 4. 0 where there is none. */
  readonly rank: Float64Array;
  readonly rankOf: Int32Array;
  /** Positions in `cohorts`, `grades`, `bands`; -1 for none. */
  readonly cohort: Int32Array;
  readonly cohorts: readonly string[];
  readonly grade: Int32Array;
  readonly grades: readonly string[];
  readonly band: Int32Array;
  readonly bands: readonly string[];
  /** The nodes of every list, in the order of the scheme's lists. */
  readonly lists: readonly ListColumns[];
  /** One subject in full, with its exact values; computed when asked for. */
  result(i: number): SubjectResult;
}

/** Everybody's place in one cohort of the scheme; a subject may stand in several. */
export interface Placing {
  /** Position in `ResultColumns.cohorts`; -1 for subjects that this cohort is not for, and for those without a score. */
  readonly cohort: Int32Array;
  /** 0 where there is none; a half where tied places are averaged. */
  readonly rank: Float64Array;
  readonly of: Int32Array;
}

/** The points of every node of one list: the readable explanation rows of a whole city. */
export interface ListColumns {
  readonly list: string;
  /** Positions in `ResultColumns.rows` of the subjects of this list. */
  readonly members: Int32Array;
  /** In the order of the scheme; limits and openings only where they are on somebody's list. */
  readonly nodes: readonly NodeColumns[];
}

/** A node that did not change since the run that was continued is the same object. Arrays are made when first read. */
export interface NodeColumns {
  readonly path: string;
  readonly kind: "block" | "item" | "deduction" | "bonus" | "limit" | "opening";
  /**
   * Points of the subject's score that the node could bring and did bring, by position in `members`: the exact value rounded
   * to nine decimals, so that equal values are equal bytes. NaN where the node is not on the subject's list.
   */
  readonly full: Float64Array;
  readonly points: Float64Array;
  /** 0 present, 1 missing, 2 not applicable or not on the subject's list, 3 exempt, 4 late. */
  readonly states: Uint8Array;
}
