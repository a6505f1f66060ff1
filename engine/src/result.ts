import type { SubjectType } from "./facts/model.ts";
import type { Absence } from "./facts/state.ts";

/**
 * What an appraisal answers. Numbers are exact texts: a finite decimal where there is one ("0.84"), otherwise a
 * fraction ("26/3"); only `score` is rounded, once, where the scheme says.
 */
export interface Appraisal {
  readonly engine: string;
  readonly scheme: { readonly id: string; readonly version: number; readonly digest: string };
  readonly facts: { readonly count: number; readonly digest: string };
  readonly period: string;
  readonly results: readonly SubjectResult[];
  readonly cohorts: readonly CohortResult[];
  readonly quotas: readonly QuotaResult[];
  readonly allocations: readonly AllocationResult[];
  readonly findings: readonly RunFinding[];
}

export interface SubjectResult {
  readonly subject: string;
  readonly type: SubjectType;
  readonly list: string;
  /** provisional: some datum is missing. not-formed: the scheme says that no score is formed. outside: no list is for it. */
  readonly standing: "complete" | "provisional" | "not-formed";
  /** Rounded, as published. Absent when not formed. */
  readonly score?: string;
  readonly exact?: string;
  /** Points of every block and item by path ("usual/hotline"), before adjustments further up. */
  readonly nodes: readonly NodeResult[];
  readonly cohort?: string;
  readonly rank?: string;
  readonly of?: number;
  /** The place in every cohort that the subject is in; the first of them stands above. */
  readonly ranks: readonly Placed[];
  readonly grade?: string;
  readonly gradeReasons: readonly Reason[];
  readonly band?: string;
  readonly redLines: readonly RedLineHit[];
  /** Items whose datum is missing: why the result is provisional. */
  readonly missing: readonly string[];
}

export interface Placed {
  readonly cohort: string;
  readonly rank: string;
  readonly of: number;
}

export interface NodeResult {
  readonly path: string;
  /** limit: what a floor, cap, gate, constraint or red line gave or took. opening: decided outside the system. */
  readonly kind: "block" | "item" | "deduction" | "bonus" | "limit" | "opening";
  /** Full marks that this node could bring to the score of the subject, after weights of absent parts were moved. */
  readonly full: string;
  /** Points it did bring to the score of the subject. full − points = what was lost here. */
  readonly points?: string;
  readonly absence?: Absence;
}

export interface Reason {
  readonly code: string;
  readonly values?: Readonly<Record<string, string>>;
  readonly facts?: readonly string[];
}

export interface RedLineHit {
  readonly redLine: string;
  readonly facts: readonly string[];
  readonly from?: string;
  readonly to?: string;
  /** The unit that crossed it, when it strikes somebody else. */
  readonly through?: string;
}

export interface CohortResult {
  readonly cohort: string;
  readonly size: number;
  /** Exact quantiles of the published scores: minimum, quarter, median, three quarters, maximum. */
  readonly spread?: readonly [string, string, string, string, string];
}

export interface QuotaResult {
  readonly grading: string;
  readonly grade: string;
  readonly group: string;
  readonly members: number;
  readonly share: string;
  readonly places: number;
  readonly taken: number;
  /** Subjects tied at the last place: a body must choose. */
  readonly undecided: readonly string[];
}

export interface AllocationResult {
  readonly allocation: string;
  readonly pool: number;
  readonly paid: number;
  readonly returned: number;
  readonly shares: readonly { readonly subject: string; readonly claim: string; readonly fen: number }[];
}

export interface RunFinding {
  readonly code: string;
  readonly values: Readonly<Record<string, string>>;
}

/**
 * Why a subject has its score: the same computation, with every step kept. Steps stand in the order in which they were
 * taken; the points of the last step are the exact score.
 */
export interface Explanation {
  readonly subject: string;
  readonly list: string;
  readonly period: string;
  readonly score?: string;
  readonly steps: readonly Step[];
  /** Largest loss first. Points are points of the subject's score. */
  readonly lost: readonly LostPoints[];
}

export interface Step {
  /** "usual/hotline", with the period in brackets where the item is scored period by period: "usual/hotline[2025-03]". */
  readonly path: string;
  readonly stage: "item" | "roll-up" | "block" | "deduction" | "bonus" | "link" | "opening" | "red-line" | "rounding";
  /** Rule kind with version for items, otherwise what was done ("rescaled", "floor", "capped"). */
  readonly code: string;
  /** Named intermediate values, exact: { actual: "94.2", target: "95", ratio: "471/475" }. */
  readonly inputs: Readonly<Record<string, string>>;
  readonly facts: readonly string[];
  readonly absence?: Absence;
  /** Inside the step's own block: before and after it, and the full marks at stake. */
  readonly before?: string;
  readonly points?: string;
  readonly full?: string;
}

export interface LostPoints {
  readonly path: string;
  readonly rule: string;
  readonly full: string;
  readonly points: string;
  readonly lost: string;
  readonly inputs: Readonly<Record<string, string>>;
  readonly facts: readonly string[];
  readonly absence?: Absence;
}
