import { mismatches } from "../scheme/mismatch.ts";
import { finding, type Remark, type SchemeFinding } from "../scheme/read.ts";
import { readSource } from "../scheme/source.ts";
import { nearest } from "../scheme/vocabulary.ts";
import { RulebookFile, type RuleSubject, ruleSubjects } from "./document.ts";
import type { Rule, Rulebook } from "./rulebook.ts";

export type RulebookText = { readonly name: string; readonly text: string };
export type ReadRulebook = {
  /** Absent when anything is wrong: half a law is none. */
  readonly rulebook?: Rulebook;
  readonly findings: readonly (SchemeFinding & { readonly file: string })[];
};

/**
 * Reads the files of a rulebook. Every mistake is found, with its line: of form, of evidence, of dates, and of two entries
 * that would both hold on one day.
 *
 * Guarantees: never throws; without a rulebook there is at least one finding.
 */
export function readRulebook(files: readonly RulebookText[]): ReadRulebook {
  const findings: (SchemeFinding & { readonly file: string })[] = [];
  const read: RulebookFile[] = [];
  const earlier: Rule[] = [];
  for (const { name, text } of files) {
    const source = readSource(text);
    const parsed = source.faults.length > 0 ? undefined : RulebookFile.safeParse(source.raw);
    const found =
      parsed === undefined
        ? source.faults.map(({ remark, place }) => finding(remark, place))
        : (parsed.success
            ? checked(parsed.data, earlier)
            : mismatches(parsed.error.issues, source.raw, RulebookFile)
          ).map((remark) => finding(remark, source.place(remark.at)));
    findings.push(...found.map((each) => ({ ...each, file: name })));
    if (parsed?.success) {
      read.push(parsed.data);
      earlier.push(...rulesOf(parsed.data));
    }
  }
  if (findings.length > 0 || read.length === 0) return { findings };
  return {
    rulebook: { subjects: inOrder(read).map(({ subject, title }) => ({ subject, title })), rules: inOrder(earlier) },
    findings,
  };
}

/** As the subjects are listed, whatever the files are called; within a subject as the file has it. */
const inOrder = <T extends { readonly subject: RuleSubject }>(all: readonly T[]): readonly T[] =>
  all.toSorted((a, b) => ruleSubjects.indexOf(a.subject) - ruleSubjects.indexOf(b.subject));

function rulesOf({ subject, sources, rules }: RulebookFile): readonly Rule[] {
  return rules.map((entry): Rule => {
    const source = sources[entry.source] ?? { "zh-CN": entry.source, en: entry.source };
    return {
      ...{ id: entry.id, subject, from: entry.from, until: entry.until, source },
      ...{ article: entry.article, chapter: entry.chapter, evidence: entry.evidence, verified: entry.verified },
      fromEvidence: entry.fromEvidence ?? entry.evidence,
      numberEvidence: entry.numberEvidence ?? entry.evidence,
      ...{ text: entry.text, note: entry.note, value: entry.value },
      canonical: canonicalOf({ ...entry, source }),
    };
  });
}

function checked(file: RulebookFile, earlier: readonly Rule[]): readonly Remark[] {
  const remarks: Remark[] = [];
  const rules = rulesOf(file);
  rules.forEach((rule, r) => {
    const at = ["rules", r];
    const wrong = (code: string, key: string, found: string, expected: string) =>
      remarks.push({ code, severity: "error", at: [...at, key], found, expected });
    if (!rule.id.startsWith(`${file.subject}.`)) wrong("rule-of-other-subject", "id", rule.id, `${file.subject}.…`);
    const named = file.rules[r]?.source ?? "";
    if (!Object.hasOwn(file.sources, named)) {
      const known = Object.keys(file.sources);
      wrong("rule-source-unknown", "source", named, nearest(named, known) ?? known.join(", "));
    }
    if (rule.verified !== (rule.evidence === "read"))
      wrong("rule-verified-unread", "verified", String(rule.verified), String(rule.evidence === "read"));
    if (rule.until !== undefined && rule.until < rule.from)
      wrong("rule-ends-before-it-begins", "until", rule.until, `≥ ${rule.from}`);
    const other = [...earlier, ...rules.slice(0, r)].find((each) => each.id === rule.id && overlap(each, rule));
    if (other) wrong("rule-validity-overlaps", "from", rule.id, `${other.from}–${other.until ?? ""}`);
  });
  return remarks;
}

const overlap = (a: Rule, b: Rule): boolean =>
  a.from <= (b.until ?? "9999-12-31") && b.from <= (a.until ?? "9999-12-31");

/** Keys in order, exact numbers as fractions: what decides whether an entry is still the one that was confirmed. */
function canonicalOf(value: unknown): string {
  if (typeof value === "bigint") return String(value);
  if (Array.isArray(value)) return `[${value.map(canonicalOf).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  const sorted = entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${sorted.map(([key, each]) => `${JSON.stringify(key)}:${canonicalOf(each)}`).join(",")}}`;
}
