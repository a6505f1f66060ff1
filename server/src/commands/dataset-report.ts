import type { SchemeFinding } from "@biaochi/engine";
import { findingParams, isCode, type Language, sayComposed } from "@biaochi/words";
import type { DatasetRead } from "../dataset/dataset.ts";
import { type Finding, mostKept } from "../dataset/finding.ts";
import { placeOfFinding, sayDatasetFinding } from "../dataset/sentence.ts";

/** Exit codes of the commands on dataset folders. */
export const datasetExit = { done: 0, findings: 1, usage: 2, environment: 3 } as const;

/** `scheme.yaml:12:7 error weights-sum Weights sum to 95, not 100 — correct one of them`. */
export function schemeFindingLine(language: Language, file: string, finding: SchemeFinding): string {
  const { sentence, mend } = saySchemeFinding(language, finding);
  const place = `${file}:${finding.line}:${finding.column}`;
  const said = `${place} ${sayComposed(language, `severity.${finding.severity}`)} ${finding.code} ${sentence}`;
  return mend === "" ? said : `${said} — ${mend}`;
}

function saySchemeFinding(
  language: Language,
  finding: SchemeFinding,
): { readonly sentence: string; readonly mend: string } {
  const params = { path: finding.path, expected: "", found: "", ...findingParams(language, finding) };
  const [code, mend] = [`lint.${finding.code}`, `lint.${finding.code}.mend`];
  const bare = [finding.path, finding.expected, finding.found].filter((each) => each).join(" · ");
  return {
    sentence: isCode(code) ? sayComposed(language, code, params) : bare,
    mend: isCode(mend) ? sayComposed(language, mend, params) : "",
  };
}

export const schemeFindingJson = (language: Language, file: string, finding: SchemeFinding) => ({
  file,
  ...finding,
  ...saySchemeFinding(language, finding),
});

/** `observations.csv:12 value error number-text “n/a” is not a number; expected …`. */
export const findingLine = (language: Language, finding: Finding): string =>
  `${placeOfFinding(finding)} ${sayComposed(language, `severity.${finding.severity}`)} ${finding.code} ${sayDatasetFinding(language, finding)}`;

export const findingJson = (language: Language, finding: Finding) => ({
  ...finding,
  sentence: sayDatasetFinding(language, finding),
});

const isError = (finding: SchemeFinding): boolean => finding.severity === "error";

/** Everything that was found, for people: each finding on a line, then how many there are. */
export function findingsText(language: Language, read: DatasetRead): readonly string[] {
  const { findings, scheme } = read;
  const errors = findings.errors + (scheme?.findings.filter(isError).length ?? 0);
  const warnings = findings.warnings + (scheme?.findings.filter((each) => !isError(each)).length ?? 0);
  if (errors + warnings === 0) return [];
  const say = (code: string, params = {}) => sayComposed(language, code, params);
  return [
    ...(scheme?.findings.map((finding) => schemeFindingLine(language, scheme.file, finding)) ?? []),
    ...findings.kept.map((finding) => findingLine(language, finding)),
    say("findings.count", { errors, warnings }),
    ...(Math.max(findings.errors, findings.warnings) > mostKept
      ? [say("findings.more", { kept: findings.kept.length })]
      : []),
    ...(read.dataset ? [] : [say("findings.nothing-written")]),
  ];
}

export const findingsJson = (language: Language, read: DatasetRead) => ({
  errors: read.findings.errors + (read.scheme?.findings.filter(isError).length ?? 0),
  warnings: read.findings.warnings,
  scheme: read.scheme?.findings.map((finding) => schemeFindingJson(language, read.scheme?.file ?? "", finding)) ?? [],
  findings: read.findings.kept.map((finding) => findingJson(language, finding)),
});

const environmentCodes: ReadonlySet<string> = new Set(["folder-unreadable", "file-unreadable"]);

/** What a folder that yields nothing ends with: 3 when the machine is in the way, otherwise 1. */
export function exitOf(read: DatasetRead): 1 | 3 {
  const errors = read.findings.kept.filter((finding) => finding.severity === "error");
  return errors.length > 0 && errors.every((finding) => environmentCodes.has(finding.code))
    ? datasetExit.environment
    : datasetExit.findings;
}
