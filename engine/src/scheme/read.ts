import { lint } from "../lint/lint.ts";
import { withNames } from "../lint/names.ts";
import { type Beside, checkAgainstRulebook } from "../lint/rulebook.ts";
import { Scheme } from "./document.ts";
import { mismatches } from "./mismatch.ts";
import { type Place, readSource } from "./source.ts";
import { below } from "./vocabulary.ts";

/** Something in a scheme document that must or should be mended. The sentence is in `words`, under `lint.<code>`. */
export interface SchemeFinding {
  readonly code: string;
  /** Only an error keeps a scheme from being used. */
  readonly severity: "error" | "warning" | "advice";
  /** From 1. */
  readonly line: number;
  readonly column: number;
  /** "lists.0.score.items.2.rule.target" */
  readonly path: string;
  readonly expected?: string;
  readonly found?: string;
  readonly values: Readonly<Record<string, string>>;
  /** Of values (and of `found`) that are identifiers of lists, nodes, indicators or red lines: their titles. */
  readonly names?: Names | undefined;
}
type Names = Readonly<Record<string, Scheme["title"]>>;

export interface ReadScheme {
  /** Absent when some finding is an error. */
  readonly scheme?: Scheme;
  readonly findings: readonly SchemeFinding[];
}

/** What a check says; the place is found from the path. */
export interface Remark {
  readonly code: string;
  readonly severity: SchemeFinding["severity"];
  readonly at: readonly PropertyKey[];
  readonly expected?: string;
  readonly found?: string;
  readonly values?: Readonly<Record<string, string>>;
  readonly names?: Names | undefined;
}

/** More findings than this help nobody; the rest are counted. */
const mostFindings = 200;

/**
 * Reads a scheme document in YAML or JSON. Every mistake that can be found is reported, not the first only: mistakes of
 * syntax first, then of form, and nonsense in a document whose form is right.
 *
 * @param beside The national rules and what the city has added; with them the scheme is compared to them as well, which never gives an error.
 *
 * Guarantees: never throws; without a scheme there is at least one error, on a line of the text.
 */
export function readScheme(text: string, beside?: Beside): ReadScheme {
  const source = readSource(text);
  if (source.faults.length > 0) return { findings: source.faults.map(({ remark, place }) => finding(remark, place)) };
  const parsed = Scheme.safeParse(source.raw);
  const remarks = parsed.success
    ? withNames(
        parsed.data,
        [...lint(parsed.data), ...(beside ? checkAgainstRulebook(parsed.data, beside) : [])].map((remark) =>
          withFound(remark, source.raw),
        ),
      )
    : mismatches(parsed.error.issues, source.raw, Scheme);
  const findings = inOrder(remarks.map((remark) => finding(remark, source.place(remark.at))));
  if (!parsed.success || findings.some((f) => f.severity === "error")) return { findings };
  return { scheme: parsed.data, findings };
}

/** A remark on one number or word says which it is. */
function withFound(remark: Remark, raw: unknown): Remark {
  const value = remark.at.reduce(below, raw);
  return remark.found === undefined && (typeof value === "string" || typeof value === "number")
    ? { ...remark, found: String(value) }
    : remark;
}

export const finding = (remark: Remark, place: Place): SchemeFinding => ({
  code: remark.code,
  severity: remark.severity,
  ...place,
  path: remark.at.map(String).join("."),
  ...(remark.expected === undefined ? {} : { expected: remark.expected || "—" }),
  ...(remark.found === undefined ? {} : { found: remark.found }),
  values: remark.values ?? {},
  ...(remark.names === undefined ? {} : { names: remark.names }),
});

/** By place, each once: a block that is used twice, or an alias, leads to one line of the text. Of too many, errors come first. */
function inOrder(findings: readonly SchemeFinding[]): readonly SchemeFinding[] {
  const once = new Map<string, SchemeFinding>();
  for (const f of findings) {
    const key = JSON.stringify([f.code, f.line, f.column, f.found, f.expected]);
    if (!once.has(key)) once.set(key, f);
  }
  const sorted = [...once.values()].sort((a, b) => a.line - b.line || a.column - b.column);
  const shown = sorted.toSorted((a, b) => rank[a.severity] - rank[b.severity]).slice(0, mostFindings);
  if (sorted.length <= mostFindings) return sorted;
  const rest: Remark = {
    code: "more-findings",
    severity: "advice",
    at: [],
    found: String(sorted.length - mostFindings),
  };
  const kept = new Set(shown);
  return [...sorted.filter((f) => kept.has(f)), finding(rest, { line: shown.at(-1)?.line ?? 1, column: 1 })];
}
const rank = { error: 0, warning: 1, advice: 2 } as const;
