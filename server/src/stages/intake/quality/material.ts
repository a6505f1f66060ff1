import type { FindingKind, QualityCheck } from "@biaochi/contract";
import type { Absence, Exact, Period } from "@biaochi/engine";

/** What is known of one figure of a unit or a team, in its newest version. */
export type ExaminedFigure = {
  readonly fact: string;
  readonly subject: string;
  readonly indicator: string;
  readonly period: string;
  readonly value: Exact | null;
  readonly absence: Absence | null;
  /** The day on which its first version was there; null: nobody wrote it down. */
  readonly firstDay: string | null;
  /** Cases behind it, where they are known. */
  readonly cases: number | null;
};

export type ExaminedIndicator = {
  readonly id: string;
  readonly grain: Period["grain"];
  readonly measure: string | null;
  readonly direction: "higher" | "lower" | "nearest" | "none";
  /** Who feeds it: the system, and the unit that answers for it. */
  readonly source: string | null;
  readonly owner: string | null;
  /** Its figures are of the table of observations: an assessor's points are not examined here. */
  readonly isObserved: boolean;
  /** The indicator that counts the cases behind it. */
  readonly countedBy: string | null;
};

export type ExaminedTarget = {
  /** "*": of everybody. */
  readonly subject: string;
  readonly indicator: string;
  readonly period: string;
  readonly value: Exact;
};

/** Records behind the figure of one unit and period. */
export type RecordDays = {
  readonly fact: string;
  readonly subject: string;
  readonly indicator: string;
  readonly period: string;
  readonly records: number;
  /** Of these in the last tenth of its days. */
  readonly atEnd: number;
};

/** A stream of which nothing was read to its end for longer than its connection promises. */
export type SilentStream = {
  readonly indicator: string;
  readonly stream: string;
  readonly lastDay: string;
  readonly days: number;
};

export type ExaminedRule = { readonly rule: string; readonly version: number; readonly check: QualityCheck };

export type Material = {
  readonly today: string;
  /** Figures that begin before this month, counted from year 0, are history: they are compared with and not examined. */
  readonly since: number;
  readonly indicators: ReadonlyMap<string, ExaminedIndicator>;
  readonly figures: readonly ExaminedFigure[];
  readonly targets: readonly ExaminedTarget[];
  /** Periods of cycles, in which an indicator owes figures even where nobody has one. */
  readonly cycles: readonly string[];
  /** Subjects that are no more, with the last month in which they were, counted from year 0. */
  readonly ended: ReadonlyMap<string, number>;
  readonly recordDays: readonly RecordDays[];
  readonly silent: readonly SilentStream[];
  readonly rules: readonly ExaminedRule[];
};

/** What a detector found. The same material gives the same findings under the same keys. */
export type Found = {
  readonly kind: FindingKind;
  readonly indicator: string;
  readonly period: string;
  /** null: about the indicator in this period as a whole. */
  readonly subject: string | null;
  /** The figures that are in doubt; none, where something is missing or many are meant. */
  readonly facts: readonly string[];
  readonly told: Readonly<Record<string, string | number>>;
  /** What beside kind, place and facts makes it this finding and no other. */
  readonly mark: string;
};

export const keyOf = ({ kind, indicator, period, subject, facts, mark }: Found): string =>
  JSON.stringify([kind, indicator, period, subject ?? "", mark, ...facts]);
