/** What a column and a table of a dataset folder are. */
export type CellKind =
  | "id"
  | "text"
  | "number"
  | "value"
  | "whole"
  | "period"
  | "month"
  | "day"
  | "absence"
  | "word"
  | "subject"
  | "subject-or-all"
  | "unit"
  | "team"
  | "official"
  | "indicator";

export interface ColumnOf {
  readonly name: string;
  /** Chinese headers; the first is the one that is printed. */
  readonly zh: readonly string[];
  readonly kind: CellKind;
  readonly required?: true;
  readonly key?: true;
  /** For kind `word`: Chinese words and what they stand for. */
  readonly words?: Readonly<Record<string, string>>;
  /** For kind `word`: other words are kept as they are. */
  readonly isOpen?: true;
  readonly default?: string;
  /** Stays out of the digest. */
  readonly isAside?: true;
  /** Came after datasets had been digested: an empty cell leaves no trace in the digest. */
  readonly isLater?: true;
}

export interface TableOf {
  readonly name: TableName;
  readonly zh: readonly string[];
  readonly columns: readonly ColumnOf[];
  /** Unknown columns become attributes instead of findings. */
  readonly hasAttributes?: true;
}

export const tableNames = [
  "units",
  "teams",
  "officials",
  "posts",
  "sections",
  "indicators",
  "targets",
  "coefficients",
  "observations",
  "assessments",
  "events",
  "ballots",
  "openings",
  "grades",
] as const;
export type TableName = (typeof tableNames)[number];

export const absenceWords: Readonly<Record<string, string>> = {
  缺报: "missing",
  不适用: "not-applicable",
  免责: "exempt",
  迟报: "late",
};
