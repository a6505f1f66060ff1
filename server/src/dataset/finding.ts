import { beginningOf } from "../platform/kept-text.ts";

/**
 * What does not fit in a dataset folder. `expected` is a code of `words/` ("expected.number") or, where there is no such
 * code, the literal text that would have been right.
 */
export interface Finding {
  readonly code: string;
  readonly severity: "error" | "warning";
  readonly file: string;
  /** As a spreadsheet counts: the first row is 1. */
  readonly row?: number;
  /** The column's name as it stands in the file. */
  readonly column?: string;
  readonly value?: string;
  readonly expected?: string;
  /** Further parameters of the sentence. */
  readonly values?: Readonly<Record<string, string>>;
}

export const mostKept = 1000;
const longestValue = 120;

/** Where findings are put while a folder is read. Memory is bounded whatever the folder holds. */
export interface Findings {
  add(finding: Finding): void;
  /** By file in the order in which they were first met, inside a file by row. */
  readonly kept: readonly Finding[];
  readonly errors: number;
  readonly warnings: number;
}

/** Keeps the first 1,000 errors and the first 1,000 warnings, and counts all. Long values are cut. */
export function collectFindings(): Findings {
  const kept: Finding[] = [];
  const count = { error: 0, warning: 0 };
  return {
    add(finding) {
      count[finding.severity] += 1;
      if (count[finding.severity] > mostKept) return;
      const { value } = finding;
      kept.push(
        value !== undefined && value.length > longestValue
          ? { ...finding, value: `${beginningOf(value, longestValue)}…` }
          : finding,
      );
    },
    get kept() {
      const files = new Map<string, number>();
      for (const { file } of kept) if (!files.has(file)) files.set(file, files.size);
      return kept.toSorted(
        (a, b) => (files.get(a.file) ?? 0) - (files.get(b.file) ?? 0) || (a.row ?? 0) - (b.row ?? 0),
      );
    },
    get errors() {
      return count.error;
    },
    get warnings() {
      return count.warning;
    },
  };
}
