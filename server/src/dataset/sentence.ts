import { isCode, type Language, sayComposed } from "@biaochi/words";
import type { Finding } from "./finding.ts";

/** Where a finding is: `observations.csv:12 value`. */
export function placeOfFinding(finding: Finding): string {
  const row = finding.row === undefined ? "" : `:${finding.row}`;
  const column = finding.column === undefined || finding.column === "" ? "" : ` ${finding.column}`;
  return `${finding.file}${row}${column}`;
}

/** What is wrong and what would be right, as a sentence. */
export function sayDatasetFinding(language: Language, finding: Finding): string {
  const { expected = "", value = "", column = "", values } = finding;
  const wanted = isCode(expected) ? sayComposed(language, expected) : expected;
  return sayComposed(language, `dataset.${finding.code}`, { value, column, expected: wanted, ...values });
}
